/**
 * The rules of the result cache: what is fresh, what a key is made of, what is counted. The tiers that hold the entries
 * are lib/state/memory_cache.ts for one process and lib/state/results.ts for all.
 *
 * @module
 */

/** What a cache has seen since it was made or cleared. */
export interface CacheCounts {
  /** Questions that were answered. */
  readonly hits: number;
  /** Questions that were not, the expired ones among them. */
  readonly misses: number;
  /** Entries that went because there was no room. */
  readonly evictions: number;
  /** Entries that were asked for too late. */
  readonly expiries: number;
}

/** The answer of a cache. */
export type Lookup =
  | { readonly kind: "hit"; readonly value: string; readonly storedAt: number }
  | { readonly kind: "miss" }
  /** It was there, but too old. */
  | { readonly kind: "expired"; readonly storedAt: number };

/** One tier. A result without findings is a result like any other. */
export interface Cache {
  /**
   * Looks a result up and makes it the one used last.
   *
   * @param key What {@linkcode cacheKey} returned.
   * @param now The moment, in milliseconds since 1970.
   * @returns The result, or that there is none.
   */
  get(key: string, now: number): Lookup;
  /**
   * Keeps a result, and lets the one go that was used longest ago when there are too many.
   *
   * @param key What {@linkcode cacheKey} returned.
   * @param value The result.
   * @param storedAt When it was made, in milliseconds since 1970; earlier than now when it comes from another tier.
   */
  set(key: string, value: string, storedAt: number): void;
  /** Tells what was seen so far. */
  counts(): CacheCounts;
}

/**
 * Tells whether a result still holds. The distance counts, not the direction: after the clock was set back, an entry
 * from the future is no better than an old one.
 *
 * @param storedAt When it was stored, in milliseconds since 1970.
 * @param now The moment, in milliseconds since 1970.
 * @param ttlMs How long a result holds.
 * @returns False from the very end of its time on.
 */
export function isFresh(storedAt: number, now: number, ttlMs: number): boolean {
  return Math.abs(now - storedAt) < ttlMs;
}

/**
 * Makes the key of a result from everything that the result depends on: the analyzer and its version, the file's
 * content, the analyzer's configuration files, our own configuration.
 *
 * @param parts The texts; their order and their limits count, so ["ab", "c"] and ["a", "bc"] differ.
 * @returns SHA-256 in 64 hexadecimal digits.
 */
export async function cacheKey(parts: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<string> {
  const encoder = new TextEncoder();
  const pieces = parts.flatMap((part) => {
    const bytes = typeof part === "string" ? encoder.encode(part) : part;
    return [encoder.encode(`${bytes.length}:`), bytes];
  });
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole)).toHex();
}
