/**
 * The statistics for a person, for programs, and as a page.
 *
 * @module
 */
import type { Histogram } from "../shared/histogram.ts";
import { columnChart, dataTable, factList, html, type Markup, page, section } from "../../text/html.ts";
import type { Style } from "../../system/terminal.ts";
import { bar, duration, pluralize, textTable } from "../../text/columns.ts";
import type { StatsTally } from "./tally.ts";
import { localLabel, timeline } from "./timeline.ts";
import { facts, type View, views, warnings } from "./views.ts";

/** How the text looks. */
export interface TextOptions {
  /** Styles a piece of text, or leaves it plain. */
  readonly style: (style: Style, text: string) => string;
  /** The most columns that tables may have. */
  readonly width: number;
}

const BAR_COLUMNS = 12;
/** So many tools are named where the wanted one has no events. */
const MOST_NAMED = 12;
/** So that the time doubles about every second column. */
const CLASSES_A_COLUMN = 8;

/**
 * Writes the statistics for a terminal.
 *
 * @param tally The sums.
 * @param options How the text looks.
 * @returns The text.
 */
export function textReport(tally: StatsTally, { style, width }: TextOptions): string {
  if (tally.events === 0) return `${nothingText(tally)}\n`;
  const table = ({ title, head, rows }: View): string =>
    rows.length === 0
      ? ""
      : `\n${style("bold", title)}\n${
        textTable(rows.map((row) => textCells(row, head)), { head: textHead(head), width })
      }`;
  return [
    `${spanText(tally)}\n`,
    facts(tally).map(([name, value]) => `${name.padEnd(17)}${value}\n`).join(""),
    warnings(tally).map((text) => `${style("yellow", text)}\n`).join(""),
    ...views(tally).map(table),
  ].join("");
}

function textHead(head: readonly string[]): readonly string[] {
  return head.map((title) => title === "bars" ? "" : title);
}

function textCells(row: readonly (string | number)[], head: readonly string[]): readonly string[] {
  return row.map((cell, at) => head[at] === "bars" ? bar(Number(cell), BAR_COLUMNS) : String(cell));
}

/**
 * Writes the statistics as JSON. Durations are in milliseconds.
 *
 * @param tally The sums.
 * @returns One JSON object.
 */
export function jsonReport(tally: StatsTally): string {
  const { events, replies, refused, twice, words, broken, sessions, span, times } = tally;
  const cached = [...tally.linters.values()];
  return `${
    JSON.stringify(
      {
        from: span === undefined ? null : new Date(span.from).toISOString(),
        to: span === undefined ? null : new Date(span.to).toISOString(),
        events,
        replies,
        replyRate: events === 0 ? 0 : replies / events,
        refused,
        twice,
        words,
        sessions: sessions.size,
        brokenLines: broken,
        times: timesOf(times),
        tools: mapped(tally.tools, (sums) => ({ ...sums, times: timesOf(sums.times) })),
        stages: mapped(tally.stages, timesOf),
        rules: mapped(tally.rules, (sums) => sums),
        cacheHitRate: rate(sum(cached, "hits"), sum(cached, "asked")),
        breakerOpenings: sum(cached, "opened"),
        linters: mapped(tally.linters, (sums) => ({ ...sums, times: timesOf(sums.times) })),
        slowest: tally.slowest,
        timeline: timeline(tally.hours),
      },
      null,
      2,
    )
  }\n`;
}

function mapped<K, V>(map: ReadonlyMap<K, V>, value: (value: V) => unknown): Record<string, unknown> {
  return Object.fromEntries([...map].map(([key, entry]) => [String(key), value(entry)]));
}

function sum<K extends string>(all: readonly Readonly<Record<K, number>>[], key: K): number {
  return all.reduce((sum, one) => sum + one[key], 0);
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function timesOf(times: Histogram): Readonly<Record<string, number>> {
  const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
  return {
    count: times.count,
    p50Ms: rounded(times.quantile(0.5)),
    p95Ms: rounded(times.quantile(0.95)),
    p99Ms: rounded(times.quantile(0.99)),
    maxMs: rounded(times.max),
  };
}

/**
 * Writes the statistics as a page.
 *
 * @param tally The sums.
 * @returns The page's text.
 */
export function htmlReport(tally: StatsTally): string {
  const periods = timeline(tally.hours);
  return page("fasthook: statistics", [
    html`
      <p class="soft">${tally.events === 0 ? nothingText(tally) : spanText(tally)}</p>
    `,
    factList(facts(tally)),
    ...warnings(tally).map((text) =>
      html`
        <p class="warning">${text}</p>
      `
    ),
    section("Time of an event", columnChart("Events by time", timeBars(tally.times))),
    section(
      "Events over time",
      columnChart("Events", periods.map(({ label, events }) => ({ label, value: events }))),
    ),
    section(
      "Feedback over time",
      columnChart("Feedback", periods.map(({ label, replies }) => ({ label, value: replies }))),
    ),
    ...views(tally).map(({ title, head, rows }): Markup => section(title, dataTable(head, rows))),
  ]);
}

function timeBars(times: Histogram): readonly { readonly label: string; readonly value: number }[] {
  return times.classes(CLASSES_A_COLUMN).map(({ from, to, count }) => ({
    label: `${duration(from)} to ${duration(to)}`,
    value: count,
  }));
}

/** Says why there is nothing, and what there is. */
function nothingText({ leftOut: { tools, newestAt } }: StatsTally): string {
  if (newestAt === undefined) return "The journal holds no events.";
  const known = [...tools].sort(([, a], [, b]) => b - a).slice(0, MOST_NAMED)
    .map(([tool, count]) => `${tool === "" ? "(none)" : tool} ${count}`);
  return `No event fits. The newest in the journal is of ${localLabel(newestAt, "minute")}; tools: ${
    known.join(", ")
  }.`;
}

function spanText({ span, events }: StatsTally): string {
  if (span === undefined) return pluralize(events, "event");
  return `${localLabel(span.from, "minute")} to ${localLabel(span.to, "minute")}`;
}
