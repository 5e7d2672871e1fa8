/**
 * Turns `deno task bench --json` into a Markdown table, and fails when fasthook is too slow beside the empty program.
 *
 * @module
 */
import { isObject, type JsonObject, objectField, textField } from "../../lib/event.ts";
import { writeAll } from "../../lib/io.ts";

/** One row of the bench, as far as the summary shows it. */
export interface SummaryRow {
  /** "floor", "fasthook" or another hook's command line. */
  readonly group: string;
  /** What was run. */
  readonly title: string;
  /** Median wall time in milliseconds. */
  readonly medianMs: number;
  /** Median by the median of the empty program. */
  readonly ratio: number;
}

/**
 * The most that fasthook may take of an empty program's time, also on a machine that others use. `deno task bench`
 * itself is stricter; it runs on machines that are known.
 */
export const LIMIT = 1.25;

/**
 * Reads the rows of a bench.
 *
 * @param json The parsed output of `deno task bench --json`.
 * @returns Its rows.
 * @throws {TypeError} When there are none, or fasthook is not among them.
 */
export function rowsOf(json: unknown): SummaryRow[] {
  const rows = isObject(json) && Array.isArray(json["rows"]) ? json["rows"].filter(isObject).map(rowOf) : [];
  if (!rows.some(({ group }) => group === "fasthook")) {
    throw new TypeError("Cannot summarise: wanted rows of fasthook, got none");
  }
  return rows;
}

/**
 * Renders rows as Markdown.
 *
 * @param rows The rows of a bench.
 * @returns A table and a sentence about the limit.
 */
export function markdown(rows: readonly SummaryRow[]): string {
  const lines = rows.map(({ group, title, medianMs, ratio }) =>
    `| ${group} | ${title} | ${medianMs.toFixed(1)} | ${ratio.toFixed(2)} |`
  );
  const slow = tooSlow(rows).map(({ title, ratio }) => `${title} (${ratio.toFixed(2)})`);
  const verdict = slow.length === 0
    ? `All of fasthook is within ${LIMIT} times the empty program.`
    : `Above ${LIMIT} times the empty program: ${slow.join(", ")}.`;
  return `| | | median ms | times the empty program |\n| --- | --- | ---: | ---: |\n${
    lines.join("\n")
  }\n\n${verdict}\n`;
}

/**
 * Finds what is above {@linkcode LIMIT}.
 *
 * @param rows The rows of a bench.
 * @returns Those of fasthook that are.
 */
export function tooSlow(rows: readonly SummaryRow[]): SummaryRow[] {
  return rows.filter(({ group, ratio }) => group === "fasthook" && !(ratio <= LIMIT));
}

function rowOf(row: JsonObject): SummaryRow {
  return {
    group: textField(row, "group"),
    title: textField(row, "title"),
    medianMs: Number(objectField(row, "wallMs")["median"]),
    ratio: Number(objectField(row, "ratio")["byMedian"]),
  };
}

if (import.meta.main) {
  const rows = rowsOf(JSON.parse(await Deno.readTextFile(Deno.args[0] ?? "bench.json")));
  writeAll(Deno.stdout, markdown(rows));
  Deno.exit(tooSlow(rows).length > 0 ? 1 : 0);
}
