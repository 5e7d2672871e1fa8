/**
 * Linter results in state.db, the cache that all processes share.
 *
 * @module
 */
import type { DatabaseSync } from "node:sqlite";
import { type CacheCounts, isFresh, type Lookup } from "./cache.ts";
import { numberField, textField } from "../text/json_object.ts";
import type { CacheLimits } from "./limits.ts";

/** A result of 500 problems, which is the most that a linter gives; a larger one is found again. */
const MAX_VALUE_UNITS = 1024 * 1024;
/** A thousand results of usual size take 1 MB. */
const MAX_DATABASE_BYTES = 64 * 1024 * 1024;

/** The names under which the database counts. */
const COUNTERS = ["hits", "misses", "evictions", "expiries"] as const;

type Counter = typeof COUNTERS[number];

/** Which linter's results, and how many. */
export interface ResultsOptions {
  /** The linter that the counts are for. */
  readonly linter: string;
  /** How many are kept of all linters together, and for how long. */
  readonly limits: CacheLimits;
}

/** The results in a database. Used inside a transaction, so that counts and entries agree. */
export class Results {
  readonly #sql: DatabaseSync;
  readonly #linter: string;
  readonly #limits: CacheLimits;

  /**
   * Uses the results of a database.
   *
   * @param sql The database.
   * @param options Which linter's results, and how many.
   */
  constructor(sql: DatabaseSync, { linter, limits }: ResultsOptions) {
    this.#sql = sql;
    this.#linter = linter;
    this.#limits = limits;
  }

  /**
   * Looks up a result, counts that, and marks the result as used.
   *
   * @param key What `cacheKey` returned.
   * @param now The moment, in milliseconds since 1970.
   * @returns The result, or that there is none.
   */
  get(key: string, now: number): Lookup {
    const lookup = this.look(key, now);
    this.note(key, lookup);
    return lookup;
  }

  /**
   * Looks up a result and changes nothing, so no other process has to wait.
   *
   * @param key What `cacheKey` returned.
   * @param now The moment, in milliseconds since 1970.
   * @returns The result, or that there is none.
   */
  look(key: string, now: number): Lookup {
    const row = this.#sql.prepare("SELECT value, stored_at FROM result WHERE key = ?").get(key);
    const storedAt = row && numberField(row, "stored_at");
    if (row === undefined || storedAt === undefined) return { kind: "miss" };
    return isFresh(storedAt, now, this.#limits.ttlMs)
      ? { kind: "hit", value: textField(row, "value"), storedAt }
      : { kind: "expired", storedAt };
  }

  /**
   * Records a look-up: counts it, marks a hit as used, and removes an expired result.
   *
   * @param key What `cacheKey` returned.
   * @param lookup What was found.
   */
  note(key: string, lookup: Lookup): void {
    if (lookup.kind === "hit") return this.noteHits(key, 1);
    this.#count("misses", 1);
    if (lookup.kind !== "expired") return;
    // Another process may have stored a new one meanwhile.
    this.#sql.prepare("DELETE FROM result WHERE key = ? AND stored_at = ?").run(key, lookup.storedAt);
    this.#count("expiries", 1);
  }

  /**
   * Counts hits, and marks their result as used.
   *
   * @param key What `cacheKey` returned.
   * @param times How many.
   */
  noteHits(key: string, times: number): void {
    this.#count("hits", times);
    this.#sql.prepare(`UPDATE result SET used = (${NEXT_USE}) WHERE key = ?`).run(key);
  }

  /**
   * Stores a result, and removes those that were not used for the longest time if there are too many.
   *
   * @param key What `cacheKey` returned.
   * @param value The result.
   * @param storedAt When it was made, in milliseconds since 1970.
   * @returns The keys of the removed ones.
   */
  set(key: string, value: string, storedAt: number): string[] {
    if (value.length > MAX_VALUE_UNITS) return [];
    this.#sql.prepare(
      `INSERT OR REPLACE INTO result (key, value, stored_at, used) VALUES (?, ?, ?, (${NEXT_USE}))`,
    ).run(key, value, storedAt);
    const evicted = this.#sql.prepare(
      `DELETE FROM result WHERE key IN (SELECT key FROM result ORDER BY used
       LIMIT max(0, (SELECT count(*) FROM result) - ?)) RETURNING key`,
    ).all(this.#isLarge() ? 0 : this.#limits.entries).map((row) => textField(row, "key"));
    if (evicted.length > 0) this.#count("evictions", evicted.length);
    return evicted;
  }

  /** Returns what all processes have counted for this linter. */
  counts(): CacheCounts {
    const rows = this.#sql.prepare("SELECT name, value FROM counter WHERE linter = ?").all(this.#linter);
    const counted = (name: Counter): number =>
      numberField(rows.find((row) => row["name"] === name) ?? {}, "value") ?? 0;
    return {
      hits: counted("hits"),
      misses: counted("misses"),
      evictions: counted("evictions"),
      expiries: counted("expiries"),
    };
  }

  /** Whether the database has become too large for its entries: then it begins again. Deleted pages are used again. */
  #isLarge(): boolean {
    const number = (pragma: string): number =>
      Number(this.#sql.prepare(`PRAGMA ${pragma}`).get()?.[pragma] ?? 0);
    return (number("page_count") - number("freelist_count")) * number("page_size") > MAX_DATABASE_BYTES;
  }

  #count(name: Counter, amount: number): void {
    this.#sql.prepare(
      `INSERT INTO counter (linter, name, value) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET value = value + excluded.value`,
    ).run(this.#linter, name, amount);
  }
}

/** Hits that were answered without the database, the latest last. */
export interface UncountedHits {
  /** Which linter, which result, and how often. */
  readonly hits: readonly { readonly id: string; readonly key: string; readonly times: number }[];
  /** How much is kept. */
  readonly limits: CacheLimits;
}

/**
 * Counts hits that were answered without the database, and marks their results as used.
 *
 * @param sql The database, inside a transaction.
 * @param uncounted The hits.
 */
export function noteHits(sql: DatabaseSync, { hits, limits }: UncountedHits): void {
  for (const { id, key, times } of hits) new Results(sql, { linter: id, limits }).noteHits(key, times);
}

const NEXT_USE = "SELECT coalesce(max(used), 0) + 1 FROM result";
