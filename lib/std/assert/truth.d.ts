/**
 * Assertions about a single value, and failures without one.
 *
 * @module
 */

/** What {@linkcode assertFalse} accepts, as far as types can tell. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/**
 * Requires a truthy value.
 *
 * @param expr The value.
 * @param msg The message of the error.
 * @throws {AssertionError} If the value is falsy.
 */
export declare function assert(expr: unknown, msg?: string): asserts expr;

/**
 * Requires a falsy value.
 *
 * @param expr The value.
 * @param msg The message of the error.
 * @throws {AssertionError} If the value is truthy.
 */
export declare function assertFalse(expr: unknown, msg?: string): asserts expr is Falsy;

/**
 * Requires anything but `null` and `undefined`.
 *
 * @param actual The value.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If the value is `null` or `undefined`.
 */
export declare function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T>;

/**
 * Fails.
 *
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} Always.
 */
export declare function fail(msg?: string): never;

/**
 * Fails, for code that is still to be written.
 *
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} Always.
 */
export declare function unimplemented(msg?: string): never;

/**
 * Fails, for code that must never run.
 *
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} Always.
 */
export declare function unreachable(msg?: string): never;
