/**
 * `deno check`, for types in projects of Deno.
 *
 * @module
 */
import { LinterError, type LintProblem, type Output } from "../linter.ts";
import { levelOf } from "../type_errors.ts";

export { isDeferred, isPatient, most } from "../type_errors.ts";

const ERROR = /^TS(\d{3,6}) \[ERROR\]: (.*)$/;
const SYNTAX_ERROR = /^error: SyntaxError: (.*)$/;
/** Deeper ones are about other places. */
const PLACE = /^ {4}at (file:\/\/.*):(\d{1,9}):(\d{1,9})$/;
/** How it ends when what it found are errors of types. */
const FAILED = "error: Type checking failed.";

/**
 * Reads the output.
 *
 * @param output What Deno printed.
 * @param path The file that was checked: errors in files that it imports are printed, too.
 * @returns The errors in that file.
 * @throws {LinterError} When it did not come to check types, because a module is missing for example.
 */
export function parse({ code, stderr }: Output, path: string): LintProblem[] {
  if (code === 0) return [];
  if (code !== 1) throw new LinterError("exit-code");
  const problems: LintProblem[] = [];
  let error: Pick<LintProblem, "code" | "message" | "level"> | undefined;
  for (const line of stderr.split("\n")) {
    error = errorIn(line) ?? error;
    const [, file = "", row, column] = PLACE.exec(line) ?? [];
    if (error === undefined || row === undefined) continue;
    if (isFile(file, path)) {
      problems.push({ line: Number(row), column: Number(column), ...error, fixable: false });
    }
    error = undefined;
  }
  const isRead = stderr.includes(FAILED) || problems.some(({ level }) => level === "syntax");
  if (!isRead) throw new LinterError("exit-code");
  return problems;
}

function errorIn(line: string): Pick<LintProblem, "code" | "message" | "level"> | undefined {
  const [, number, message = ""] = ERROR.exec(line) ?? [];
  if (number !== undefined) return { code: `TS${number}`, message, level: levelOf(Number(number)) };
  const [, broken] = SYNTAX_ERROR.exec(line) ?? [];
  return broken === undefined ? undefined : { code: "syntax", message: broken, level: "syntax" };
}

function isFile(address: string, path: string): boolean {
  const name = address.slice("file://".length);
  try {
    return decodeURIComponent(name) === path;
  } catch (error) {
    // A percent sign that is no escape.
    if (!(error instanceof URIError)) throw error;
    return name === path;
  }
}
