/**
 * Files that a linter's configuration leaves out: one look shows it, and holds until the configuration changes.
 *
 * @module
 */
import { infoOf, removeIfThere } from "../system/files.ts";
import { textIfReadable } from "../system/readable.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import type { CheckedFolder } from "./folder.ts";

/** The file's name in the state folder. */
export const IGNORED = "state.db.ignored";

/** Some thousand names; then they are found out again. */
const MAX_BYTES = 32 * 1024;

/**
 * Notes that a linter leaves a file out.
 *
 * @param folder The state folder.
 * @param name A name for linter, file and configuration, without blanks.
 */
export function noteIgnored(folder: CheckedFolder, name: string): void {
  try {
    const path = `${folder.path}/${IGNORED}`;
    if ((infoOf(path)?.size ?? 0) > MAX_BYTES) removeIfThere(path);
    using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
    file.writeSync(encodeUtf8(`\n${name}\n`));
  } catch (error) {
    // Then the linter is asked again.
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Reads all such names.
 *
 * @param folder The state folder.
 * @returns The names.
 */
export function readIgnoredNames(folder: CheckedFolder): ReadonlySet<string> {
  return new Set(textIfReadable(`${folder.path}/${IGNORED}`, { maxBytes: 2 * MAX_BYTES }).split("\n"));
}
