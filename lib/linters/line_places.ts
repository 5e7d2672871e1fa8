/**
 * The places of equal lines in a text.
 *
 * @module
 */

/** Gives out places once each and from top to bottom, so that all of them together take linear time. */
export class LinePlaces {
  readonly #places: readonly number[];
  #next = 0;

  /**
   * Gives out places.
   *
   * @param places Line numbers, rising.
   */
  constructor(places: readonly number[]) {
    this.#places = places;
  }

  /**
   * Takes the place that is nearest to a line, below all that were taken before.
   *
   * @param line The line's number.
   * @returns The place; `undefined` when none is left.
   */
  takeNear(line: number): number | undefined {
    let place = this.#places[this.#next];
    if (place === undefined) return undefined;
    for (let next = this.#places[++this.#next]; next !== undefined; next = this.#places[++this.#next]) {
      if (Math.abs(next - line) >= Math.abs(place - line)) break;
      place = next;
    }
    return place;
  }
}
