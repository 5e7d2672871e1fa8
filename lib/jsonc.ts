/**
 * JSON with comments and trailing commas, read the fast way: what JSON does not know becomes blanks.
 *
 * @module
 */

// Strings are matched first, so that a // inside one is no comment.
const NOT_JSON =
  /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;

/**
 * Parses JSON with comments and trailing commas.
 *
 * @param text The file's text; a byte order mark is dropped.
 * @returns The value.
 * @throws {SyntaxError} When it is not JSON even so; `jsonc_tree.ts` says where.
 */
export function parseJsonc(text: string): unknown {
  return JSON.parse(text.replace(/^\ufeff/, "").replace(NOT_JSON, blanked));
}

function blanked(token: string): string {
  return token.startsWith('"') ? token : token.replace(/[^\n]/g, " ");
}
