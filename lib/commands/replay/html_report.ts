/**
 * A replay as a page.
 *
 * @module
 */
import { columnChart, dataTable, factList, html, type Markup, page, section } from "../../text/html.ts";
import { duration, percent, pluralize, size } from "../../text/columns.ts";
import { hooksByCost, type ReplayReport, rulesByCount, type Summary } from "./report.ts";
import type { Tally } from "./tally.ts";

/** A page with more is slow to open; the numbers count all. */
const MAX_FEEDBACK = 500;
/** So that the time doubles about every second column. */
const CLASSES_A_COLUMN = 8;

/**
 * Makes a report that is one page.
 *
 * @returns The report; all of the page is in its end.
 */
export function htmlReport(): ReplayReport {
  const feedback: Markup[] = [];
  return {
    start: () => "",
    feedback: ({ at, result }, { file, line }) => {
      if (feedback.length < MAX_FEEDBACK) {
        const when = Number.isNaN(at) ? "" : new Date(at).toISOString().slice(0, 16).replace("T", " ");
        feedback.push(html`
          <details>
            <summary><code>${result.subject}</code> ${result.rules.join(", ")}
          <span class="soft">${when}</span></summary>
            <p class="soft">${file}:${line}</p>
            <pre>${result.text}</pre>
          </details>
        `);
      }
      return "";
    },
    end: (summary) => page("fasthook: replay", body(summary, feedback)),
  };
}

function body(summary: Summary, feedback: readonly Markup[]): readonly Markup[] {
  const { tally, files, filesDone, bytes, ms, stopped } = summary;
  const read = stopped ? `${filesDone} of ${pluralize(files, "file")}, stopped` : pluralize(files, "file");
  const span = tally.span === undefined ? "" : `, ${day(tally.span.from)} to ${day(tally.span.to)}`;
  const more = tally.replies > feedback.length ? `The first ${feedback.length} of ${tally.replies}.` : "";
  return [
    html`
      <p class="soft">${read}, ${size(bytes)}${span}; analysed in ${duration(ms)}</p>
    `,
    factList([
      ["tool calls", String(tally.calls)],
      ["with feedback", `${tally.replies} (${percent(tally.replies, tally.calls)})`],
      ["words", String(tally.words)],
      ["median analysis", duration(tally.times.quantile(0.5))],
      ["95 % within", duration(tally.times.quantile(0.95))],
    ]),
    section("Rules", ruleTable(tally)),
    section("Time of an analysis", timeChart(tally)),
    section("Hooks in these sessions", hookTable(tally)),
    section("Feedback", feedback.length === 0 ? { html: "" } : html`<p class="soft">${more}</p>${feedback}`),
    section("Lines that cannot be read", brokenTable(tally)),
  ];
}

function ruleTable(tally: Tally): Markup {
  const rules = rulesByCount(tally);
  const most = rules[0]?.[1] ?? 1;
  return dataTable(["rule", "calls>", "bars"], rules.map(([rule, count]) => [rule, count, count / most]));
}

function timeChart({ times }: Tally): Markup {
  const bars = times.classes(CLASSES_A_COLUMN).map(({ from, to, count }) => ({
    label: `${duration(from)} to ${duration(to)}`,
    value: count,
  }));
  return columnChart("Analyses by time", bars);
}

function hookTable(tally: Tally): Markup {
  return dataTable(
    ["command", "event", "runs>", "failed>", "median>", "longest>", "in all>", "words>"],
    hooksByCost(tally).map(({ command, event, runs, failures, words, times }) => [
      command === "" ? "(not recorded)" : command,
      event,
      runs,
      failures,
      times.count === 0 ? "-" : duration(times.quantile(0.5)),
      times.count === 0 ? "-" : duration(times.max),
      times.count === 0 ? "-" : duration(times.sum),
      words,
    ]),
  );
}

function brokenTable({ broken, brokenPlaces }: Tally): Markup {
  const table = dataTable(
    ["line", "why"],
    brokenPlaces.map(({ file, line, reason }) => [`${file}:${line}`, reason]),
  );
  const more = broken - brokenPlaces.length;
  return more > 0 ? html`${table}<p class="soft">and ${more} more</p>` : table;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
