/**
 * Tables and bars in plain text, for a terminal of any width.
 *
 * @module
 */
import { cut } from "./clean.ts";

/** How a table is laid out. */
export interface TableOptions {
  /** The heading of each column; "" for none. A heading that ends in ">" is aligned to the right, like its numbers. */
  readonly head: readonly string[];
  /** The most columns that a line may have; the first column gives way. */
  readonly width: number;
}

const GAP = "  ";
const MIN_FIRST_COLUMN = 12;
/** Eighths of a block, from none to seven. */
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * Lays rows out in columns.
 *
 * @param rows Cells of clean text, as many in each row as there are headings.
 * @param options Headings and width.
 * @returns Lines, each with its line end; "" for no rows.
 */
export function textTable(rows: readonly (readonly string[])[], { head, width }: TableOptions): string {
  if (rows.length === 0) return "";
  const titles = head.map((title) => title.replace(/>$/, ""));
  const all = titles.some((title) => title !== "") ? [titles, ...rows] : rows;
  const widths = titles.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const others = widths.slice(1).reduce((sum, width) => sum + width + GAP.length, 0);
  widths[0] = Math.min(widths[0] ?? 0, Math.max(MIN_FIRST_COLUMN, width - others));
  return all.map((row) => {
    const cells = widths.map((size, column) => {
      const text = cut(row[column] ?? "", size);
      return head[column]?.endsWith(">") ? text.padStart(size) : text.padEnd(size);
    });
    return `${cells.join(GAP).trimEnd()}\n`;
  }).join("");
}

/**
 * Draws a bar.
 *
 * @param part From 0 to 1.
 * @param width The length of a whole bar, in columns.
 * @returns Blocks; at least a thin one for anything above 0.
 */
export function bar(part: number, width: number): string {
  const eighths = Math.max(part > 0 ? 1 : 0, Math.round(part * width * 8));
  return "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}

/**
 * Writes a duration so that it is read at a glance.
 *
 * @param ms Milliseconds.
 * @returns Such as "40 µs", "0.42 ms", "12 ms", "3.2 s".
 */
export function duration(ms: number): string {
  if (ms >= 9950) return `${Math.round(ms / 1000)} s`;
  if (ms >= 999.5) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 9.95) return `${Math.round(ms)} ms`;
  if (ms >= 0.0995) return `${ms.toFixed(ms >= 0.995 ? 1 : 2)} ms`;
  return `${Math.round(ms * 1000)} µs`;
}

/**
 * Writes a part of a whole.
 *
 * @param part A number of things.
 * @param whole All of them.
 * @returns Such as "4.7 %"; "0 %" of nothing.
 */
export function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0 %";
  const value = 100 * part / whole;
  return `${value >= 9.95 ? Math.round(value) : value.toFixed(1)} %`;
}

/**
 * Writes a size.
 *
 * @param bytes A number of bytes.
 * @returns Such as "512 B", "3.2 MB".
 */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`;
}

/**
 * Writes a number of things.
 *
 * @param count How many.
 * @param thing The word for one of them.
 * @returns Such as "1 call", "2 calls", "3 replies".
 */
export function pluralize(count: number, thing: string): string {
  if (count === 1) return `1 ${thing}`;
  return `${count} ${thing.endsWith("y") ? `${thing.slice(0, -1)}ies` : `${thing}s`}`;
}
