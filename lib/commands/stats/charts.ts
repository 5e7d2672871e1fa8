/**
 * The charts of the statistics.
 *
 * @module
 */
import type { Markup } from "../../text/html.ts";
import { barChart } from "../shared/charts.ts";
import type { SessionPart } from "./tally.ts";
import type { Period } from "./timeline.ts";

/** As many rules as there are colours that can be told apart; the others are one part. */
const MAX_RULES = 5;
const FIRST_TONE = 2;
const LAST_TONE = 7;

/**
 * Draws events over time, those with feedback and those without in one bar.
 *
 * @param periods The pieces of time.
 * @returns The chart.
 */
export function eventChart(periods: readonly Period[]): Markup {
  const labels = periods.map(({ label }) => label);
  const [first = "", last = ""] = [labels[0], labels.at(-1)];
  const isOneDay = first.slice(0, 10) === last.slice(0, 10);
  // A day's name needs no year; a time of one day needs no day.
  const tick = (label: string): string => label.slice(isOneDay && label.length > 10 ? 11 : 5);
  return barChart({
    name: `Events from ${first} to ${last}`,
    over: "local time",
    unit: "events",
    labels,
    ticks: labels.map(tick),
    series: [
      { name: "with feedback", tone: 2, values: periods.map(({ replies }) => replies) },
      { name: "silent", tone: 0, values: periods.map(({ events, replies }) => events - replies) },
    ],
  });
}

/**
 * Draws what was reported of each rule, day by day.
 *
 * @param days The counts by local day and rule.
 * @returns The chart; nothing for less than two days.
 */
export function ruleChart(days: ReadonlyMap<string, ReadonlyMap<string, number>>): Markup {
  const labels = allDays([...days.keys()].sort());
  if (labels.length < 2) return { html: "" };
  const sums = new Map<string, number>();
  for (const rules of days.values()) {
    for (const [rule, count] of rules) sums.set(rule, (sums.get(rule) ?? 0) + count);
  }
  const sorted = [...sums].sort(([a, sum], [b, other]) => other - sum || (a < b ? -1 : 1)).map(([rule]) =>
    rule
  );
  const [shown, others] = [sorted.slice(0, MAX_RULES), sorted.slice(MAX_RULES)];
  const valuesOf = (rules: readonly string[]): readonly number[] =>
    labels.map((day) => rules.reduce((sum, rule) => sum + (days.get(day)?.get(rule) ?? 0), 0));
  return barChart({
    name: "Findings that were reported, by day and rule",
    over: "local day",
    unit: "findings",
    labels,
    ticks: labels.map((label) => label.slice(5)),
    series: [
      ...shown.map((name, at) => ({ name, tone: FIRST_TONE + at, values: valuesOf([name]) })),
      ...(others.length === 0
        ? []
        : [{ name: `${others.length} other rules`, tone: LAST_TONE, values: valuesOf(others) }]),
    ],
  });
}

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;

/** Days without a finding have a bar too. */
function allDays(days: readonly string[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)].map((day) => Date.parse(`${day}T12:00:00Z`));
  if (first === undefined || last === undefined || !(last >= first)) return [];
  const count = Math.min(MAX_DAYS, Math.round((last - first) / DAY_MS) + 1);
  return Array.from(
    { length: count },
    (_, at) => new Date(last - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  );
}

/**
 * Draws how often events get feedback, by how far their session is.
 *
 * @param parts The parts of all sessions.
 * @returns The chart.
 */
export function partChart(parts: readonly SessionPart[]): Markup {
  const known = parts.filter(({ events }) => events > 0);
  const labels = known.map(({ first, last }) => last === Infinity ? `from ${first}` : `${first} to ${last}`);
  return barChart({
    name: "Share of events with feedback, by how many events the session had before",
    over: "event of the session",
    unit: "%",
    labels,
    ticks: labels,
    series: [{
      name: "with feedback",
      tone: 2,
      values: known.map(({ events, replies }) => Math.round(1000 * replies / events) / 10),
    }],
  });
}
