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
 * Puts the journal's files one place further and begins a new one, unless another process is doing that or has just done
 * it.
 *
 * @param folder The checked state folder.
 * @param limits How large a file and how many files there may be.
 * @param bytes What is to be appended.
 */
export function rotateJournal(folder: string, { maxBytes, files }: JournalLimits, bytes: number): void {
  const path = journalPath(folder, 0);
  using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
  // A process that does not get the lock at once appends to the full file, and nothing is lost.
  if (!tryLock(file, "exclusive") || !isStill(file, path)) return;
  // Looked at again under the lock: the file may be one that another process began after this one saw a full file. Moving
  // it would push out the oldest file for nothing.
  if (file.statSync().size + bytes < maxBytes) return;
  // Up to the first free number: a process that was killed here has left one, and the oldest file stays while there is room.
  let free = 1;
  while (free < files - 1 && infoOf(journalPath(folder, free)) !== undefined) free++;
  for (let age = files === 1 ? -1 : free - 1; age >= 0; age--) {
    moveIfThere(journalPath(folder, age), journalPath(folder, age + 1));
  }
  // With one file there is no place to put it; and where fewer are wanted than before, the rest goes.
  for (let age = files === 1 ? 0 : files; infoOf(journalPath(folder, age)); age++) {
    removeIfThere(journalPath(folder, age));
  }
}
