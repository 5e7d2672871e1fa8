/**
 * Finds the lines of problems in a configuration file. Loaded only if there are any.
 *
 * @module
 */
import type { ConfigFile } from "./places.ts";
import { JsoncError, lineAt, linesAt, offsetOf, parseTree } from "../text/jsonc_tree.ts";
import type { ConfigProblem } from "./settings.ts";
import type { Path, ValueProblem } from "./check.ts";

/**
 * Finds the line of each problem.
 *
 * @param file The file, which is JSON with comments.
 * @param problems What does not fit.
 * @returns The problems with their lines.
 */
export function addLines(file: ConfigFile, problems: readonly ValueProblem[]): ConfigProblem[] {
  const tree = parseTree(file.text);
  const lines = linesAt(file.text, problems.map(({ path }) => offsetOf(tree, path)));
  return problems.map(({ path, message, meant }, index) => ({
    source: file.path,
    line: lines[index] ?? 0,
    message: `${nameOf(path)} ${message}`,
    fix: meant === "" ? "" : `did you mean "${meant}"?`,
  }));
}

/**
 * Describes what is wrong with a file that is not JSON.
 *
 * @param file The file.
 * @returns The first problem.
 */
export function syntaxProblemOf(file: ConfigFile): ConfigProblem {
  try {
    parseTree(file.text);
  } catch (error) {
    if (!(error instanceof JsoncError)) throw error;
    return {
      source: file.path,
      line: lineAt(file.text, error.offset),
      message: `not JSON: ${error.message}`,
      fix: "",
    };
  }
  return { source: file.path, line: 0, message: "not JSON", fix: "" };
}

/** A path as a person writes it: rules[0].when.tools. */
function nameOf(path: Path): string {
  if (path.length === 0) return "the whole file";
  const text = path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("");
  return `"${text.slice(1)}"`;
}
