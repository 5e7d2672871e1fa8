/**
 * Outcomes as a table, and as JSON.
 *
 * @module
 */
import { textTable } from "../../text/columns.ts";
import { wilsonInterval } from "../../text/wilson.ts";
import { wrapLines } from "../../text/wrap.ts";
import { type DeedCounts, type OutcomeRow, type OutcomeTally, total } from "./outcome_tally.ts";

/** The heading of the table. */
export const OUTCOMES_TITLE = "What the next three calls did";

/** What the table's columns mean. */
export const OUTCOMES_NOTE: string =
  "got: whether the session says that the model was given the finding. touched: it edited, read or ran the line, path or " +
  "command that the finding names; in brackets the 95 % interval. again: the same failure. looked: it looked for the same " +
  'itself. none: none of these. no finding: "touched" after calls of that kind without a finding. How it is counted, and ' +
  "what that cannot show: .github/docs/outcomes.md";

/** The headings; one that ends in ">" is of numbers. */
export const OUTCOMES_HEAD: readonly string[] = [
  "rule",
  "call",
  "got",
  "times>",
  "again>",
  "looked>",
  "none>",
  "touched>",
  "no finding>",
];

/** Which columns remain on a narrow terminal: without the kind of call and what it is compared with. */
const NARROW: readonly number[] = [0, 2, 3, 4, 5, 6, 7];
const NARROW_COLUMNS = 100;

/**
 * Lays the table out for a terminal.
 *
 * @param tally The counts.
 * @param width The terminal's width.
 * @returns The table and what its columns mean; "" for no rows.
 */
export function outcomeText(tally: OutcomeTally, width: number): string {
  const isNarrow = width < NARROW_COLUMNS;
  const pick = <T>(row: readonly T[]): readonly T[] =>
    isNarrow ? row.filter((_, at) => NARROW.includes(at)) : row;
  const rows = outcomeCells(tally).map((row) => pick(row).map(String));
  const more = isNarrow ? " A wider terminal shows more columns." : "";
  return rows.length === 0
    ? ""
    : `${textTable(rows, { head: pick(OUTCOMES_HEAD), width })}${wrapLines(OUTCOMES_NOTE + more, width)}\n`;
}

/**
 * Makes the table's rows.
 *
 * @param tally The counts.
 * @returns The cells.
 */
export function outcomeCells(tally: OutcomeTally): readonly (readonly (string | number)[])[] {
  return tally.rows().map(({ rule, kind, seen, deeds, others }) => [
    rule,
    kind,
    seen ? "yes" : "no",
    total(deeds),
    deeds.again,
    deeds["looked up"],
    deeds.nothing,
    shareText(deeds),
    total(others) === 0 ? "-" : shareText(others),
  ]);
}

/** Such as "64 % (52-75)". */
function shareText(deeds: DeedCounts): string {
  const whole = total(deeds);
  const [low, high] = wilsonInterval(deeds.touched, whole);
  const hundredth = (part: number): number => Math.round(100 * part);
  return `${hundredth(deeds.touched / whole)} % (${hundredth(low)}-${hundredth(high)})`;
}

/**
 * Makes objects for programs.
 *
 * @param tally The counts.
 * @returns A row each; shares are parts of 1.
 */
export function outcomeObjects(tally: OutcomeTally): readonly Readonly<Record<string, unknown>>[] {
  return tally.rows().map(({ rule, kind, seen, deeds, others }: OutcomeRow) => ({
    rule,
    call: kind,
    given: seen,
    ...sharesOf(deeds),
    withoutFinding: sharesOf(others),
  }));
}

function sharesOf(deeds: DeedCounts): Readonly<Record<string, unknown>> {
  const count = total(deeds);
  const interval = wilsonInterval(deeds.touched, count).map((part) => Math.round(part * 1000) / 1000);
  return {
    count,
    touched: deeds.touched,
    again: deeds.again,
    lookedUp: deeds["looked up"],
    nothing: deeds.nothing,
    touchedShare: count === 0 ? null : deeds.touched / count,
    touchedInterval95: interval,
  };
}
