/**
 * Searches a text within a bound of time, however long the text is.
 *
 * @module
 */

/** What may be spent on one text: 0.55 ms, a megabyte for a pattern of 14 units. In 1/1,000,000 ms. */
const MAX_COST = 550_000;
/** What the engine's own search takes for a unit of text: 1.2 ns for a short pattern; it jumps by the length of a longer one. */
const SHORT_COST = 1.2;
const JUMPING_UNITS = 6;
/** What a call takes, so that many places of a word are no way around the bound. */
const CALL_COST = 100;

/** A text that is searched. */
export class BoundedSearch {
  /** The text. */
  readonly text: string;
  #left = MAX_COST;

  /**
   * Searches nothing yet.
   *
   * @param text The text.
   */
  constructor(text: string) {
    this.text = text;
  }

  /** Whether there was too little time, so that what was not found may be there. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /**
   * Finds where a pattern is next.
   *
   * @param pattern Any text.
   * @param from Where to begin.
   * @returns The place; -1 where there is none or the time is spent.
   */
  find(pattern: string, from = 0): number {
    if (this.isSpent) return -1;
    const cost = SHORT_COST * JUMPING_UNITS / Math.max(JUMPING_UNITS, pattern.length);
    const reach = Math.max(0, Math.floor(this.#left / cost));
    const end = Math.min(this.text.length, from + reach + pattern.length);
    const at = this.text.slice(from, end).indexOf(pattern);
    this.#left -= CALL_COST + cost * (at < 0 ? end - from : at);
    return at < 0 ? -1 : from + at;
  }

  /**
   * Finds where a pattern is, without overlaps.
   *
   * @param pattern Any text but an empty one.
   * @param limit The most places.
   * @returns The places, in order.
   */
  findAll(pattern: string, limit: number): number[] {
    const places: number[] = [];
    for (
      let at = this.find(pattern);
      at >= 0 && places.length < limit;
      at = this.find(pattern, at + pattern.length)
    ) places.push(at);
    return places;
  }
}
