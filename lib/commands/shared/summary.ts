/**
 * Statistics of samples, and what they are compared with. Exact, from all samples; a histogram is for more samples than
 * are kept.
 *
 * @module
 */

/** Statistics of one row's samples, in their unit. */
export interface Summary {
  /** Arithmetic mean. */
  readonly average: number;
  /** Smallest sample: the least disturbed run. */
  readonly min: number;
  /** Half of the samples are below. */
  readonly median: number;
  /** Largest sample. */
  readonly max: number;
  /** 95 of 100 samples are below. */
  readonly p95: number;
  /** Standard deviation of the samples. */
  readonly spread: number;
}

/** A summary divided by the summary of the floor, without unit. */
export interface Ratio {
  /** Smallest sample by smallest sample. */
  readonly byMin: number;
  /** Median by median. */
  readonly byMedian: number;
}

/**
 * Finds the value that a part of the samples lies below, between two samples by linear interpolation.
 *
 * @param samples Numbers in any order.
 * @param part From 0 (the smallest) to 1 (the largest).
 * @returns The value, in the samples' unit.
 * @throws {RangeError} When there are no samples or the part is outside 0 to 1.
 */
export function percentile(samples: readonly number[], part: number): number {
  if (!(part >= 0 && part <= 1)) {
    throw new RangeError(`Cannot take a percentile: wanted a part from 0 to 1, got ${part}`);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) {
    throw new RangeError("Cannot take a percentile: wanted at least one sample, got none");
  }
  return below + (above - below) * (place % 1);
}

/**
 * Sums samples up.
 *
 * @param samples Numbers in any order, all in one unit.
 * @returns Their summary in the same unit.
 * @throws {RangeError} When there are no samples.
 */
export function summary(samples: readonly number[]): Summary {
  const average = mean(samples);
  return {
    average,
    min: percentile(samples, 0),
    median: percentile(samples, 0.5),
    max: percentile(samples, 1),
    p95: percentile(samples, 0.95),
    spread: Math.sqrt(mean(samples.map((sample) => (sample - average) ** 2))),
  };
}

/**
 * Compares a row with the floor of the same run.
 *
 * @param row The row's summary.
 * @param floor The floor's summary, in the same unit.
 * @returns How many times the floor the row is.
 */
export function ratio(row: Summary, floor: Summary): Ratio {
  return { byMin: row.min / floor.min, byMedian: row.median / floor.median };
}

function mean(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}
