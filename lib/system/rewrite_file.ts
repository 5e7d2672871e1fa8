/**
 * Rewrites a file of a person so that nothing but its text changes: owner, mode and hard links stay.
 *
 * @module
 */
import { UserError } from "../text/user_error.ts";
import { infoOf, realPathIfAny } from "./files.ts";
import { isStill, lock, newPatience } from "./lock.ts";
import { folderOf, type Owner, replaceFile, writeWhole } from "./replace_file.ts";

/** Another fasthook needs milliseconds. */
const LONGEST_WAIT_MS = 1000;

/**
 * Rewrites a file, or makes it. Only one fasthook at a time does that to a file.
 *
 * @param path The file, without links.
 * @param text The new text.
 * @param check Throws if the file must not be rewritten; it is called when no other fasthook can change the file.
 * @throws {UserError} If another program has locked or replaced the file.
 */
export function rewriteFile(path: string, text: string, check: () => void): void {
  const before = infoOf(path);
  // A lock on Windows keeps others from reading the file, and that includes the check.
  if (before === undefined || Deno.build.os === "windows") {
    check();
    return replaceFile(path, text, { owner: ownerOfNew(path) });
  }
  const isInPlace = (before.nlink ?? 1) > 1 || isOfAnother(before);
  using file = Deno.openSync(path, { read: true, write: isInPlace });
  const patience = newPatience(LONGEST_WAIT_MS);
  if (!lock(file, { kind: "exclusive", patience }) || !isStill(file, path)) {
    throw new UserError(`Cannot write ${path}: another program is using it`, "run this again");
  }
  check();
  if (isInPlace) writeInPlace(file, text);
  else replaceFile(path, text, { owner: before });
}

/**
 * Returns the owner that a new file gets.
 *
 * @param path The file.
 * @returns The owner of the folder that is there; fasthook may run as root with the home folder of another user.
 */
export function ownerOfNew(path: string): Owner {
  const folder = folderOf(path);
  return infoOf(folder) ?? ownerOfNew(folder);
}

/**
 * Says that a file is not this user's, after a sentence about it.
 *
 * @param path The file; links are followed.
 * @returns Such as "; it belongs to user 1000"; "" if it is this user's.
 */
export function ownerNote(path: string): string {
  const uid = infoOf(realPathIfAny(path) ?? path)?.uid ?? null;
  return uid === null || uid === Deno.uid() ? "" : `; it belongs to user ${uid}`;
}

/** Whether a new file in its place would be this user's, and not its owner's. Root can give it away. */
function isOfAnother({ uid }: Owner): boolean {
  const own = Deno.uid();
  return own !== 0 && uid !== own;
}

/** The text is never empty in between, and nearly always changes in one step. */
function writeInPlace(file: Deno.FsFile, text: string): void {
  const bytes = new TextEncoder().encode(text);
  file.seekSync(0, Deno.SeekMode.Start);
  writeWhole(file, bytes);
  file.truncateSync(bytes.length);
  file.syncDataSync();
}
