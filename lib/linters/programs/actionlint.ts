/**
 * actionlint, for workflow files of GitHub Actions.
 *
 * @module
 */
import { textField } from "../../text/json_object.ts";
import { jsonOf, LinterError, type LintProblem, objectsOf, type Output, placeOf } from "../linter.ts";

/**
 * Reads the output.
 *
 * @param output What actionlint printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not actionlint's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  const json = jsonOf(output);
  // Nothing found is null in Go's JSON.
  return objectsOf(json ?? []).map((found) => {
    const kind = textField(found, "kind");
    return {
      line: placeOf(found, "line"),
      column: placeOf(found, "column"),
      code: kind,
      message: textField(found, "message"),
      level: kind === "syntax-check" ? "syntax" : "error",
      fixable: false,
    };
  });
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @returns False: nothing of this kind is found.
 */
export function isDeferred(): boolean {
  return false;
}
