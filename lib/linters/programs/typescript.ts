/**
 * TypeScript from version 7 on, for types.
 *
 * @module
 */
import { field, isObject, objectField, textField } from "../../text/json_object.ts";
import { jsonOf, LinterError, type LintProblem, objectsOf, type Output } from "../linter.ts";
import { levelOf } from "../type_errors.ts";

export { isDeferred, isPatient, most } from "../type_errors.ts";

/** Others are hints. */
const ERROR = 1;

/**
 * Reads the output.
 *
 * @param output The server's answer to a request for a file's problems.
 * @returns The errors.
 * @throws {LinterError} When it is no such answer.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code !== 0) throw new LinterError("exit-code");
  const json = jsonOf(output);
  if (!isObject(json)) throw new LinterError("garbage");
  return objectsOf(json["items"]).filter((item) => field(item, "severity") === ERROR).map((item) => {
    const start = objectField(objectField(item, "range"), "start");
    const code = Number(field(item, "code"));
    return {
      line: placeOf(start, "line"),
      column: placeOf(start, "character"),
      code: `TS${code}`,
      message: textField(item, "message"),
      level: levelOf(code),
      fixable: false,
    };
  });
}

/** Servers count from 0. */
function placeOf(place: Readonly<Record<string, unknown>>, key: string): number {
  const value = field(place, key);
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value + 1 : 1;
}
