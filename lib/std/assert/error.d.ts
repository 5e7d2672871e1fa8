/**
 * Assertions about errors, and the error of all assertions.
 *
 * @module
 */

/** A failed assertion. */
export declare class AssertionError extends Error {
  /**
   * Makes the error.
   *
   * @param message What failed.
   * @param options The cause.
   */
  constructor(message: string, options?: ErrorOptions);
}

/**
 * Requires an error of a class and with a message.
 *
 * @param error The value at hand.
 * @param ErrorClass The class it must be an instance of; `Error` by default.
 * @param msgMatches What its message must contain or match.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it is none, or another one.
 */
export declare function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: new (...args: never[]) => E,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E;

/**
 * Requires a function to throw.
 *
 * @param fn The function; it must not return a promise.
 * @param msg An addition to the message of the error.
 * @returns What it threw.
 * @throws {AssertionError} If it returns.
 */
export declare function assertThrows(fn: () => unknown, msg?: string): unknown;
/**
 * Requires a function to throw an error of a class and with a message.
 *
 * @param fn The function; it must not return a promise.
 * @param ErrorClass The class that the error must be an instance of.
 * @param msgIncludes What its message must contain.
 * @param msg An addition to the message of the error.
 * @returns The error it threw.
 * @throws {AssertionError} If it returns, or throws something else.
 */
export declare function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): E;

/**
 * Requires a promise to reject.
 *
 * @param fn What returns the promise.
 * @param msg An addition to the message of the error.
 * @returns The reason; rejects with an `AssertionError` if the promise resolves.
 */
export declare function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/**
 * Requires a promise to reject with an error of a class and with a message.
 *
 * @param fn What returns the promise.
 * @param ErrorClass The class that the error must be an instance of.
 * @param msgIncludes What its message must contain.
 * @param msg An addition to the message of the error.
 * @returns The error; rejects with an `AssertionError` if the promise resolves, or rejects with something else.
 */
export declare function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: new (...args: never[]) => E,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
