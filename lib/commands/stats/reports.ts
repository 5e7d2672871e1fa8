/**
 * The statistics for a person, for programs, and as a page.
 *
 * @module
 */
import type { JournalRecord } from "../../state/journal_record.ts";
import type { Histogram } from "../shared/histogram.ts";
import { dataTable, type Fact, factList, html, type Markup, section } from "../../text/html.ts";
import type { Style } from "../../system/terminal.ts";
import { bar, pluralize, textTable } from "../../text/columns.ts";
import { wrapLines } from "../../text/wrap.ts";
import { chartPage } from "../shared/charts.ts";
import { timeChart } from "../shared/time_chart.ts";
import { outcomeObjects } from "../shared/outcome_view.ts";
import { headerText } from "../shared/page_header.ts";
import type { ClientRecords } from "./client_records.ts";
import { eventChart, partChart, ruleChart } from "./charts.ts";
import type { StatsTally } from "./tally.ts";
import { localTime } from "../../text/day.ts";
import { timeline } from "./timeline.ts";
import { type Cell, facts, type View, views, warnings } from "./views.ts";

/** How the text looks. */
export interface TextOptions {
  /** Styles a piece of text, or leaves it plain. */
  readonly style: (style: Style, text: string) => string;
  /** The most columns that tables may have. */
  readonly width: number;
}

const NAME_COLUMNS = 20;
const BAR_COLUMNS = 12;
/** So many tools and agents are named where the wanted one has no events. */
const MOST_NAMED = 12;
/** What the statistics are made of. */
export interface StatsSources {
  /** The sums of the journal. */
  readonly tally: StatsTally;
  /** What the client recorded. */
  readonly records: ClientRecords;
}

/**
 * Writes the statistics for a terminal.
 *
 * @param sources What they are made of.
 * @param options How the text looks.
 * @returns The text.
 */
export function textReport({ tally, records }: StatsSources, { style, width }: TextOptions): string {
  if (tally.events === 0) return `${nothingText(tally)}\n`;
  const plain = ({ head, rows, note }: View): string =>
    textTable(rows.map(textCells), { head, width }) +
    (note === undefined ? "" : `${style("dim", wrapLines(note, width))}\n`);
  const table = (view: View): string =>
    view.rows.length === 0 ? "" : `\n${style("bold", view.title)}\n${view.text?.(width) ?? plain(view)}`;
  return [
    `${spanText(tally)}\n`,
    facts(tally, records).map(factText).join(""),
    [...warnings(tally), ...limits(records)].map((text) => `${style("yellow", text)}\n`).join(""),
    ...views(tally, records).map(table),
  ].join("");
}

function factText({ name, value, note }: Fact): string {
  return `${name.padEnd(NAME_COLUMNS)}${value}${note === undefined ? "" : ` (${note})`}\n`;
}

function limits({ leftOut }: ClientRecords): readonly string[] {
  return leftOut === 0
    ? []
    : [`not read: ${pluralize(leftOut, "session file")} of Claude Code (unreadable, or beyond 64 MB)`];
}

function textCells(row: readonly Cell[]): readonly string[] {
  return row.map((cell) => typeof cell === "object" ? textBar(cell) : String(cell));
}

function textBar([part = 0, light = 0]: readonly number[]): string {
  return bar(part, BAR_COLUMNS) + "░".repeat(Math.round(light * BAR_COLUMNS));
}

/**
 * Writes the statistics as JSON. The names of durations end in their unit.
 *
 * @param sources What they are made of.
 * @returns One JSON object.
 */
export function jsonReport({ tally, records }: StatsSources): string {
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
        clientWaits: records.waits.count === 0 ? null : timesOf(records.waits),
        insideProcess: timesOf(times),
        tools: mapped(tally.tools, (sums) => ({ ...sums, times: timesOf(sums.times) })),
        stages: mapped(tally.stages, timesOf),
        rules: mapped(tally.rules, (sums) => sums),
        outcomes: outcomeObjects(records.outcomes),
        cacheHitRate: rate(sum(cached, "hits"), sum(cached, "asked")),
        breakerOpenings: sum(cached, "opened"),
        linters: mapped(tally.linters, (sums) => ({ ...sums, times: timesOf(sums.times) })),
        slowest: tally.slowest.map(slowEvent),
        timeline: timeline(tally.minutes),
      },
      null,
      2,
    )
  }\n`;
}

function slowEvent({ at, agent, event, tool, session, totalUs, us }: JournalRecord): unknown {
  const ms = (us: number): number => Math.round(us) / 1000;
  const stagesMs = Object.fromEntries(Object.entries(us).map(([stage, time]) => [stage, ms(time)]));
  return { time: new Date(at).toISOString(), agent, event, tool, session, totalMs: ms(totalUs), stagesMs };
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
 * @param sources What they are made of.
 * @param command The command line that asked for it.
 * @returns The page's text.
 */
export async function htmlReport({ tally, records }: StatsSources, command: string): Promise<string> {
  const periods = timeline(tally.minutes);
  return await chartPage("fasthook: statistics", [
    html`
      <p class="soft">${headerText(command, records.projects)}</p>
      <p class="soft">${tally.events === 0 ? nothingText(tally) : spanText(tally)}</p>
    `,
    ...(tally.events === 0 ? [] : [factList(facts(tally, records))]),
    ...[...warnings(tally), ...limits(records)].map((text) =>
      html`
        <p class="warning">${text}</p>
      `
    ),
    section("Time of an event, inside the process", timeChart(tally.times, "events")),
    section("Events over time", eventChart(periods)),
    section("Rules by day", ruleChart(tally.ruleDays)),
    section("Feedback along the session", partChart(tally.parts)),
    ...views(tally, records).map(({ title, head, rows, note }): Markup =>
      rows.length === 0 ? { html: "" } : section(
        title,
        html`${dataTable(head, rows)}${note === undefined ? "" : html`<p class="soft">${note}</p>`}`,
      )
    ),
  ]);
}

/** Says why there is nothing, and what there is. */
function nothingText({ leftOut: { tools, agents, newestAt } }: StatsTally): string {
  if (newestAt === undefined) return "The journal holds no events.";
  return `No event fits. The newest in the journal is of ${localTime(newestAt, "minute")}; agents: ${
    countsText(agents)
  }; tools: ${countsText(tools)}.`;
}

function countsText(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_NAMED)
    .map(([name, count]) => `${name === "" ? "(none)" : name} ${count}`).join(", ");
}

function spanText({ span, events }: StatsTally): string {
  if (span === undefined) return pluralize(events, "event");
  return `${localTime(span.from, "minute")} to ${localTime(span.to, "minute")}`;
}
