/**
 * Session files on disk: their paths, opening and locking one, deleting old ones.
 *
 * @module
 */
import { namesIn } from "../system/folder_names.ts";
import { filesIn, infoOf, removeIfThere, type StoredFile } from "../system/files.ts";
import type { CheckedFolder } from "./folder.ts";
import { lock } from "../system/lock.ts";

/** A locked session file. */
export interface LockedFile {
  /** The open file. */
  readonly file: Deno.FsFile;
  /** Whether this process has the lock; false if others held it for too long. */
  readonly isAlone: boolean;
  /** When it was changed last, in milliseconds since 1970 by the file system's clock. */
  readonly modifiedAt: number;
}

/** Sessions without an end and without an event for so long are deleted. */
export const SESSION_DAYS = 7;

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** More than anybody has in a week. */
export const MOST_SESSIONS = 2000;
/** As many as one event may wait for. */
export const MOST_SWEPT = 300;
/** What a folder of about {@linkcode MOST_SESSIONS} takes itself. */
const FULL_FOLDER_BYTES = 80 * 1024;

/**
 * Lists the session files.
 *
 * @param folder The state folder.
 * @returns All of them, in no order.
 * @throws {Error} What the file system throws, except for missing files.
 */
export function sessionFiles(folder: string): StoredFile[] {
  return filesIn(`${folder}/sessions`);
}

/**
 * Opens a session's file, and makes it if it is missing.
 *
 * @param path The file.
 * @returns The open file; what is written goes to its end.
 * @throws {Error} What the file system throws.
 */
export function openSessionFile(path: string): Deno.FsFile {
  const options = { read: true, append: true, create: true, mode: 0o600 };
  try {
    return plain(Deno.openSync(path, options), path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true, mode: 0o700 });
    return plain(Deno.openSync(path, options), path);
  }
}

/** Reading a pipe waits for its writer, and a link leads anywhere. */
function plain(file: Deno.FsFile, path: string): Deno.FsFile {
  if (Deno.lstatSync(path).isFile) return file;
  file.close();
  throw Object.assign(new Error(`wanted a file at ${path}, got something else`), { code: "EISDIR" });
}

/**
 * Locks the file until it is closed. A stopped holder does not block others: appended lines stay whole. At worst two
 * processes say the same thing, or a line is lost while the file is rewritten.
 *
 * @param opened The open file; it is closed if another one is returned.
 * @param place Where it was opened, and how long to wait.
 * @returns The file that is at the path now.
 * @throws {Error} What the file system throws.
 */
export function lockSessionFile(opened: Deno.FsFile, { path, patience }: CheckedFolder): LockedFile {
  for (let file = opened;; file = openSessionFile(path)) {
    const isAlone = lock(file, { kind: "exclusive", patience });
    const { nlink, mtime } = file.statSync();
    // The process that had the lock before may have replaced or removed the file. Windows does not count links, and does
    // not let an open file be replaced.
    if (nlink !== 0) return { file, isAlone, modifiedAt: mtime?.getTime() ?? 0 };
    file.close();
  }
}

/**
 * Deletes sessions that had no event for {@linkcode SESSION_DAYS}, and the oldest of too many. This is done when a session
 * begins or ends, once a day, and more often while there are too many: an event waits for it, and each file is looked
 * at, so no more than {@linkcode MOST_SWEPT} are looked at in one go, each time others.
 *
 * @param folder The state folder.
 * @param now The moment, in milliseconds since 1970 by the file system's clock, which may be another than ours.
 * @param random Chooses which files are looked at, from 0 to 1.
 * @throws {Error} What the file system throws.
 */
export function sweepOnceADay(folder: string, now: number, random: () => number = Math.random): void {
  const note = `${folder}/sessions.swept`;
  const info = infoOf(note);
  const isFull = (infoOf(`${folder}/sessions`)?.size ?? 0) > FULL_FOLDER_BYTES;
  const isDue = Math.abs(now - (info?.mtime?.getTime() ?? 0)) >= DAY_MS;
  if (!isDue && !isFull || info !== undefined && !info.isFile) return;
  const names = namesIn(`${folder}/sessions`);
  const surplus = Math.max(0, names.length - MOST_SESSIONS);
  if (names.length === 0 || !isDue && surplus === 0) return;
  // Written first: other processes need not do the same. While there are too many, the next session goes on.
  if (isDue) Deno.writeTextFileSync(note, "\n", { mode: 0o600 });
  const start = Math.floor(random() * names.length);
  const files = [...names.slice(start), ...names.slice(0, start)].slice(0, MOST_SWEPT).flatMap((name) => {
    const path = `${folder}/sessions/${name}`;
    const info = infoOf(path);
    return info === undefined ? [] : [{ path, modifiedAt: info.mtime?.getTime() ?? 0 }];
  }).sort((a, b) => a.modifiedAt - b.modifiedAt);
  for (const [index, { path, modifiedAt }] of files.entries()) {
    const isOld = now - modifiedAt > SESSION_DAYS * DAY_MS;
    // The oldest half of them, and never one that is in use.
    const isTooMany = index < Math.min(surplus, files.length / 2) && now - modifiedAt > HOUR_MS;
    if (isOld || isTooMany) removeIfThere(path);
  }
}
