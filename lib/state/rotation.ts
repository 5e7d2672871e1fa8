/**
 * Journal rotation: rare, so hook mode loads it only then.
 *
 * @module
 */
import type { JournalLimits } from "./limits.ts";
import { infoOf, moveIfThere, removeIfThere } from "../system/files.ts";
import { journalPath } from "./folder.ts";
import { isStill, tryLock } from "../system/lock.ts";

/**
 * Puts the journal's files one place further and begins a new one, unless another process is doing that.
 *
 * @param folder The checked state folder.
 * @param limits How many files there may be.
 */
export function rotateJournal(folder: string, { files }: JournalLimits): void {
  const path = journalPath(folder, 0);
  using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
  // Who does not get the lock at once appends to the full file, and nothing is lost.
  if (!tryLock(file, "exclusive") || !isStill(file, path)) return;
  // The oldest is overwritten by the one before it. Killed in between, this leaves a gap in the numbers and no loss.
  for (let age = files - 2; age >= 0; age--) {
    moveIfThere(journalPath(folder, age), journalPath(folder, age + 1));
  }
  // With one file there is no place to put it; and where fewer are wanted than before, the rest goes.
  for (let age = files === 1 ? 0 : files; infoOf(journalPath(folder, age)); age++) {
    removeIfThere(journalPath(folder, age));
  }
}
