/**
 * Session files on disk: where they are, opening one alone, forgetting old ones.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";
import { filesIn, infoOf, removeIfThere, type StoredFile } from "../system/files.ts";
import type { CheckedFolder } from "./folder.ts";
import { lock } from "../system/lock.ts";

/** A session file that is about to be added to. */
export interface LockedFile {
  /** The open file. */
  readonly file: Deno.FsFile;
  /** Whether no other process can lock it now; false when others held it for too long. */
  readonly isAlone: boolean;
  /** When it was changed last, in milliseconds since 1970 by the file system's clock. */
  readonly modifiedAt: number;
}

/** Sessions that were not ended and have not been heard of for so long are forgotten. */
export const SESSION_DAYS = 7;

const DAY_MS = 24 * 3600 * 1000;

/**
 * Says where a session's file is.
 *
 * @param folder The state folder.
 * @param session The session's id: any text.
 * @returns The path.
 */
export function sessionPath(folder: string, session: string): string {
  // A hash, because an id comes with an event and could be a path.
  return `${folder}/sessions/${shortHash(session)}`;
}

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
 * Opens a session's file, made where it is missing.
 *
 * @param path The file.
 * @returns The open file; what is written goes to its end.
 * @throws {Error} What the file system throws.
 */
export function openSessionFile(path: string): Deno.FsFile {
  const options = { read: true, append: true, create: true, mode: 0o600 };
  try {
    return Deno.openSync(path, options);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true, mode: 0o700 });
    return Deno.openSync(path, options);
  }
}

/**
 * Locks a session's file until it is closed. Who has the lock for too long, because it was stopped in the middle, does not
 * stop others: lines that are appended stay whole without a lock. At worst two processes say the same then, or a line is
 * lost to the file being written anew.
 *
 * @param opened The open file; closed when it is not the one that is returned.
 * @param place Where it was opened, and how long to wait.
 * @returns The file that is at the path now.
 * @throws {Error} What the file system throws.
 */
export function lockSessionFile(opened: Deno.FsFile, { path, patience }: CheckedFolder): LockedFile {
  for (let file = opened;; file = openSessionFile(path)) {
    const isAlone = lock(file, { kind: "exclusive", patience });
    const { nlink, mtime } = file.statSync();
    // Who had the lock before may have put a new file in its place, or removed it. Windows does not count names, and does
    // not let an open file be replaced.
    if (nlink !== 0) return { file, isAlone, modifiedAt: mtime?.getTime() ?? 0 };
    file.close();
  }
}

/**
 * Forgets sessions that have not been heard of for {@linkcode SESSION_DAYS}. Done when a session begins or ends, on the
 * first such occasion of a day: an event waits for it, and looking at a file costs 20 us.
 *
 * @param folder The state folder.
 * @param now The moment, in milliseconds since 1970 by the file system's clock, which may be another than ours.
 * @throws {Error} What the file system throws.
 */
export function sweepOnceADay(folder: string, now: number): void {
  const note = `${folder}/sessions.swept`;
  const sweptAt = infoOf(note)?.mtime?.getTime() ?? 0;
  if (Math.abs(now - sweptAt) < DAY_MS) return;
  const files = sessionFiles(folder);
  if (files.length > 0) Deno.writeTextFileSync(note, "\n", { mode: 0o600 });
  for (const { path, modifiedAt } of files) {
    if (now - modifiedAt > SESSION_DAYS * DAY_MS) removeIfThere(path);
  }
}
