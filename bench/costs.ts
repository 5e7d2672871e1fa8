/**
 * What single parts of fasthook cost: the difference between two rows of one run.
 *
 * @module
 */
import type { Row } from "./cold_start.ts";
import { FLOOR_TITLE } from "./subjects.ts";

/** What one part costs. */
export interface Cost {
  /** The part. */
  readonly title: string;
  /** The difference of the smallest samples, in milliseconds. */
  readonly byMin: number;
  /** The difference of the medians, in milliseconds. */
  readonly byMedian: number;
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

const WIDTHS = [24, 8, 8, 8] as const;

/**
 * Finds what the parts cost.
 *
 * @param rows All rows of a run.
 * @returns One entry a part; none for a part whose rows were not measured.
 */
export function costsOf(rows: readonly Row[]): Cost[] {
  const wallOf = (title: string): Row["wallMs"] | undefined =>
    rows.find((row) => row.title === title && (row.group === "fasthook" || row.group === "floor"))?.wallMs;
  return PARTS.flatMap(({ title, rows: [having, ...lacking], limit }) => {
    const more = wallOf(having);
    const less = lacking.map(wallOf).filter((wall) => wall !== undefined);
    if (more === undefined || less.length < lacking.length) return [];
    const without = (key: "min" | "median"): number => less.reduce((sum, wall) => sum + wall[key], 0);
    return [{ title, byMin: more.min - without("min"), byMedian: more.median - without("median"), limit }];
  });
}

/**
 * Lays the costs out.
 *
 * @param costs What the parts cost.
 * @returns Lines, each with its line end.
 */
export function costTable(costs: readonly Cost[]): string {
  const lines = costs.map(({ title, byMin, byMedian, limit }) =>
    line([`  ${title}`, signed(byMin), signed(byMedian), signed(limit)])
  );
  return [line(["milliseconds more", "by min", "median", "limit"]), ...lines].join("");
}

function line(cells: readonly [string, string, string, string]): string {
  const [title, ...numbers] = cells.map((cell, index) =>
    index === 0 ? cell.padEnd(WIDTHS[0]) : cell.padStart(WIDTHS[index] ?? 0)
  );
  return `${title}${numbers.join("")}\n`;
}

function signed(ms: number): string {
  return `${ms < 0 ? "-" : "+"}${Math.abs(ms).toFixed(2)}`;
}
