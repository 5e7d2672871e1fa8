/**
 * Finds where a JSON value ends, so that a caller who never closes the pipe can still be answered.
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
 * Follows the brackets of a JSON object or array through bytes that arrive piece by piece. Each byte is looked at once.
 * It does not check the JSON, it only counts.
 */
export class ValueEnd {
  #position = 0;
  #depth = 0;
  #inString = false;

  /**
   * Looks at the bytes that are new since the last call.
   *
   * @param bytes All bytes so far; those of earlier calls must not have changed.
   * @returns The number of bytes up to and including the bracket that closes the first one, or -1 while it is open.
   */
  find(bytes: Uint8Array): number {
    let position = this.#position;
    while (position < bytes.length) {
      const byte = bytes[position++] ?? 0;
      if (this.#inString) {
        if (byte === BACKSLASH) position++;
        else if (byte === QUOTE) this.#inString = false;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth++;
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --this.#depth <= 0) {
        this.#position = position;
        return position;
      }
    }
    // After a backslash at the very end the position is one past the bytes: the next byte is the escaped one.
    this.#position = position;
    return -1;
  }
}
