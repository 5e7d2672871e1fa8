/**
 * Counts durations in classes, so that any number of them gives percentiles in constant memory.
 *
 * @module
 */

/** Classes grow by this factor: a percentile is at most 2 % off. */
const GROWTH = 1.04;
const SMALLEST_MS = 0.001;
/** Up to a day. */
const CLASSES = Math.ceil(Math.log(86_400_000 / SMALLEST_MS) / Math.log(GROWTH));

/** How many durations there are of each length. */
export class Histogram {
  readonly #counts = new Float64Array(CLASSES + 1);
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  /** How many durations there are. */
  get count(): number {
    return this.#count;
  }

  /** The sum of all durations, in milliseconds. */
  get sum(): number {
    return this.#sum;
  }

  /** The longest duration, in milliseconds; 0 where there is none. */
  get max(): number {
    return this.#max;
  }

  /**
   * Adds a duration.
   *
   * @param ms Its length in milliseconds; not negative.
   */
  add(ms: number): void {
    const at = classOf(ms);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#count++;
    this.#sum += ms;
    this.#min = Math.min(this.#min, ms);
    this.#max = Math.max(this.#max, ms);
  }

  /**
   * Adds all durations of another histogram.
   *
   * @param other The other histogram, which stays as it is.
   */
  addAll(other: Histogram): void {
    for (let at = 0; at <= CLASSES; at++) {
      this.#counts[at] = (this.#counts[at] ?? 0) + (other.#counts[at] ?? 0);
    }
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /**
   * Finds the duration that a part of all does not exceed.
   *
   * @param part From 0 to 1; 0.5 is the median.
   * @returns Milliseconds, at most 2 % off; 0 where there is none.
   */
  quantile(part: number): number {
    let left = Math.ceil(part * this.#count);
    for (let at = 0; at <= CLASSES; at++) {
      left -= this.#counts[at] ?? 0;
      if (left <= 0) return Math.min(Math.max(middleOf(at), this.#min), this.#max);
    }
    return this.#max;
  }

  /**
   * Lists the classes between the shortest and the longest duration.
   *
   * @param width How many neighbouring classes make one.
   * @returns The bounds in milliseconds and how many durations lie between them.
   */
  classes(width: number): readonly { readonly from: number; readonly to: number; readonly count: number }[] {
    if (this.#count === 0) return [];
    const first = Math.floor(classOf(this.#min) / width);
    const last = Math.floor(classOf(this.#max) / width);
    return Array.from({ length: last - first + 1 }, (_, index) => {
      const start = (first + index) * width;
      const count = this.#counts.subarray(start, start + width).reduce((sum, count) => sum + count, 0);
      return { from: lowerBound(start), to: lowerBound(start + width), count };
    });
  }
}

function classOf(ms: number): number {
  if (!(ms > SMALLEST_MS)) return 0;
  return Math.min(CLASSES, 1 + Math.floor(Math.log(ms / SMALLEST_MS) / Math.log(GROWTH)));
}

function lowerBound(at: number): number {
  return at === 0 ? 0 : SMALLEST_MS * GROWTH ** (at - 1);
}

function middleOf(at: number): number {
  return at === 0 ? 0 : lowerBound(at) * Math.sqrt(GROWTH);
}
