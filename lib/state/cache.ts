/**
 * The rules of the result cache: what is fresh, what a key consists of, what is counted. lib/state/results.ts holds the
 * entries.
 *
 * @module
 */

/** What a cache has counted since it was made or cleared. */
export interface CacheCounts {
  /** Look-ups that found a result. */
  readonly hits: number;
  /** Look-ups that found none, or an expired one. */
  readonly misses: number;
  /** Entries that were removed because there was no room. */
  readonly evictions: number;
  /** Entries that were too old when they were looked up. */
  readonly expiries: number;
}

/** What a look-up found. */
export type Lookup =
  | { readonly kind: "hit"; readonly value: string; readonly storedAt: number }
  | { readonly kind: "miss" }
  /** There is one, but it is too old. */
  | { readonly kind: "expired"; readonly storedAt: number };

/**
 * Says whether a result is still valid. The distance counts, not the direction: after the clock was set back, an entry
 * from the future is no better than an old one.
 *
 * @param storedAt When it was stored, in milliseconds since 1970.
 * @param now The moment, in milliseconds since 1970.
 * @param ttlMs How long a result is valid.
 * @returns False from the end of that time on.
 */
export function isFresh(storedAt: number, now: number, ttlMs: number): boolean {
  return Math.abs(now - storedAt) < ttlMs;
}

/**
 * Makes the key of a result from everything that the result depends on: the linter and its version, the file's content,
 * the linter's configuration files, our own configuration.
 *
 * @param parts The texts; their order and their boundaries count, so ["ab", "c"] and ["a", "bc"] differ.
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
