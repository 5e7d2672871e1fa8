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

/** Whose a file is, in the system's numbers; null where it has none. */
export interface Owner {
  /** The user. */
  readonly uid: number | null;
  /** The group. */
  readonly gid: number | null;
}

/** What a file gets besides its text. */
export interface FileAttributes {
  /** Permission bits; those of the file that is there, else 0644. */
  readonly mode?: number;
  /** Whose it becomes, and the folders that are made for it, if root writes it; else root's. */
  readonly owner?: Owner;
}

/**
 * Replaces a file, or makes it and its folder.
 *
 * @param path The file itself; a link is replaced, not followed.
 * @param text The new text.
 * @param attributes Its mode and owner.
 */
export function replaceFile(path: string, text: string, attributes: FileAttributes = {}): void {
  const { mode = modeOf(path), owner } = attributes;
  const receiver = owner !== undefined && mayGiveTo(owner) ? owner : undefined;
  makeFolder(folderOf(path), receiver);
  sweepTemporaries(path);
  // In the same folder, because renaming across file systems is not a single step.
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    const file = Deno.openSync(temporary, { write: true, createNew: true, mode });
    try {
      writeWhole(file, new TextEncoder().encode(text));
      file.syncDataSync();
      if (receiver !== undefined) give({ file, path: temporary, mode }, receiver);
    } finally {
      file.close();
    }
    // The umask may have removed bits.
    if (receiver === undefined && Deno.build.os !== "windows") Deno.chmodSync(temporary, mode);
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

function mayGiveTo({ uid }: Owner): boolean {
  return Deno.uid() === 0 && uid !== null && uid !== 0;
}

function makeFolder(path: string, owner: Owner | undefined): void {
  if (infoOf(path) !== undefined) return;
  if (owner === undefined) return Deno.mkdirSync(path, { recursive: true });
  makeFolder(folderOf(path), owner);
  Deno.mkdirSync(path);
  // The owner of the folder above may have put a link there meanwhile.
  nodeFiles().lchownSync(path, owner.uid ?? 0, owner.gid ?? 0);
}

/**
 * Gives a file that root has written to its owner. Not by its name: whoever may write to the folder could put a link to a
 * file of root's there meanwhile.
 */
function give(
  { file, path, mode }: { readonly file: Deno.FsFile; readonly path: string; readonly mode: number },
  { uid, gid }: Owner,
): void {
  const { constants, openSync, fstatSync, fchmodSync, fchownSync, closeSync } = nodeFiles();
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    const [opened, written] = [fstatSync(descriptor), file.statSync()];
    if (opened.ino !== written.ino || opened.dev !== written.dev) {
      throw new Error("it was replaced meanwhile");
    }
    fchownSync(descriptor, uid ?? 0, gid ?? 0);
    fchmodSync(descriptor, mode);
  } finally {
    closeSync(descriptor);
  }
}

/** Not imported: that takes long (`deno task bench --only costs`), and few runs need it. */
function nodeFiles(): ReturnType<typeof process.getBuiltinModule<"node:fs">> {
  return process.getBuiltinModule("node:fs");
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
    replaceFile(path, text, { mode: 0o600 });
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

/**
 * Writes all of some bytes.
 *
 * @param file An open file.
 * @param bytes What is written from its position on.
 */
export function writeWhole(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
}
