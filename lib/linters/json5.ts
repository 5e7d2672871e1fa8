/**
 * The syntax of JSON5, for the few programs that read it.
 *
 * @module
 */
import json5 from "npm:json5@2.2.3";
import type { LintProblem } from "./linter.ts";

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @returns At most one problem.
 */
export function checkJson5(text: string): LintProblem[] {
  try {
    json5.parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [place = "", line, column] = / at (\d+):(\d+)$/.exec(error.message) ?? [];
    return [{
      line: Number(line ?? 1),
      column: Number(column ?? 1),
      code: "syntax",
      message: error.message.replace(/^JSON5: /, "").replace(place, ""),
      level: "syntax",
      fixable: false,
    }];
  }
}
