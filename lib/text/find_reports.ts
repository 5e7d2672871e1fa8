/**
 * Finds the lines of an output that have the form of a program's report.
 *
 * @module
 */
import { type Report, REPORTS } from "./run_reports.ts";

/** A line of a report. */
export interface ReportLine {
  /** The number of the line, from 0. */
  readonly index: number;
  /** Its form. */
  readonly report: Report;
  /** Whether it reports a failure. */
  readonly isBad: boolean;
}

/**
 * Finds the lines. The text is searched as a whole: line by line a long output takes twice as long.
 *
 * @param lines The output.
 * @param mayBe Whether a family's forms are looked for.
 * @returns The lines of each form, in order.
 */
export function findReports(lines: readonly string[], mayBe: (family: string) => boolean): ReportLine[] {
  const text = lines.join("\n");
  let start = 0;
  const starts = lines.map(({ length }) => (start += length + 1) - length - 1);
  return REPORTS.filter(([family, , hint]) => mayBe(family) && text.includes(hint)).flatMap((report) => {
    const [, kind, , form, bad] = report;
    const badPattern = bad === undefined ? undefined : new RegExp(bad);
    return [...text.matchAll(new RegExp(form, "gm"))].map(({ 0: line, index }) => ({
      index: lineAt(starts, index),
      report,
      isBad: kind !== "good" && badPattern?.test(line) !== false,
    }));
  });
}

/** The last line that begins at a place or before it. */
function lineAt(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
