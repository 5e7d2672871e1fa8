/**
 * A replay as a page.
 *
 * @module
 */
import { dataTable, factList, html, type Markup, section } from "../../text/html.ts";
import { localDay, localTime } from "../../text/day.ts";
import { duration, percent, pluralize, size } from "../../text/columns.ts";
import { chartPage } from "../shared/charts.ts";
import { outcomeCells, OUTCOMES_HEAD, OUTCOMES_NOTE, OUTCOMES_TITLE } from "../shared/outcome_view.ts";
import { headerText } from "../shared/page_header.ts";
import { timeChart } from "../shared/time_chart.ts";
import { hooksByCost, type ReplayReport, rulesByCount, type Summary } from "./report.ts";
import type { ReplayedCall, SessionLine } from "./session.ts";
import type { Tally } from "./tally.ts";

/** A page with more is slow to open; the numbers count all. */
const MAX_FEEDBACK = 500;
/** So that a rule that speaks often leaves room for the others. */
const MAX_OF_A_RULE = 50;

/** What was said of one rule. */
type ByRule = Map<string, { readonly shown: Markup[]; count: number }>;

/**
 * Makes a report that is one page.
 *
 * @param command The command line that asked for it.
 * @returns The report; all of the page is in its end.
 */
export function htmlReport(command: string): ReplayReport {
  const rules: ByRule = new Map();
  let shown = 0;
  return {
    start: () => "",
    feedback: (call, place) => {
      for (const finding of call.result.findings) {
        const entry = rules.get(finding.rule) ?? { shown: [], count: 0 };
        rules.set(finding.rule, entry);
        entry.count++;
        if (shown >= MAX_FEEDBACK || entry.shown.length >= MAX_OF_A_RULE) continue;
        entry.shown.push(feedbackItem(call, finding.text, place));
        shown++;
      }
      return "";
    },
    end: async (summary) =>
      await chartPage("fasthook: replay", [
        html`
          <p class="soft">${headerText(command, summary.tally.projects)}</p>
        `,
        ...body(summary, rules),
      ]),
  };
}

function feedbackItem({ at, result }: ReplayedCall, text: string, { file, line }: SessionLine): Markup {
  const when = Number.isNaN(at) ? "" : localTime(at, "minute");
  return html`
    <details>
      <summary><code>${result.subject}</code>: ${firstSentence(text)}</summary>
      <p class="soft">${file}:${line} ${when}</p>
      <pre>${result.text}</pre>
    </details>
  `;
}

/** A sentence ends before a blank, not inside of a name such as "app.ts". */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}

function body(summary: Summary, rules: ByRule): readonly Markup[] {
  const { tally, files, filesDone, bytes, ms, stopped } = summary;
  const read = stopped ? `${filesDone} of ${pluralize(files, "file")}, stopped` : pluralize(files, "file");
  const span = tally.span === undefined ? "" : `, ${localDay(tally.span.from)} to ${localDay(tally.span.to)}`;
  return [
    html`
      <p class="soft">${read}, ${size(bytes)}${span}; analysed in ${duration(ms)}</p>
    `,
    factList([
      { name: "tool calls", value: String(tally.calls) },
      { name: "with feedback", value: String(tally.replies), note: percent(tally.replies, tally.calls) },
      { name: "words", value: String(tally.words) },
      {
        name: "an analysis",
        value: duration(tally.times.quantile(0.5)),
        note: `median; 95 % within ${duration(tally.times.quantile(0.95))}`,
      },
    ]),
    section("Rules", ruleTable(tally)),
    section(OUTCOMES_TITLE, outcomeTable(tally)),
    section("Time of an analysis", timeChart(tally.times, "calls")),
    section("Hooks in these sessions", hookTable(tally)),
    section("Feedback by rule", feedbackByRule(tally, rules)),
    section("Lines that cannot be read", brokenTable(tally)),
  ];
}

function ruleTable(tally: Tally): Markup {
  const rules = rulesByCount(tally);
  const most = rules[0]?.[1] ?? 1;
  return dataTable(
    ["rule", "calls>", ""],
    rules.map(([rule, count]) => [html`<a href="#${anchorOf(rule)}">${rule}</a>`, count, [count / most]]),
  );
}

function anchorOf(rule: string): string {
  return `rule-${encodeURIComponent(rule)}`;
}

function feedbackByRule(tally: Tally, rules: ByRule): Markup {
  const parts = rulesByCount(tally).map(([rule]) => {
    const { shown, count } = rules.get(rule) ?? { shown: [], count: 0 };
    const more = count > shown.length ? `The first ${shown.length} of ${count}.` : "";
    return html`
      <h3 id="${anchorOf(rule)}">${rule}</h3>
      <p class="soft">${more}</p>
      ${shown}
    `;
  });
  return html`${parts}`;
}

function outcomeTable({ outcomes }: Tally): Markup {
  const table = dataTable(OUTCOMES_HEAD, outcomeCells(outcomes));
  return table.html === "" ? table : html`${table}<p class="soft">${OUTCOMES_NOTE}</p>`;
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
