/**
 * Assertions about what a list, a text or an object contains.
 *
 * @module
 */

/** A list of any kind, but no text. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/**
 * Requires a list to contain deeply equal values, in any order.
 *
 * @param actual The list at hand.
 * @param expected The values to find.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If a value is missing.
 */
export declare function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void;

/**
 * Requires a text to contain another.
 *
 * @param actual The text at hand.
 * @param expected The part to find.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If the part is missing.
 */
export declare function assertStringIncludes(actual: string, expected: string, msg?: string): void;

/**
 * Requires a text to match a pattern.
 *
 * @param actual The text at hand.
 * @param expected The pattern.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it does not match.
 */
export declare function assertMatch(actual: string, expected: RegExp, msg?: string): void;

/**
 * Requires a text not to match a pattern.
 *
 * @param actual The text at hand.
 * @param expected The pattern.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it matches.
 */
export declare function assertNotMatch(actual: string, expected: RegExp, msg?: string): void;

/**
 * Requires an object to have the given members, deeply; it may have more.
 *
 * @param actual The object at hand.
 * @param expected The members to find.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If a member is missing or differs.
 */
export declare function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void;
