/**
 * Problems as findings, which is how the cache keeps them: before it is known which lines a call changed.
 *
 * @module
 */
import { field, isObject, textField } from "../text/json_object.ts";
import type { Finding } from "../event/finding.ts";
import { type LintProblem, placeOf } from "./linter.ts";

/** More than this is no longer about one edit; what is beyond is not even counted. */
const MAX_PROBLEMS = 500;
const MAX_MESSAGE_UNITS = 1000;
const LEVELS = ["syntax", "error", "warning"] as const;

/**
 * Packs problems for the cache.
 *
 * @param rule The linter's rule.
 * @param problems What it found.
 * @returns A finding for each, its text the problem as JSON.
 */
export function packed(rule: string, problems: readonly LintProblem[]): Finding[] {
  return problems.slice(0, MAX_PROBLEMS).map((problem) => ({
    rule,
    severity: "guidance",
    text: JSON.stringify({ ...problem, message: problem.message.slice(0, MAX_MESSAGE_UNITS) }),
  }));
}

/**
 * Takes problems out of what {@linkcode packed} made.
 *
 * @param findings What the cache held, or the linter gave.
 * @returns The problems.
 */
export function unpacked(findings: readonly Finding[]): LintProblem[] {
  return findings.flatMap(({ text }) => {
    const json: unknown = JSON.parse(text);
    if (!isObject(json)) return [];
    return [{
      line: placeOf(json, "line"),
      column: placeOf(json, "column"),
      code: textField(json, "code"),
      message: textField(json, "message"),
      level: LEVELS.find((level) => level === json["level"]) ?? "error",
      fixable: field(json, "fixable") === true,
    }];
  });
}
