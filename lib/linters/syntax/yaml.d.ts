/**
 * The part of `@std/yaml` that is used here.
 *
 * @module
 */

/**
 * Parses all documents of a YAML file.
 *
 * @param text The text.
 * @returns The documents.
 * @throws {SyntaxError} At the first place that does not fit.
 */
export declare function parseAll(text: string): unknown;
