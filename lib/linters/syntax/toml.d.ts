/**
 * The part of `@std/toml` that is used here.
 *
 * @module
 */

/**
 * Parses TOML.
 *
 * @param text The text.
 * @returns Its tables.
 * @throws {SyntaxError} At the first place that does not fit.
 */
export declare function parse(text: string): Record<string, unknown>;
