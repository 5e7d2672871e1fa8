/**
 * The syntax of TOML.
 *
 * @module
 */
// @ts-types="./toml.d.ts"
import { parse } from "npm:deno-std@1.4.0/toml/mod.js";
import type { Problem } from "./linter.ts";

const PLACE = /^Parse error on line (\d+), column (\d+): /;

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @returns At most one problem.
 */
export function check(text: string): Problem[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = PLACE.exec(error.message);
    // Anything else is the parser's own trouble, not the file's.
    if (!place) return [];
    return [{
      line: Number(place[1]),
      column: Number(place[2]) + 1,
      code: "syntax",
      message: error.message.slice(place[0].length).split("\n")[0] ?? "",
      level: "syntax",
      fixable: false,
    }];
  }
}
