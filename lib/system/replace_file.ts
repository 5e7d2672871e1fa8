/**
 * Replaces a file's text in one step: a reader sees the old text or the new one, never a part.
 *
 * @module
 */
import { infoOf, removeIfThere } from "./files.ts";
import { reasonOf } from "./reason.ts";
import { UserError } from "../text/user_error.ts";

/** Longer than any write takes. */
const MAX_WRITE_MS = 10_000;

/**
 * Replaces a file, or makes it and its folder.
 *
 * @param path The file itself; a link is replaced, not followed.
 * @param text The new text.
 * @param mode Permission bits; those of the file that is there, else 0644.
 */
export function replaceFile(path: string, text: string, mode: number = modeOf(path)): void {
  Deno.mkdirSync(folderOf(path), { recursive: true });
  sweepTemporaries(path);
  // In the same folder, because renaming across file systems is not a single step.
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    const file = Deno.openSync(temporary, { write: true, createNew: true, mode });
    try {
      writeWhole(file, new TextEncoder().encode(text));
      file.syncDataSync();
    } finally {
      file.close();
    }
    // The umask may have removed bits.
    if (Deno.build.os !== "windows") Deno.chmodSync(temporary, mode);
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** Removes what a process left that was killed before its last step. */
function sweepTemporaries(path: string): void {
  const folder = folderOf(path);
  const prefix = `${path.slice(path.lastIndexOf("/") + 1)}.`;
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (!isFile || !name.startsWith(prefix) || !/^[0-9a-f]{8}\.tmp$/.test(name.slice(prefix.length))) {
      continue;
    }
    const left = `${folder}/${name}`;
    const changedAt = Deno.lstatSync(left).mtime?.getTime() ?? 0;
    if (Date.now() - changedAt > MAX_WRITE_MS) removeIfThere(left);
  }
}

/**
 * Writes a page that a person asked for, into a folder that is there. It may hold commands and errors, so it is for its owner
 * alone.
 *
 * @param path The file.
 * @param text The page.
 * @throws {UserError} When it cannot be written.
 */
export function writePage(path: string, text: string): void {
  const folder = folderOf(path);
  // A misspelt folder is not made.
  if (infoOf(folder) === undefined) throw new UserError(`Cannot write ${path}: there is no folder ${folder}`);
  try {
    replaceFile(path, text, 0o600);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot write ${path}: ${reasonOf(error)}`);
  }
}

/**
 * Reads a file's permission bits.
 *
 * @param path The file.
 * @returns The bits; 0644 where there is no file, or no such bits.
 */
export function modeOf(path: string): number {
  try {
    const { mode } = Deno.statSync(path);
    return mode === null ? 0o644 : mode & 0o777;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0o644;
    throw error;
  }
}

/**
 * Returns the folder that a file is in.
 *
 * @param path A path with slashes or backslashes.
 * @returns The folder; "." for a name alone.
 */
export function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end < 0 ? "." : path.slice(0, end) || "/";
}

function writeWhole(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
}
