/**
 * How much fasthook remembers, and what of that may be configured.
 *
 * @module
 */

/** How much of the results of linters is kept, and for how long. */
export interface CacheLimits {
  /** The most entries; the one that was used longest ago goes first. */
  readonly entries: number;
  /** How long a result holds, in milliseconds. */
  readonly ttlMs: number;
}

/** How large the journal may grow. */
export interface JournalLimits {
  /** Bytes of one file; a file that would grow past it is put aside and a new one begun. */
  readonly maxBytes: number;
  /** Files in all; the oldest goes when there would be one more. */
  readonly files: number;
}

/** How much is remembered. */
export interface StateLimits {
  /** Whether events are written down at all. */
  readonly journal: JournalLimits | "off";
  /** Patterns of one session; the one seen longest ago goes first. */
  readonly patterns: number;
  /** Results of linters. */
  readonly cache: CacheLimits;
}

/**
 * What may be configured. Fewer than 10 results are never hit again, and fewer than 50 patterns forget what was just
 * said; more than the upper bounds are slow to read or larger than their worth.
 */
export const STATE_RANGES = {
  journalFileBytes: { min: 64 * 1024, max: 1024 * 1024 * 1024 },
  journalFiles: { min: 1, max: 100 },
  patterns: { min: 50, max: 2000 },
  cacheEntries: { min: 10, max: 100_000 },
  cacheTtlSeconds: { min: 1, max: 7 * 24 * 3600 },
} as const;
