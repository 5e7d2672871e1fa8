/**
 * Finds where a JSON value ends, so that a caller that never closes the pipe still gets an answer.
 *
 * @module
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/**
 * Follows the brackets of a JSON object or array through text that arrives piece by piece. Each unit is looked at once.
 * It does not check the JSON, it only counts.
 */
export class ValueEnd {
  #position = 0;
  #depth = 0;
  #inString = false;

  /**
   * Looks at the text that is new since the last call.
   *
   * @param text All text so far; that of earlier calls must not have changed.
   * @returns The number of units up to and including the bracket that closes the first one, or -1 while it is open.
   */
  find(text: string): number {
    let position = this.#position;
    while (position < text.length) {
      const unit = text.charCodeAt(position++);
      if (this.#inString) {
        if (unit === BACKSLASH) position++;
        else if (unit === QUOTE) this.#inString = false;
      } else if (unit === QUOTE) this.#inString = true;
      else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) this.#depth++;
      else if ((unit === CLOSE_BRACE || unit === CLOSE_BRACKET) && --this.#depth <= 0) {
        this.#position = position;
        return position;
      }
    }
    // After a backslash at the very end the position is one past the text: the next unit is the escaped one.
    this.#position = position;
    return -1;
  }
}
