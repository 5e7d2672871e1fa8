/**
 * The scenario table as text.
 *
 * @module
 */
import type { Row } from "./cold_start.ts";
import { gradeOf } from "../lib/commands/shared/grade.ts";
import type { Summary } from "../lib/commands/shared/summary.ts";

interface Column {
  readonly name: string;
  readonly cell: (row: Row) => string;
}

const TITLE_WIDTH = 22;
const GAP = "  ";

const COLUMNS: readonly Column[] = [
  { name: "average", cell: wall("average") },
  { name: "  min", cell: wall("min") },
  { name: "median", cell: wall("median") },
  { name: "   max", cell: wall("max") },
  { name: "  p95", cell: wall("p95") },
  { name: "spread", cell: wall("spread") },
  { name: "  CPU", cell: ({ cpuMs }) => cpuMs === undefined ? "-" : decimal(cpuMs.average) },
  { name: "grade", cell: ({ wallMs }) => gradeOf(wallMs.average) },
  { name: "x min", cell: ({ ratio }) => decimal(ratio.byMin) },
  { name: "x median", cell: ({ ratio }) => decimal(ratio.byMedian) },
];

/**
 * Lays the rows out, at most 100 columns wide, a heading above each group.
 *
 * @param rows All rows of a run; the rows of a group are together.
 * @returns Lines, each with its line end.
 */
export function table(rows: readonly Row[]): string {
  const lines = [line("milliseconds", COLUMNS.map(({ name }) => name))];
  for (const [index, row] of rows.entries()) {
    if (row.group !== rows[index - 1]?.group) lines.push("", row.group);
    lines.push(line(`  ${row.title}`, COLUMNS.map(({ cell }) => cell(row))));
  }
  return lines.map((text) => `${text}\n`).join("");
}

function line(title: string, cells: readonly string[]): string {
  const padded = cells.map((cell, index) => cell.padStart(COLUMNS[index]?.name.length ?? 0));
  return [title.padEnd(TITLE_WIDTH), ...padded].join(GAP);
}

function wall(key: keyof Summary): (row: Row) => string {
  return ({ wallMs }) => decimal(wallMs[key]);
}

function decimal(value: number): string {
  return value.toFixed(2);
}
