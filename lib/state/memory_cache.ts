/**
 * The cache tier of one process, for commands that look at many events.
 *
 * @module
 */
import { LruCache } from "@std/cache";
import { type Cache, type CacheCounts, isFresh, type Lookup } from "./cache.ts";
import type { CacheLimits } from "./limits.ts";

interface Entry {
  readonly value: string;
  readonly storedAt: number;
}

/** Keeps results in memory. */
export class MemoryCache implements Cache {
  readonly #ttlMs: number;
  readonly #entries: LruCache<string, Entry>;
  #hits = 0;
  #misses = 0;
  #evictions = 0;
  #expiries = 0;

  /**
   * Makes an empty cache.
   *
   * @param limits How much is kept, and for how long.
   * @throws {RangeError} If the number of entries is not an integer >= 1.
   */
  constructor(limits: CacheLimits) {
    this.#ttlMs = limits.ttlMs;
    this.#entries = new LruCache(limits.entries, {
      onEject: (_key, _entry, reason) => {
        if (reason === "evicted") this.#evictions++;
      },
    });
  }

  /**
   * Looks a result up and makes it the one used last.
   *
   * @param key What {@linkcode cacheKey} returned.
   * @param now The moment, in milliseconds since 1970.
   * @returns The result, or that there is none.
   */
  get(key: string, now: number): Lookup {
    const entry = this.#entries.get(key);
    if (entry !== undefined && isFresh(entry.storedAt, now, this.#ttlMs)) {
      this.#hits++;
      return { kind: "hit", ...entry };
    }
    this.#misses++;
    if (entry === undefined) return { kind: "miss" };
    this.#entries.delete(key);
    this.#expiries++;
    return { kind: "expired", storedAt: entry.storedAt };
  }

  /**
   * Keeps a result, and lets the one go that was used longest ago when there are too many.
   *
   * @param key What {@linkcode cacheKey} returned.
   * @param value The result.
   * @param storedAt When it was made, in milliseconds since 1970; earlier than now when it comes from another tier.
   */
  set(key: string, value: string, storedAt: number): void {
    this.#entries.set(key, { value, storedAt });
  }

  /** Tells what was seen so far. */
  counts(): CacheCounts {
    return {
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
      expiries: this.#expiries,
    };
  }
}
