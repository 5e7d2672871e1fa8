/**
 * Finds a linter's report in its output where code of the project, such as eslint.config.js, may print lines of its own.
 *
 * @module
 */
import { jsonOf, LinterError, type Output } from "./linter.ts";

/** Each attempt reads the whole text: more lines that may begin or end a report are not tried. */
const MAX_ENDS = 8;

/** A bracket at the beginning of a line, and one that can only begin JSON. */
const BEGINNINGS = [/^\s*[[{]/, /[[{]\s*[{"]/];

/**
 * Finds a report.
 *
 * @param output What the linter printed.
 * @param isReport Recognizes the report among other JSON.
 * @returns The report.
 * @throws {LinterError} When there is not exactly one.
 */
export function reportIn(output: Output, isReport: (json: unknown) => boolean): unknown {
  try {
    return jsonOf(output);
  } catch (error) {
    if (!(error instanceof LinterError) || output.stdout.trim() === "") throw error;
    const reports = candidatesIn(output.stdout).filter(isReport);
    if (reports.length !== 1) throw error;
    return reports[0];
  }
}

/** JSON within one line, and JSON from the beginning of a line to the end of another. */
function candidatesIn(text: string): unknown[] {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, top) =>
    [...new Set(BEGINNINGS.map((pattern) => line.search(pattern)))].filter((first) => first >= 0)
      .map((first) => ({ top, first }))
  );
  const ends = lines.flatMap((line, bottom) => {
    const last = Math.max(line.lastIndexOf("]"), line.lastIndexOf("}"));
    return last < 0 ? [] : [{ bottom, last }];
  });
  const within = starts.flatMap(({ top, first }) => {
    const line = lines[top] ?? "";
    return parseReport(line.slice(first, Math.max(line.lastIndexOf("]"), line.lastIndexOf("}")) + 1));
  });
  const across = starts.slice(0, MAX_ENDS).flatMap(({ top, first }) =>
    ends.slice(-MAX_ENDS).filter(({ bottom }) => bottom > top).flatMap(({ bottom, last }) => {
      const end = (lines[bottom] ?? "").slice(0, last + 1);
      return parseReport([...lines.slice(top, bottom), end].join("\n").slice(first));
    })
  );
  return [...within, ...across];
}

function parseReport(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
