/**
 * state.db: what linters share between processes. SQLite, opened only when one is wanted.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { pause } from "../system/timer.ts";
import { infoOf } from "../system/files.ts";
import { lock } from "../system/lock.ts";
import { type CheckedFolder, problemOf, type StateProblem, type StateResult } from "./folder.ts";
import { type DatabasePlace, fileNumber, find, prepare, retryLocked } from "./preparation.ts";
import { type Migration, MIGRATIONS } from "./schema.ts";

/** An open database, or why there is none. */
export type OpenedDatabase =
  | { readonly kind: "database"; readonly database: StateDatabase }
  | { readonly kind: "none"; readonly problem: StateProblem };

/**
 * Sleeping first starts a new time slice, so the process is not preempted while it holds the lock. With 64 processes on two
 * cores the time between BEGIN and COMMIT fell from 56 ms to 0.9 ms in the slowest tenth, and none was locked out any more.
 * It costs 0.1 ms.
 */
const BREATH_MS = 0.05;

/** Thirty edits with a linter; writing it back takes about a millisecond. */
const MAX_LOG_BYTES = 512 * 1024;

/**
 * Opens the database of a state folder. A missing one is made, an old one is migrated. One that is damaged, or was made by a
 * newer fasthook, is set aside and replaced by a new one.
 *
 * @param folder The state folder.
 * @param migrations The schema, one step a version.
 * @returns The database, or why there is none. Never throws.
 */
export async function openDatabase(
  folder: CheckedFolder,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<OpenedDatabase> {
  try {
    const { DatabaseSync } = await import("node:sqlite");
    const place: DatabasePlace = {
      path: `${folder.path}/state.db`,
      // Opened for reading as well: opening a pipe only for writing waits for its reader.
      lock: Deno.openSync(`${folder.path}/state.lock`, {
        read: true,
        append: true,
        create: true,
        mode: 0o600,
      }),
      patience: folder.patience,
      migrations,
      connect: (path) => new DatabaseSync(path),
    };
    const opened = open(place);
    if (opened.kind === "none") place.lock.close();
    return opened;
  } catch (error) {
    return { kind: "none", problem: problemOf(error) };
  }
}

function open(place: DatabasePlace): OpenedDatabase {
  try {
    // The second attempt finds it, unless other processes prevented its preparation.
    return connect(place) ?? (prepare(place), connect(place)) ?? { kind: "none", problem: "locked" };
  } catch (error) {
    return { kind: "none", problem: problemOf(error) };
  }
}

/** Opens the database if it exists and has this version. */
function connect(place: DatabasePlace): OpenedDatabase | undefined {
  if (!lock(place.lock, { kind: "shared", patience: place.patience })) {
    return { kind: "none", problem: "locked" };
  }
  const found = find(place);
  if (found.kind !== "database") return undefined;
  if (found.version === place.migrations.length) {
    return { kind: "database", database: new StateDatabase(found.sql, place) };
  }
  found.sql.close();
  return undefined;
}

/** An open database. */
export class StateDatabase implements Disposable {
  /** For statements inside {@linkcode transaction}. */
  readonly sql: DatabaseSync;
  /** The number of its file; `undefined` when that is gone. */
  readonly file: number | undefined;
  readonly #place: DatabasePlace;
  #isDisposed = false;

  /**
   * Uses an open database.
   *
   * @param sql The open database.
   * @param place Where it is, locked for use.
   */
  constructor(sql: DatabaseSync, place: DatabasePlace) {
    this.sql = sql;
    this.#place = place;
    this.file = fileNumber(place.path);
  }

  /**
   * Runs statements as one step that no other process can come between. A database that turns out to be damaged is set
   * aside; then this object is useless.
   *
   * @param act What to do; if it throws, everything is undone.
   * @returns Its result, or why nothing was done. Never throws.
   */
  transaction<T>(act: () => T): StateResult<T> {
    try {
      pause(BREATH_MS);
      retryLocked(this.#place.patience, () => this.sql.exec("BEGIN IMMEDIATE"));
      const value = act();
      this.sql.exec("COMMIT");
      return { kind: "done", value };
    } catch (error) {
      return { kind: "none", problem: this.#recover(error) };
    }
  }

  /**
   * Runs statements that only read. They block no other process, and none blocks them.
   *
   * @param act What to read.
   * @returns What it gave, or why nothing could be read. Never throws.
   */
  reading<T>(act: () => T): StateResult<T> {
    try {
      return { kind: "done", value: retryLocked(this.#place.patience, act) };
    } catch (error) {
      return { kind: "none", problem: this.#recover(error) };
    }
  }

  /**
   * Closes the database once its log is large. Processes end without closing it, so nothing else would shrink the log, which
   * grows by 17 kB an edit. Never throws.
   */
  release(): void {
    try {
      if ((infoOf(`${this.#place.path}-wal`)?.size ?? 0) > MAX_LOG_BYTES) this[Symbol.dispose]();
    } catch (error) {
      // What was not written back is still in the log.
      if (!(error instanceof Error)) throw error;
    }
  }

  /** Closes the database. A process that ends need not do so: closing writes the log back, which costs milliseconds. */
  [Symbol.dispose](): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    if (this.sql.isOpen) this.sql.close();
    this.#place.lock.close();
  }

  /** Undoes what was begun, and names the problem. */
  #recover(error: unknown): StateProblem {
    const problem = problemOf(error);
    try {
      if (!this.sql.isOpen) return problem;
      if (problem === "damaged") {
        this.sql.close();
        prepare(this.#place, this.file);
      } else if (this.sql.isTransaction) this.sql.exec("ROLLBACK");
      return problem;
    } catch (second) {
      return problemOf(second);
    }
  }
}
