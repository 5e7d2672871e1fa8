/**
 * How much fasthook remembers, and what can be configured.
 *
 * @module
 */

/** How much of the results of linters is kept, and for how long. */
export interface CacheLimits {
  /** The most entries; the one that was not used for the longest time is removed first. */
  readonly entries: number;
  /** How long a result is valid, in milliseconds. */
  readonly ttlMs: number;
}

/** How large the journal may grow. */
export interface JournalLimits {
  /** Bytes of one file. Before it grows further it is put aside and a new one is begun. */
  readonly maxBytes: number;
  /** Files in all; the oldest is removed when there would be one more. */
  readonly files: number;
}

/** How much is remembered. */
export interface StateLimits {
  /** How large the journal may grow; "off" for no journal. */
  readonly journal: JournalLimits | "off";
  /** Whether the texts of what was reported are kept for `fasthook log`. */
  readonly log: boolean;
  /** Observations of one session; the one that was not seen for the longest time is removed first. */
  readonly observations: number;
  /** Results of linters. */
  readonly cache: CacheLimits;
}

/**
 * What can be configured. With fewer than 10 results none is ever used again, and with fewer than 50 observations a session
 * forgets what was just said. More than the upper bounds is slow to read, or larger than it is worth.
 */
export const STATE_RANGES = {
  journalFileBytes: { min: 64 * 1024, max: 1024 * 1024 * 1024 },
  journalFiles: { min: 1, max: 100 },
  observations: { min: 50, max: 2000 },
  cacheEntries: { min: 10, max: 100_000 },
  cacheTtlSeconds: { min: 1, max: 7 * 24 * 3600 },
} as const;
