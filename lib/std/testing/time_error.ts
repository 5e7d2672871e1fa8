/**
 * The error about misused fake time.
 *
 * @module
 */

/** Time is faked when it must be real, or real when it must be faked. */
export class TimeError extends Error {
  /**
   * Makes the error.
   *
   * @param message What could not be done, and why.
   */
  constructor(message: string) {
    super(message);
    this.name = "TimeError";
  }
}
