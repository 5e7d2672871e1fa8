/**
 * ShellCheck, for shell scripts.
 *
 * @module
 */
import { field, isObject, textField } from "../../text/json_object.ts";
import {
  jsonOf,
  LinterError,
  type LintProblem,
  objectsOf,
  type Output,
  placeOf,
  type ProblemPlace,
} from "../linter.ts";

/** Assigned but not used. */
const UNUSED = 2034;
/** Used but not assigned, which the environment often does. */
const UNASSIGNED = 2154;
/** Style and hints for portability are not worth a word in a reply. */
const LEVELS: Readonly<Record<string, LintProblem["level"]>> = {
  error: "error",
  warning: "warning",
  info: "warning",
};

/**
 * Reads the output.
 *
 * @param output What ShellCheck printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not ShellCheck's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  const json = jsonOf(output);
  if (!isObject(json)) throw new LinterError("garbage");
  return objectsOf(json["comments"]).flatMap((found) => {
    const code = Number(field(found, "code"));
    const level = textField(found, "level");
    const own = isParser(code) ? (level === "error" ? "syntax" : undefined) : LEVELS[level];
    if (own === undefined) return [];
    return [{
      line: placeOf(found, "line"),
      column: placeOf(found, "column"),
      code: `SC${code}`,
      message: textField(found, "message"),
      level: own,
      fixable: false,
    }];
  });
}

/** What the parser says is an error, or about files that were not followed. */
function isParser(code: number): boolean {
  return code >= 1000 && code < 2000;
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @param problem A problem.
 * @param place Where it is.
 * @returns True for variables without a use, and for new uses of variables without a value: a use that was there before has
 * lost its value by the edit.
 */
export function isDeferred({ code }: LintProblem, place: ProblemPlace): boolean {
  const number = Number(code.slice(2));
  return number === UNUSED || number === UNASSIGNED && place === "edited";
}
