/**
 * Assertions about which of two values is greater.
 *
 * @module
 */

/**
 * Requires `actual > expected`.
 *
 * @param actual The value at hand.
 * @param expected The value to exceed.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it does not.
 */
export declare function assertGreater<T>(actual: T, expected: T, msg?: string): void;

/**
 * Requires `actual >= expected`.
 *
 * @param actual The value at hand.
 * @param expected The least value allowed.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it is less.
 */
export declare function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void;

/**
 * Requires `actual < expected`.
 *
 * @param actual The value at hand.
 * @param expected The value to stay below.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it does not.
 */
export declare function assertLess<T>(actual: T, expected: T, msg?: string): void;

/**
 * Requires `actual <= expected`.
 *
 * @param actual The value at hand.
 * @param expected The greatest value allowed.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it is greater.
 */
export declare function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void;
