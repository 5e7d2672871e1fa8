/**
 * ruff, for Python.
 *
 * @module
 */
import { field, objectField, textField } from "../../text/json_object.ts";
import {
  type FixTarget,
  jsonOf,
  LinterError,
  type LintProblem,
  objectsOf,
  type Output,
  placeOf,
} from "../linter.ts";

/** Unused imports and variables. */
const DEFERRED = ["F401", "F841", "F842", "RUF059"];
/** Parse errors have had three names: none, E999, and this one. */
const SYNTAX = ["", "E999", "invalid-syntax"];
/** "Cannot use `match` statement on Python 3.9 (syntax was added in Python 3.10)": the file itself can be read. */
const OLDER_TARGET = /\bon Python \d+\.\d+ \(/;

/**
 * Reads the output.
 *
 * @param output What ruff printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not ruff's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  return objectsOf(jsonOf(output)).map((found) => {
    const code = textField(found, "code");
    const place = objectField(found, "location");
    const fix = objectField(found, "fix");
    const message = textField(found, "message").replace(/^SyntaxError: /, "");
    const isSyntax = SYNTAX.includes(code);
    return {
      line: placeOf(place, "row"),
      column: placeOf(place, "column"),
      ...(typeof field(found, "cell") === "number" && { cell: placeOf(found, "cell") }),
      code: isSyntax ? "syntax" : code,
      message,
      level: isSyntax && !OLDER_TARGET.test(message) ? "syntax" : "error",
      fixable: field(fix, "applicability") === "safe",
    };
  });
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @param problem A problem.
 * @returns True for unused imports and variables, and for the order of imports that are still being written.
 */
export function isDeferred({ code }: LintProblem): boolean {
  return DEFERRED.includes(code) || code === "I001";
}

/**
 * Writes the command that fixes the named rules and no others: an import that is still unused must stay.
 *
 * @param target What to fix.
 * @returns The command.
 */
export function fix({ program, path, codes }: FixTarget): string {
  return `${program} check --select ${codes.join(",")} --fix ${path}`;
}
