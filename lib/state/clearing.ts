/**
 * Deletes parts of the state on demand.
 *
 * @module
 */
import { openDatabase, type StateDatabase } from "./database.ts";
import { IGNORED } from "./ignored_files.ts";
import { LATE } from "./missed_deadlines.ts";
import { infoOf, removeIfThere } from "../system/files.ts";
import { namesIn } from "../system/folder_names.ts";
import { type CheckedFolder, problemOf, type StateProblem, type StateResult } from "./folder.ts";
import { journalFiles } from "./journal_reader.ts";
import { listCachedSettings } from "./settings_cache.ts";
import { setAsideFiles } from "./preparation.ts";
import { recentPath } from "./recent_results.ts";
import { sessionFiles } from "./session_files.ts";

/** The parts that can be deleted. */
export const STATE_PARTS = ["cache", "settings", "sessions", "journal"] as const;

/** A part of the state. */
export type StatePart = typeof STATE_PARTS[number];

/** What became of a part. */
export type Cleared =
  | { readonly kind: "cleared"; readonly part: StatePart; readonly bytes: number }
  | { readonly kind: "none"; readonly part: StatePart; readonly problem: StateProblem };

/**
 * Deletes a part of the state; other processes may be using it.
 *
 * @param folder The state folder.
 * @param part Which. The cache is everything in state.db, including the breakers, and the databases that were set aside.
 * @returns How many bytes were freed, or why none. Never throws for a problem of the state.
 */
export async function clearState(folder: CheckedFolder, part: StatePart): Promise<Cleared> {
  try {
    const bytes = part === "cache"
      ? await clearCache(folder)
      : { kind: "done", value: clearFiles(folder.path, part) } as const;
    return bytes.kind === "none" ? { ...bytes, part } : { kind: "cleared", part, bytes: bytes.value };
  } catch (error) {
    return { kind: "none", part, problem: problemOf(error) };
  }
}

/** The parts that are files, and how they are listed. */
const FILES = { settings: listCachedSettings, sessions: sessionFiles, journal: journalFiles };

function clearFiles(folder: string, part: keyof typeof FILES): number {
  const files = FILES[part](folder);
  for (const { path } of files) removeIfThere(path);
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The database is emptied, not removed: SQLite must not lose a file that others have open. */
async function clearCache(folder: CheckedFolder): Promise<StateResult<number>> {
  const path = `${folder.path}/state.db`;
  const before = sizeOf(path);
  if (infoOf(path) !== undefined) {
    const opened = await openDatabase(folder);
    if (opened.kind === "none") return opened;
    using database = opened.database;
    const emptied = database.transaction(() => {
      database.sql.exec("DELETE FROM result; DELETE FROM counter; DELETE FROM breaker");
    });
    if (emptied.kind === "none") return emptied;
    shrink(database);
  }
  removeIfThere(recentPath(folder.path));
  for (const name of namesIn(folder.path).filter(isNote)) removeIfThere(`${folder.path}/${name}`);
  for (const { path: aside } of setAsideFiles(path)) {
    for (const end of ["-wal", "-shm", ""]) removeIfThere(aside + end);
  }
  return { kind: "done", value: Math.max(0, before - sizeOf(path)) };
}

/** Gives the space back to the disk, unless others are using the database: then they reuse it. */
function shrink({ sql }: StateDatabase): void {
  try {
    // A row for each page: exec() would stop at the first one.
    sql.prepare("PRAGMA incremental_vacuum").all();
    sql.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  } catch (error) {
    if (problemOf(error) !== "locked") throw error;
  }
}

function sizeOf(path: string): number {
  return [path, `${path}-wal`, ...setAsideFiles(path).map((file) => file.path)]
    .reduce((sum, file) => sum + (infoOf(file)?.size ?? 0), 0);
}

/** What is noted about linters next to the database. */
function isNote(name: string): boolean {
  return name === IGNORED || name.startsWith(LATE);
}
