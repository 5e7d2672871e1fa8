/**
 * Session files on disk: where they are, opening one alone, forgetting old ones.
 *
 * @module
 */
import { shortHash } from "../hash.ts";
import { infoOf, removeIfThere } from "./files.ts";
import { isStill, lock } from "./lock.ts";

/** A session file. */
export interface SessionFile {
  /** Its path. */
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
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
export function sessionFiles(folder: string): SessionFile[] {
  try {
    return [...Deno.readDirSync(`${folder}/sessions`)].flatMap(({ name }) => {
      const path = `${folder}/sessions/${name}`;
      const info = infoOf(path);
      return info === undefined ? [] : [{ path, bytes: info.size, modifiedAt: info.mtime?.getTime() ?? 0 }];
    });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}

/**
 * Opens a session's file, made where it is missing, and locks it until it is closed.
 *
 * @param path The file.
 * @returns The open file; `undefined` when others hold it for too long.
 * @throws {Error} What the file system throws.
 */
export function openAlone(path: string): Deno.FsFile | undefined {
  while (true) {
    const file = opened(path);
    if (!lock(file, "exclusive")) {
      file.close();
      return undefined;
    }
    // Who had the lock before may have put a new file in its place, or removed it.
    if (isStill(file, path)) return file;
    file.close();
  }
}

/**
 * Forgets sessions that have not been heard of for {@linkcode SESSION_DAYS}.
 *
 * @param folder The state folder.
 * @param now The moment, in milliseconds since 1970 by the file system's clock.
 * @throws {Error} What the file system throws.
 */
export function sweepSessions(folder: string, now: number): void {
  for (const { path, modifiedAt } of sessionFiles(folder)) {
    if (now - modifiedAt > SESSION_DAYS * DAY_MS) removeIfThere(path);
  }
}

function opened(path: string): Deno.FsFile {
  const options = { read: true, append: true, create: true, mode: 0o600 };
  try {
    return Deno.openSync(path, options);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true, mode: 0o700 });
    return Deno.openSync(path, options);
  }
}
