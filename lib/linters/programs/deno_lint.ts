/**
 * `deno lint`, for files of a Deno project.
 *
 * @module
 */
import { isObject, objectField, textField } from "../../text/json_object.ts";
import { LinterError, type LintProblem, objectsOf, type Output, placeOf } from "../linter.ts";
import { reportIn } from "../printed_report.ts";

/**
 * Reads the output.
 *
 * @param output What Deno printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not Deno's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  // The project's configuration leaves the file out.
  if (output.stdout.trim() === "" && output.stderr.includes("No target files found")) return [];
  const json = reportIn(output, isReport);
  if (!isObject(json)) throw new LinterError("garbage");
  const found = objectsOf(json["diagnostics"]).map((found): LintProblem => {
    const start = objectField(objectField(found, "range"), "start");
    return {
      line: placeOf(start, "line"),
      // Columns are counted from 0 here, lines from 1.
      column: Number(start["col"] ?? 0) + 1 || 1,
      code: textField(found, "code"),
      message: textField(found, "message"),
      level: "error",
      fixable: false,
    };
  });
  return [...objectsOf(json["errors"]).map((error) => syntaxError(textField(error, "message"))), ...found];
}

function isReport(json: unknown): boolean {
  return isObject(json) && Array.isArray(json["diagnostics"]) && Array.isArray(json["errors"]);
}

function syntaxError(message: string): LintProblem {
  const place = /:(\d+):(\d+)\s*$/.exec(message);
  return {
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
    code: "syntax",
    message: (message.split("\n")[0] ?? "").replace(/^SyntaxError: /, ""),
    level: "syntax",
    fixable: false,
  };
}

/**
 * Reports whether the configuration leaves the file out.
 *
 * @param output What Deno printed.
 * @returns True when it says so.
 */
export function isIgnored({ stderr }: Output): boolean {
  return stderr.includes("No target files found");
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @param problem A problem.
 * @returns True for what is unused.
 */
export function isDeferred({ code }: LintProblem): boolean {
  return code === "no-unused-vars";
}
