/**
 * Makes, migrates and sets aside state.db.
 *
 * There are two locks. SQLite's own orders transactions. The one on `state.lock` is shared by all processes that use the
 * database, and exclusive for a process that makes, migrates or moves it: SQLite must not lose a file under an open
 * connection, because a new database could meet the log of the old one.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { numberField } from "../text/json_object.ts";
import { infoOf, moveIfThere, removeIfThere } from "../system/files.ts";
import { problemOf } from "./folder.ts";
import { lock, type Patience, tryFor } from "../system/lock.ts";
import type { Migration } from "./schema.ts";

/** Where a database is, and which schema it must have. */
export interface DatabasePlace {
  /** The file. */
  readonly path: string;
  /** The lock file, open. */
  readonly lock: Deno.FsFile;
  /** How long to wait for other processes. */
  readonly patience: Patience;
  /** The schema, one step a version. */
  readonly migrations: readonly Migration[];
  /** Connects to a file; makes an empty database if there is none. */
  readonly connect: (path: string) => DatabaseSync;
}

/** Databases that are kept so that a person can find out what was wrong; the oldest is removed first. */
const MOST_SET_ASIDE = 3;

/** SQLite's files. The database comes last, so that it never exists together with another one's log. */
const ENDS = ["-wal", "-shm", ""];

/** What there is in the database's place. */
export type Found =
  | { readonly kind: "missing" }
  | { readonly kind: "damaged" }
  /** Open; of any version. */
  | { readonly kind: "database"; readonly sql: DatabaseSync; readonly version: number };

/**
 * Connects to the database if there is one.
 *
 * @param place The database, locked.
 * @returns The open database, or why there is none that can be read.
 * @throws {Error} What the file system or the database throws, except for damage.
 */
export function find(place: DatabasePlace): Found {
  if (fileNumber(place.path) === undefined) return { kind: "missing" };
  const sql = place.connect(place.path);
  try {
    // A lost cache costs nothing, so no write waits for the disk. Only a power cut can lose something, a killed process cannot.
    retryLocked(place.patience, () => sql.exec("PRAGMA synchronous = OFF"));
    const version = retryLocked(place.patience, () => versionOf(sql));
    if (version !== undefined) return { kind: "database", sql, version };
  } catch (error) {
    sql.close();
    if (problemOf(error) !== "damaged") throw error;
    return { kind: "damaged" };
  }
  sql.close();
  return { kind: "damaged" };
}

/**
 * Returns a number that distinguishes files that had the same path one after the other.
 *
 * @param path A file.
 * @returns The number, which a file keeps when it is moved; 0 if the system has none; `undefined` without a file.
 */
export function fileNumber(path: string): number | undefined {
  const info = infoOf(path);
  return info && (info.ino ?? 0);
}

/**
 * Makes the database usable, under the exclusive lock, which is released then. A missing one is made, an old one is migrated.
 * One that is damaged or newer than this program is set aside and replaced by a new one.
 *
 * @param place The database; this process must not have it open.
 * @param damaged The number of a file that was found to be damaged.
 * @throws {Error} What the file system or the database throws.
 */
export function prepare(place: DatabasePlace, damaged?: number): void {
  place.lock.unlockSync();
  if (!lock(place.lock, { kind: "exclusive", patience: place.patience })) return;
  try {
    if (damaged !== undefined && damaged === fileNumber(place.path)) setAside(place.path, "damaged");
    const found = find(place);
    if (found.kind === "database") {
      found.sql.close();
      if (found.version === place.migrations.length) return;
      if (found.version > place.migrations.length) setAside(place.path, "newer");
    } else if (found.kind === "damaged") setAside(place.path, "damaged");
    migrate(place);
  } finally {
    place.lock.unlockSync();
  }
}

/**
 * Runs statements that may find the database locked. SQLite's own waiting sleeps for up to 100 ms at a time, while others
 * overtake; this one does not.
 *
 * @param patience How long to wait.
 * @param act What to do; it must have done nothing when it finds the database locked.
 * @returns What it gave.
 * @throws {Error} What the database throws; "database is locked" if others held it for too long.
 */
export function retryLocked<T>(patience: Patience, act: () => T): T {
  let lockedOut: unknown;
  const done = tryFor(patience, () => {
    try {
      return { value: act() };
    } catch (error) {
      if (problemOf(error) !== "locked") throw error;
      lockedOut = error;
      return undefined;
    }
  });
  if (done === undefined) throw lockedOut;
  return done.value;
}

function versionOf(sql: DatabaseSync): number | undefined {
  return numberField(sql.prepare("PRAGMA user_version").get() ?? {}, "user_version");
}

function migrate({ path, connect, migrations }: DatabasePlace): void {
  // A file made by SQLite could be read by others.
  Deno.openSync(path, { append: true, create: true, mode: 0o600 }).close();
  const sql = connect(path);
  try {
    // Deno refuses VACUUM; with this an emptied database can give its space back without it.
    sql.exec("PRAGMA auto_vacuum = INCREMENTAL");
    sql.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE");
    for (const migration of migrations.slice(versionOf(sql))) sql.exec(migration);
    sql.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
  } finally {
    sql.close();
  }
}

function setAside(path: string, why: "damaged" | "newer"): void {
  const aside = `${path}.${why}-${Date.now()}`;
  for (const end of ENDS) moveIfThere(path + end, aside + end);
  for (const { path: old } of setAsideFiles(path).slice(0, -MOST_SET_ASIDE)) {
    for (const end of ENDS) removeIfThere(old + end);
  }
}

/**
 * Lists the databases that were set aside.
 *
 * @param path The database's path.
 * @returns Path, reason and time in milliseconds since 1970 of each, the oldest first.
 * @throws {Error} What the file system throws.
 */
export function setAsideFiles(path: string): { path: string; why: string; at: number }[] {
  const [folder = "", name = ""] = [
    path.slice(0, path.lastIndexOf("/")),
    path.slice(path.lastIndexOf("/") + 1),
  ];
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const [, why, at] = entry.name.startsWith(`${name}.`)
      ? /\.(damaged|newer)-(\d+)$/.exec(entry.name) ?? []
      : [];
    return why === undefined ? [] : [{ path: `${folder}/${entry.name}`, why, at: Number(at) }];
  }).toSorted((a, b) => a.at - b.at);
}
