/**
 * Assertions about the class of a value.
 *
 * @module
 */

/** Any class that can be instantiated. */
export type AnyConstructor = new (...args: never[]) => unknown;

/** What a class makes. */
export type GetConstructorType<T extends AnyConstructor> = InstanceType<T>;

/**
 * Requires an instance of a class.
 *
 * @param actual The value at hand.
 * @param expectedType The class.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it is none.
 */
export declare function assertInstanceOf<T extends AnyConstructor>(
  actual: unknown,
  expectedType: T,
  msg?: string,
): asserts actual is GetConstructorType<T>;

/**
 * Requires anything but an instance of a class.
 *
 * @param actual The value at hand.
 * @param unexpectedType The class.
 * @param msg An addition to the message of the error.
 * @throws {AssertionError} If it is one.
 */
export declare function assertNotInstanceOf<A, T>(
  actual: A,
  unexpectedType: new (...args: never[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T>;
