/**
 * oxlint, for JavaScript and TypeScript.
 *
 * @module
 */
import { field, isObject, objectField, textField } from "../../text/json_object.ts";
import { LinterError, type LintProblem, objectsOf, type Output, placeOf } from "../linter.ts";
import { reportIn } from "../printed_report.ts";

/**
 * Reads the output.
 *
 * @param output What oxlint printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not oxlint's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  // Before 1.0.
  if (output.stdout.trimStart().startsWith("[")) throw new LinterError("too-old");
  const json = reportIn(output, isReport);
  if (!isObject(json)) throw new LinterError("garbage");
  return objectsOf(json["diagnostics"]).map((found) => {
    const labels = field(found, "labels");
    const [label] = Array.isArray(labels) ? labels.filter(isObject) : [];
    const span = objectField(label ?? {}, "span");
    // What the parser says has no rule.
    const code = textField(found, "code");
    return {
      line: placeOf(span, "line"),
      column: placeOf(span, "column"),
      code: code === "" ? "syntax" : code,
      message: textField(found, "message"),
      level: code === "" ? "syntax" : textField(found, "severity") === "error" ? "error" : "warning",
      fixable: false,
    };
  });
}

function isReport(json: unknown): boolean {
  return isObject(json) && Array.isArray(json["diagnostics"]) && Object.hasOwn(json, "number_of_files");
}

/**
 * Reports whether the configuration leaves the file out.
 *
 * @param output What oxlint printed.
 * @returns True when it says that it looked at no file.
 */
export function isIgnored({ stdout }: Output): boolean {
  return /"number_of_files": ?0\b/.test(stdout);
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @param problem A problem.
 * @returns True for what is unused.
 */
export function isDeferred({ code }: LintProblem): boolean {
  return /\b(?:no-unused-vars|no-unused-imports|no-unused-private-class-members)\b/.test(code);
}
