/**
 * The syntax of TOML 1.1, which takes all that 1.0 takes.
 *
 * @module
 */
import { parse, TomlError } from "npm:smol-toml@1.9.1";
import type { LintProblem } from "../linter.ts";
import { isTemplate } from "../../text/template.ts";

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @param path Its path; the names of folders may show that it is a template.
 * @returns At most one problem; none for templates.
 */
export function check(text: string, path: string): LintProblem[] {
  try {
    // Any integer, and only dates that exist.
    parse(text, { integersAsBigInt: true, useLegacyDate: false, maxDepth: Infinity });
    return [];
  } catch (error) {
    // Nested too deeply for the parser, which calls itself.
    if (error instanceof RangeError) return [];
    if (!(error instanceof TomlError)) throw error;
    if (isTemplate(text, path, "toml")) return [];
    const { line, column } = error;
    const words = error.message.replace(/^Invalid TOML document: /, "").split("\n")[0] ?? "";
    const isOpen = words.startsWith("control characters") &&
      (text.split("\n")[line - 1] ?? "").length < column;
    const message = isOpen ? "the string is not closed on its line" : words;
    return [{
      line,
      column,
      code: "syntax",
      message,
      level: "syntax",
      fixable: false,
    }];
  }
}
