/**
 * Locks between processes: short, with a limit to the patience, gone with the process that holds them.
 *
 * @module
 */
import { pause } from "../timer.ts";
import { infoOf } from "./files.ts";

/** Alone, or together with others who are not alone. */
export type LockKind = "exclusive" | "shared";

/**
 * Locks a file. Deno's blocking lock has no limit, and the holder may have been stopped by a debugger.
 *
 * @param file An open file; closing it unlocks it.
 * @param kind Alone or together.
 * @param patienceMs How long to try, in milliseconds.
 * @returns False when others held it all the time.
 */
export function lock(file: Deno.FsFile, kind: LockKind, patienceMs: number): boolean {
  if (file.tryLockSync(kind === "exclusive")) return true;
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    // Holders need far less than a millisecond; a waiter that sleeps longer would lose its turn to those who come later.
    pause(0.5);
    if (file.tryLockSync(kind === "exclusive")) return true;
  }
  return false;
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
