/**
 * What single parts of fasthook cost: the difference between two rows of one run.
 *
 * @module
 */
import { percentile } from "../lib/commands/shared/summary.ts";
import type { Row } from "./cold_start.ts";
import { FLOOR_TITLE } from "./subjects.ts";

/** What one part costs. */
export interface Cost {
  /** The part. */
  readonly title: string;
  /** The difference of the smallest samples, in milliseconds. */
  readonly byMin: number;
  /** The median of the differences within each round, in milliseconds. */
  readonly byMedian: number;
  /** The difference of the average processor times, in milliseconds: other work on the machine moves it least. */
  readonly byCpu: number;
  /** The most that is accepted, in milliseconds. */
  readonly limit: number;
}

interface Part {
  readonly title: string;
  /** The title of the row with the part, and of those that it would be without the part, one after the other. */
  readonly rows: readonly [having: string, ...lacking: readonly string[]];
  readonly limit: number;
}

// Limits from the project's acceptance.
const PARTS: readonly Part[] = [
  { title: "journal", rows: ["simple Read", "Read, no state"], limit: 0.5 },
  { title: "memory, new session", rows: ["general, new session", "general, no session"], limit: 1.5 },
  { title: "memory, long session", rows: ["general, long session", "general, no session"], limit: 1.5 },
  { title: "state.db, cached result", rows: ["cached result", FLOOR_TITLE], limit: 5 },
  { title: "ruff, first look", rows: ["ruff, first look", "ruff itself", FLOOR_TITLE], limit: 8 },
  { title: "ruff, cached", rows: ["ruff, cached", FLOOR_TITLE], limit: 5 },
  { title: "four linters", rows: ["four linters", "one linter"], limit: 5 },
];

const TITLE_WIDTH = 26;
const NUMBER_WIDTH = 8;

/**
 * Finds what the parts cost.
 *
 * @param rows All rows of a run.
 * @returns One entry a part; none for a part whose rows were not measured.
 */
export function costsOf(rows: readonly Row[]): Cost[] {
  const rowOf = (title: string): Row | undefined =>
    rows.find((row) => row.title === title && (row.group === "fasthook" || row.group === "floor"));
  return PARTS.flatMap(({ title, rows: [having, ...lacking], limit }) => {
    const more = rowOf(having);
    const less = lacking.map(rowOf).filter((row) => row !== undefined);
    if (more === undefined || less.length < lacking.length) return [];
    const difference = (of: (row: Row) => number): number =>
      less.reduce((rest, row) => rest - of(row), of(more));
    return [{
      title,
      byMin: difference(({ wallMs }) => wallMs.min),
      byMedian: percentile(
        more.roundsMs.map((_, round) => difference(({ roundsMs }) => roundsMs[round] ?? NaN)),
        0.5,
      ),
      byCpu: difference(({ cpuMs }) => cpuMs?.average ?? NaN),
      limit,
    }];
  });
}

/**
 * Lays the costs out.
 *
 * @param costs What the parts cost.
 * @returns Lines, each with its line end.
 */
export function costTable(costs: readonly Cost[]): string {
  const lines = costs.map(({ title, byMin, byMedian, byCpu, limit }) =>
    line([`  ${title}`, ...[byMin, byMedian, byCpu, limit].map(formatSigned)])
  );
  return [line(["milliseconds more", "by min", "median", "CPU", "limit"]), ...lines].join("");
}

function line([title = "", ...numbers]: readonly string[]): string {
  return `${title.padEnd(TITLE_WIDTH)}${numbers.map((cell) => cell.padStart(NUMBER_WIDTH)).join("")}\n`;
}

function formatSigned(ms: number): string {
  return Number.isNaN(ms) ? "-" : `${ms < 0 ? "-" : "+"}${Math.abs(ms).toFixed(2)}`;
}
