/**
 * A replay for programs: one JSON object, written piece by piece.
 *
 * @module
 */
import { visibleJson } from "../../text/clean.ts";
import type { Histogram } from "../shared/histogram.ts";
import { outcomeObjects } from "../shared/outcome_view.ts";
import { hooksByCost, type ReplayReport, rulesByCount } from "./report.ts";

/**
 * Makes a report in JSON. Durations are in milliseconds.
 *
 * @returns The report.
 */
export function jsonReport(): ReplayReport {
  let first = true;
  return {
    start: () => '{"feedback":[',
    feedback: ({ at, result }, { file, line }) => {
      const { subject, rules, text, ms } = result;
      const time = Number.isNaN(at) ? null : new Date(at).toISOString();
      const comma = first ? "" : ",";
      first = false;
      return `${comma}\n${
        visibleJson(JSON.stringify({ file, line, time, subject, rules, text, ms: round(ms) }))
      }`;
    },
    end: ({ tally, files, filesDone, bytes, ms, stopped }) => {
      const summary = {
        files,
        filesDone,
        stopped,
        bytes,
        ms: round(ms),
        calls: tally.calls,
        replies: tally.replies,
        words: tally.words,
        rules: Object.fromEntries(rulesByCount(tally)),
        analysis: timesOf(tally.times),
        outcomes: outcomeObjects(tally.outcomes),
        hooks: hooksByCost(tally).map(({ command, event, runs, failures, words, times }) => ({
          command,
          event,
          runs,
          failures,
          words,
          times: timesOf(times),
        })),
        broken: tally.broken,
        brokenLines: tally.brokenPlaces,
      };
      // The summary's members follow the list of feedback in the same object.
      return `\n],${visibleJson(JSON.stringify(summary)).slice(1)}\n`;
    },
  };
}

function timesOf(times: Histogram): Readonly<Record<string, number>> {
  return {
    count: times.count,
    p50Ms: round(times.quantile(0.5)),
    p95Ms: round(times.quantile(0.95)),
    p99Ms: round(times.quantile(0.99)),
    maxMs: round(times.max),
    sumMs: round(times.sum),
  };
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
