/**
 * ESLint, for JavaScript and whatever its configuration adds.
 *
 * @module
 */
import { field, isObject, textField } from "../../text/json_object.ts";
import { type FixTarget, LinterError, type LintProblem, objectsOf, type Output, placeOf } from "../linter.ts";
import { reportIn } from "../printed_report.ts";

/**
 * Reads the output.
 *
 * @param output What ESLint printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not ESLint's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  const files = objectsOf(reportIn(output, isReport));
  return files.flatMap((file) => objectsOf(field(file, "messages"))).flatMap((found) => {
    const isFatal = field(found, "fatal") === true;
    const code = textField(found, "ruleId");
    // A message without a rule is about directives and configuration.
    if (!isFatal && code === "") return [];
    return [{
      line: placeOf(found, "line"),
      column: placeOf(found, "column"),
      code: isFatal ? "syntax" : code,
      message: textField(found, "message").replace(/^Parsing error: /, ""),
      level: isFatal ? "syntax" : field(found, "severity") === 2 ? "error" : "warning",
      fixable: field(found, "fix") !== undefined,
    }];
  });
}

function isReport(json: unknown): boolean {
  return Array.isArray(json) && json.length > 0 &&
    json.every((file) =>
      isObject(file) && Object.hasOwn(file, "filePath") && Array.isArray(file["messages"])
    );
}

/**
 * Reports whether the configuration leaves the file out.
 *
 * @param output What ESLint printed.
 * @returns True when it reports on no file.
 */
export function isIgnored({ stdout }: Output): boolean {
  return stdout.trim() === "[]";
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @param problem A problem.
 * @returns True for what is unused.
 */
export function isDeferred({ code }: LintProblem): boolean {
  return /(?:^|\/)no-unused-(?:vars|imports|private-class-members)$/.test(code);
}

/** ESLint has no flag that fixes some rules only. */
export const fixesAll = true;

/**
 * Writes the command that fixes what can be fixed.
 *
 * @param target What to fix.
 * @returns The command.
 */
export function fix({ program, path }: FixTarget): string {
  return `${program} --fix ${path}`;
}
