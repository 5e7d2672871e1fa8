/**
 * A replay for a person at a terminal.
 *
 * @module
 */
import { bar, duration, percent, pluralize, size, textTable } from "../../text/columns.ts";
import { localTime } from "../../text/day.ts";
import { clean } from "../../text/clean.ts";
import type { Style } from "../../system/terminal.ts";
import { OUTCOMES_TITLE, outcomeText } from "../shared/outcome_view.ts";
import { hooksByCost, type ReplayReport, rulesByCount, type Summary } from "./report.ts";
import type { ReplayedCall, SessionLine } from "./session.ts";
import type { Tally } from "./tally.ts";

const BAR_COLUMNS = 20;
const MAX_BROKEN_SHOWN = 20;

/** How the text looks. */
export interface TextReportOptions {
  /** Styles a piece of text, or leaves it plain. */
  readonly style: (style: Style, text: string) => string;
  /** The most columns that tables may have. */
  readonly width: number;
}

/**
 * Makes a report in plain text.
 *
 * @param options How the text looks.
 * @returns The report.
 */
export function textReport({ style, width }: TextReportOptions): ReplayReport {
  const title = (text: string): string => `\n${style("bold", text)}\n`;
  return {
    start: () => "",
    feedback: ({ at, result }: ReplayedCall, { file, line }: SessionLine) => {
      const when = Number.isNaN(at) ? "" : `  ${localTime(at, "minute")}`;
      const lines = result.text.split("\n").map((text) => `  ${text}\n`).join("");
      return `${style("cyan", `${clean(file)}:${line}`)}${style("dim", when)}\n${lines}\n`;
    },
    end: (summary) =>
      [
        overview(summary),
        section(title("Rules"), ruleTable(summary.tally, width)),
        section(title(OUTCOMES_TITLE), outcomeText(summary.tally.outcomes, width)),
        section(title("Hooks in these sessions"), hookTable(summary.tally, width)),
        section(title("Lines that cannot be read"), brokenLines(summary.tally)),
      ].join(""),
  };
}

function section(title: string, body: string): string {
  return body === "" ? "" : title + body;
}

function overview({ tally, files, filesDone, bytes, ms, stopped }: Summary): string {
  const read = stopped ? `${filesDone} of ${pluralize(files, "file")}, stopped` : pluralize(files, "file");
  const { times } = tally;
  return [
    `${read}, ${size(bytes)}, ${pluralize(tally.calls, "call")} in ${duration(ms)}`,
    `feedback on ${pluralize(tally.replies, "call")} (${percent(tally.replies, tally.calls)}), ` +
    pluralize(tally.words, "word"),
    ...(times.count === 0 ? [] : [
      `analysis: half within ${duration(times.quantile(0.5))}, 95 % within ${
        duration(times.quantile(0.95))
      }, ` +
      `longest ${duration(times.max)}`,
    ]),
  ].map((line) => `${line}\n`).join("");
}

function ruleTable(tally: Tally, width: number): string {
  const rules = rulesByCount(tally);
  const most = rules[0]?.[1] ?? 1;
  const rows = rules.map(([rule, count]) => [rule, String(count), bar(count / most, BAR_COLUMNS)]);
  return textTable(rows, { head: ["", ">", ""], width });
}

function hookTable(tally: Tally, width: number): string {
  const rows = hooksByCost(tally).map(({ command, event, runs, failures, words, times }) => [
    command === "" ? "(not recorded)" : clean(command),
    clean(event),
    String(runs),
    String(failures),
    times.count === 0 ? "-" : duration(times.quantile(0.5)),
    times.count === 0 ? "-" : duration(times.max),
    times.count === 0 ? "-" : duration(times.sum),
    String(words),
  ]);
  const head = ["command", "event", "runs>", "failed>", "median>", "longest>", "in all>", "words>"];
  return textTable(rows, { head, width });
}

function brokenLines({ broken, brokenPlaces }: Tally): string {
  const shown = brokenPlaces.slice(0, MAX_BROKEN_SHOWN);
  const lines = shown.map(({ file, line, reason }) => `${clean(file)}:${line}  ${clean(reason)}\n`);
  const more = broken - shown.length;
  return lines.join("") + (more > 0 ? `and ${more} more\n` : "");
}
