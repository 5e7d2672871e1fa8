/**
 * Waiting for other processes: for short moments, with a limit to the patience.
 *
 * @module
 */
import { pause } from "./timer.ts";
import { infoOf } from "./files.ts";

/** Alone, or together with others who are not alone. */
export type LockKind = "exclusive" | "shared";

/** How long a process waits for others in all, in milliseconds; past it the event is answered without state. */
const PATIENCE_MS = 250;

/** Holders need less than a millisecond. */
const FIRST_PAUSE_MS = 0.5;
/** Many who wait must not take the processor from the one that they wait for. */
const LONGEST_PAUSE_MS = 8;

/** What is left of the patience. It comes back as time passes, for commands that go on for long. */
let leftMs = PATIENCE_MS;
let waitedAt = 0;

/**
 * Tries until something works or the process has waited long enough.
 *
 * @param attempt What to try; gives `undefined` when others are in the way.
 * @returns What the attempt gave; `undefined` when it never worked.
 */
export function tryFor<T>(attempt: () => T | undefined): T | undefined {
  const first = attempt();
  if (first !== undefined) return first;
  const startedAt = performance.now();
  leftMs = Math.min(PATIENCE_MS, leftMs + startedAt - waitedAt);
  let result: T | undefined;
  for (
    let pauseMs = FIRST_PAUSE_MS;
    result === undefined && performance.now() - startedAt < leftMs;
    pauseMs *= 1.5
  ) {
    // Not all at the same time.
    pause(Math.min(pauseMs, LONGEST_PAUSE_MS) * (0.5 + Math.random()));
    result = attempt();
  }
  waitedAt = performance.now();
  leftMs = Math.max(0, leftMs - (waitedAt - startedAt));
  return result;
}

/**
 * Locks a file. Deno's blocking lock has no limit, and the holder may have been stopped by a debugger.
 *
 * @param file An open file; closing it unlocks it.
 * @param kind Alone or together.
 * @returns False when others held it for too long.
 */
export function lock(file: Deno.FsFile, kind: LockKind): boolean {
  return tryLock(file, kind) || (tryFor(() => tryLock(file, kind) || undefined) ?? false);
}

/**
 * Locks a file if nobody else has it.
 *
 * @param file An open file; closing it unlocks it.
 * @param kind Alone or together.
 * @returns False when others hold it.
 */
export function tryLock(file: Deno.FsFile, kind: LockKind): boolean {
  return file.tryLockSync(kind === "exclusive");
}

/**
 * Tells whether a path still names an open file: somebody may have put another one there meanwhile.
 *
 * @param file An open file.
 * @param path Where it was opened.
 * @returns False when the path names another file, or none. True where the system cannot tell (Windows, which does not
 * let an open file be replaced).
 */
export function isStill(file: Deno.FsFile, path: string): boolean {
  const info = infoOf(path);
  return info !== undefined && info.ino === file.statSync().ino;
}
