/**
 * Assertions that compare two values.
 *
 * @module
 */

/**
 * Compares two values deeply.
 *
 * @param a One value.
 * @param b The other value.
 * @returns Whether they are equal. Functions and what can only be read later, such as a `Blob`, equal only themselves.
 * @throws {TypeError} If a value is a `WeakMap` or a `WeakSet`.
 */
export declare function equal(a: unknown, b: unknown): boolean;

/**
 * Requires two deeply equal values, as {@linkcode equal} tells.
 *
 * @param actual The value at hand.
 * @param expected The value wanted.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If they differ.
 */
export declare function assertEquals<T>(actual: T, expected: T, msg?: string): void;

/**
 * Requires two values that are not deeply equal, as {@linkcode equal} tells.
 *
 * @param actual The value at hand.
 * @param expected The value not wanted.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If they are equal.
 */
export declare function assertNotEquals<T>(actual: T, expected: T, msg?: string): void;

/**
 * Requires the same value, as `Object.is()` tells.
 *
 * @param actual The value at hand.
 * @param expected The value wanted.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If they are not the same.
 */
export declare function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T;

/**
 * Requires two values that are not the same, as `Object.is()` tells.
 *
 * @param actual The value at hand.
 * @param expected The value not wanted.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If they are the same.
 */
export declare function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void;

/**
 * Requires two numbers that lie close together.
 *
 * @param actual The number at hand.
 * @param expected The number wanted.
 * @param tolerance The largest difference allowed; one ten-millionth of `expected` by default.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If they differ by more.
 */
export declare function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void;
