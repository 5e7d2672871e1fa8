/**
 * Says where in a configuration file something does not fit; loaded only when something does not.
 *
 * @module
 */
import type { ConfigFile } from "./places.ts";
import { JsoncError, lineAt, offsetOf, parseTree } from "../text/jsonc_tree.ts";
import type { ConfigProblem } from "./settings.ts";
import type { Misfit, Path } from "./check.ts";

/**
 * Turns misfits into problems with lines.
 *
 * @param file The file, which is JSON with comments.
 * @param misfits What does not fit.
 * @returns A problem for each.
 */
export function problemsOf(file: ConfigFile, misfits: readonly Misfit[]): ConfigProblem[] {
  const tree = parseTree(file.text);
  return misfits.map(({ path, wanted, got, meant }) => ({
    source: file.path,
    line: lineAt(file.text, offsetOf(tree, path)),
    message: `${named(path)} must be ${wanted}, got ${got}`,
    fix: meant === "" ? "" : `did you mean "${meant}"?`,
  }));
}

/**
 * Describes a file that is not JSON.
 *
 * @param file The file.
 * @returns The first place that does not fit.
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
function named(path: Path): string {
  if (path.length === 0) return "the whole file";
  const text = path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("");
  return `"${text.slice(1)}"`;
}
