/**
 * The syntax of TOML.
 *
 * @module
 */
// @ts-types="./toml.d.ts"
import { parse } from "npm:deno-std@1.4.0/toml/mod.js";
import type { LintProblem } from "../linter.ts";

const PLACE = /^Parse error on line (\d+), column (\d+): /;

/** A larger one was written by a program. */
const MAX_UNITS = 64 * 1024;
/** The parser copies all keys for each new one: 1,000 take 0.1 s, 5,000 take 2.5 s. */
const MAX_LINES = 1000;

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @returns At most one problem.
 */
export function check(text: string): LintProblem[] {
  if (text.length > MAX_UNITS || text.split("\n").length > MAX_LINES) return [];
  try {
    parse(text);
    return [];
  } catch (error) {
    // Nested too deeply for the parser, which calls itself.
    if (error instanceof RangeError) return [];
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
