/**
 * The tables of the statistics, as rows of text that every report shows in its own way.
 *
 * @module
 */
import type { Histogram } from "../shared/histogram.ts";
import { STAGES } from "../../state/journal_record.ts";
import { duration, percent, pluralize } from "../../text/columns.ts";
import {
  outcomeCells,
  OUTCOMES_HEAD,
  OUTCOMES_NOTE,
  OUTCOMES_TITLE,
  outcomeText,
} from "../shared/outcome_view.ts";
import type { ClientRecords } from "./client_records.ts";
import type { StatsTally } from "./tally.ts";
import type { Fact } from "../../text/html.ts";
import { localTime } from "../../text/day.ts";

/** A cell: a text, a number, or the parts of a whole bar, each from 0 to 1. */
export type Cell = string | number | readonly number[];

/** A table: the heading of the part, its columns (a ">" at the end: numbers), its rows. */
export interface View {
  /** What it shows. */
  readonly title: string;
  /** The headings. */
  readonly head: readonly string[];
  /** The cells. */
  readonly rows: readonly (readonly Cell[])[];
  /** What the columns mean, where the headings do not say it. */
  readonly note?: string;
  /** Lays it out for a terminal, where that takes more than the cells. */
  readonly text?: (width: number) => string;
}

const PERCENTILES = [0.5, 0.95, 0.99] as const;

/**
 * Makes the tables.
 *
 * @param tally The sums.
 * @param records What the client recorded.
 * @returns The tables in order; those without rows too.
 */
export function views(tally: StatsTally, { outcomes }: ClientRecords): readonly View[] {
  return [
    toolView(tally),
    stageView(tally),
    ruleView(tally),
    {
      title: OUTCOMES_TITLE,
      head: OUTCOMES_HEAD,
      rows: outcomeCells(outcomes),
      note: OUTCOMES_NOTE,
      text: (width) => outcomeText(outcomes, width),
    },
    linterView(tally),
    slowestView(tally),
  ];
}

/**
 * Writes the sums in a few facts, first what the agent waits for.
 *
 * @param tally The sums.
 * @param records What the client recorded.
 * @returns Names, values, and what they mean.
 */
export function facts(tally: StatsTally, { waits }: ClientRecords): readonly Fact[] {
  const { events, replies, words, times, sessions } = tally;
  const inside: Fact = {
    name: "inside the process",
    value: duration(times.quantile(0.5)),
    note: spread(times),
  };
  // Claude Code records the time of a hook only if it printed something.
  const note = `${spread(waits)}; Claude Code's records of ${pluralize(waits.count, "call")} with feedback`;
  const waited: Fact = { name: "the agent waited", value: duration(waits.quantile(0.5)), note };
  const hasRecords = waits.count > 0;
  return [
    ...(hasRecords ? [waited] : [inside]),
    { name: "events", value: String(events) },
    { name: "with feedback", value: String(replies), note: percent(replies, events) },
    { name: "words", value: String(words) },
    { name: "sessions", value: String(sessions.size) },
    ...(hasRecords ? [inside] : []),
  ];
}

function spread(times: Histogram): string {
  return `median; 95 % within ${duration(times.quantile(0.95))}`;
}

/**
 * Says what is not as it should be.
 *
 * @param tally The sums.
 * @returns Sentences; empty when all is well.
 */
export function warnings({ twice, refused, broken }: StatsTally): readonly string[] {
  return [
    ...(twice > 0
      ? [`${pluralize(twice, "event")} came twice: fasthook is registered twice (fasthook doctor)`]
      : []),
    ...(refused > 0
      ? [`${pluralize(refused, "event")} could not be analysed (fasthook stats --problems)`]
      : []),
    ...(broken > 0 ? [`${pluralize(broken, "line")} of the journal cannot be read`] : []),
  ];
}

function toolView({ tools, events }: StatsTally): View {
  const sorted = [...tools].sort(([, a], [, b]) => b.events - a.events);
  return {
    title: "Tools",
    head: ["tool", "events>", "replies>", "p50>", "p95>", "p99>", "max>", ""],
    rows: sorted.map(([tool, sums]) => [
      tool === "" ? "(none)" : tool,
      sums.events,
      sums.replies,
      ...timeCells(sums.times),
      [sums.events / events],
    ]),
  };
}

function stageView({ stages }: StatsTally): View {
  const rows = STAGES.flatMap((stage) => {
    const times = stages.get(stage);
    return times === undefined || times.count === 0 ? [] : [{ stage, times }];
  });
  const all = rows.reduce((sum, { times }) => sum + times.sum, 0);
  return {
    title: "Stages",
    head: ["stage", "events>", "p50>", "p95>", "p99>", "max>", ""],
    rows: rows.map(({ stage, times }) => [stage, times.count, ...timeCells(times), [times.sum / (all || 1)]]),
  };
}

function ruleView({ rules }: StatsTally): View {
  const sorted = [...rules].sort(([a, { reported }], [b, { reported: other }]) =>
    other - reported || (a < b ? -1 : 1)
  );
  const most = Math.max(1, ...sorted.map(([, { reported, held }]) => reported + held));
  return {
    title: "Rules",
    head: ["rule", "reported>", "held back>", ""],
    rows: sorted.map(([rule, { reported, held }]) => [rule, reported, held, [reported / most, held / most]]),
    ...(sorted.some(([, { held }]) => held > 0) && { note: "The light part of a bar was held back." }),
  };
}

function linterView({ linters }: StatsTally): View {
  return {
    title: "Linters",
    head: [
      "linter",
      "wanted>",
      "cache hits>",
      "calls>",
      "failed>",
      "p50>",
      "p95>",
      "p99>",
      "max>",
      "breaker opened>",
    ],
    rows: [...linters].map(([id, sums]) => [
      id,
      sums.wanted,
      percent(sums.hits, sums.asked),
      sums.calls,
      sums.failed,
      ...timeCells(sums.times),
      sums.opened,
    ]),
  };
}

function slowestView({ slowest }: StatsTally): View {
  return {
    title: "Slowest events",
    head: ["when", "tool", "time>", "stages"],
    rows: slowest.map(({ at, tool, event, totalUs, us }) => [
      localTime(at, "minute"),
      tool || event || "(none)",
      duration(totalUs / 1000),
      STAGES.flatMap((stage) => {
        const time = us[stage];
        return time === undefined || time < totalUs * 100 / 1000 ? [] : [`${stage} ${duration(time / 1000)}`];
      }).join(", "),
    ]),
  };
}

function timeCells(times: Histogram): readonly string[] {
  if (times.count === 0) return ["-", "-", "-", "-"];
  return [...PERCENTILES.map((part) => duration(times.quantile(part))), duration(times.max)];
}
