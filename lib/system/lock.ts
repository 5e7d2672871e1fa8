/**
 * Waits for other processes: for short moments, with a limit to all waits together.
 *
 * @module
 */
import { pause } from "./timer.ts";
import { infoOf } from "./files.ts";

/** Exclusive: no other process has the lock. Shared: only with others that share it. */
export type LockKind = "exclusive" | "shared";

/** How long a host waits for others in all, in milliseconds; after that events are answered without state. */
const PATIENCE_MS = 250;

/** Holders need less than a millisecond. */
const FIRST_PAUSE_MS = 0.5;
/** Many waiting processes must not take the processor from the one that holds the lock. */
const LONGEST_PAUSE_MS = 8;

/** The time that one host may still wait. What was used up comes back as time passes, for hosts that live long. */
export interface Patience {
  /** The most that it may wait in all, in milliseconds. */
  readonly limitMs: number;
  /** What was left after the last wait, in milliseconds. */
  leftMs: number;
  /** When that ended, as `performance.now()` counts. */
  waitedAt: number;
}

/**
 * Makes the patience of a host that has not waited yet. It is data without methods: every event makes it, and few wait.
 *
 * @param limitMs The most that the host may wait in all, in milliseconds.
 * @returns All of it.
 */
export function newPatience(limitMs: number = PATIENCE_MS): Patience {
  return { limitMs, leftMs: limitMs, waitedAt: 0 };
}

/**
 * Tries until something works or the host has waited long enough.
 *
 * @param patience How long it may still wait.
 * @param attempt What to try; gives `undefined` when others are in the way.
 * @returns What the attempt gave; `undefined` when it never worked.
 */
export function tryFor<T>(patience: Patience, attempt: () => T | undefined): T | undefined {
  const first = attempt();
  if (first !== undefined) return first;
  const startedAt = performance.now();
  const leftMs = Math.min(patience.limitMs, patience.leftMs + startedAt - patience.waitedAt);
  let result: T | undefined;
  for (
    let pauseMs = FIRST_PAUSE_MS;
    result === undefined && performance.now() - startedAt < leftMs;
    pauseMs *= 1.5
  ) {
    // At random, so that not all processes try at the same time.
    pause(Math.min(pauseMs, LONGEST_PAUSE_MS) * (0.5 + Math.random()));
    result = attempt();
  }
  patience.waitedAt = performance.now();
  patience.leftMs = Math.max(0, leftMs - (patience.waitedAt - startedAt));
  return result;
}

/** How a file is locked. */
export interface LockOptions {
  /** Exclusive or shared. */
  readonly kind: LockKind;
  /** How long to wait. */
  readonly patience: Patience;
}

/**
 * Locks a file. Deno's blocking lock has no limit, and the holder may have been stopped by a debugger.
 *
 * @param file An open file; closing it unlocks it.
 * @param options Exclusive or shared, and how long to wait.
 * @returns False when others held it for too long.
 */
export function lock(file: Deno.FsFile, { kind, patience }: LockOptions): boolean {
  return tryLock(file, kind) || (tryFor(patience, () => tryLock(file, kind) || undefined) ?? false);
}

/**
 * Locks a file if no other process has locked it.
 *
 * @param file An open file; closing it unlocks it.
 * @param kind Exclusive or shared.
 * @returns False when others hold it.
 */
export function tryLock(file: Deno.FsFile, kind: LockKind): boolean {
  return file.tryLockSync(kind === "exclusive");
}

/**
 * Says whether a path still names an open file: another process may have replaced it.
 *
 * @param file An open file.
 * @param path Where it was opened.
 * @returns False when the path names another file, or none. True where the system does not say (Windows, which does not
 * let an open file be replaced).
 */
export function isStill(file: Deno.FsFile, path: string): boolean {
  const info = infoOf(path);
  return info !== undefined && info.ino === file.statSync().ino;
}
