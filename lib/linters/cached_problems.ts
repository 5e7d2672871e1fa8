/**
 * Linter problems as the cache holds them: before it is known which of them a call caused.
 *
 * @module
 */
import { field, isObject, textField } from "../text/json_object.ts";
import { type LintProblem, placeOf } from "./linter.ts";

/** More than this is no longer about one edit; what is beyond is not even counted. */
const MAX_PROBLEMS = 500;
const MAX_MESSAGE_UNITS = 1000;
const LEVELS = ["syntax", "error", "warning"] as const;

/**
 * Limits what is kept of a linter's answer.
 *
 * @param problems What the linter found.
 * @returns The first problems, with messages of a usual length.
 */
export function limitProblems(problems: readonly LintProblem[]): LintProblem[] {
  return problems.slice(0, MAX_PROBLEMS).map((problem) => ({
    ...problem,
    message: problem.message.slice(0, MAX_MESSAGE_UNITS),
  }));
}

/**
 * Writes problems for the cache.
 *
 * @param problems What a linter found.
 * @returns JSON on one line.
 */
export function encodeProblems(problems: readonly LintProblem[]): string {
  return JSON.stringify(problems);
}

/**
 * Reads what {@linkcode encodeProblems} wrote.
 *
 * @param text What the cache holds.
 * @returns The problems; `undefined` for anything else.
 */
export function decodeProblems(text: string): readonly LintProblem[] | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const problems = Array.isArray(json) ? json.map(problemOf) : [undefined];
    return problems.every((problem) => problem !== undefined) ? problems : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function problemOf(json: unknown): LintProblem | undefined {
  const level = isObject(json) ? LEVELS.find((level) => level === json["level"]) : undefined;
  if (!isObject(json) || level === undefined) return undefined;
  return {
    line: placeOf(json, "line"),
    column: placeOf(json, "column"),
    ...(Object.hasOwn(json, "cell") && { cell: placeOf(json, "cell") }),
    code: textField(json, "code"),
    message: textField(json, "message"),
    level,
    fixable: field(json, "fixable") === true,
  };
}
