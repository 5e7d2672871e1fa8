/**
 * Finds out whether a filter left the word "failed" and cut off the cause, and where the cause would be.
 *
 * @module
 */
import type { Filter, Run } from "./shell_runs.ts";
import { isOneOf } from "./word_list.ts";

const SEARCHERS = " grep egrep fgrep rg ag awk sed ";

/** A message that says only that something failed. */
const SYMPTOM =
  /failed|fails?\b|exited|exit (?:code|status)|could not compile|aborting|errors? generated|build stopped|details|\bError \d+$|to rerun|\b\d+ (?:errors?|problems?|failures?)\b|ELIFECYCLE|complete log|[Ll]ifecycle|not remade/;

/** What to look for in the whole output, by the family of the report. */
const MARKS: readonly (readonly [families: string, mark: string])[] = [
  [" jest ", "●"],
  [" vitest ", "FAIL"],
  [" pytest unittest ", "^E "],
  [" go ", "--- FAIL"],
  [" cargo ", "panicked at\\|^error"],
  [" tsc ", "error TS"],
  [" mocha cypress ava playwright ", "^ *[0-9]*) "],
  [" node-test ", "^not ok\\|✖"],
  [" rspec minitest ", "^ *[0-9]*) "],
  [" gradle maven dotnet ", "FAILED\\|error"],
];

/** An output that reports a failure. */
export interface ShownReport {
  /** The lines that can be seen. */
  readonly lines: readonly string[];
  /** Whether they hold the result of a run: the details come before it. */
  readonly isResult: boolean;
}

/** Clients leave out blank lines at the ends of an output. */
const MAX_TRIMMED_LINES = 2;

/**
 * Finds the filter that cut off why a program failed.
 *
 * @param run The program.
 * @param report The output, where it reports a failure.
 * @returns The filter as it was written, such as `tail -5`; "" where nothing was cut or the cause is shown.
 */
export function cutBy({ filters }: Run, { lines, isResult }: ShownReport): string {
  const count = lines.length + (isResult ? MAX_TRIMMED_LINES : 0);
  const filter = filters.find((filter) => maySkip(filter, count));
  return filter === undefined || lines.some(isCause)
    ? ""
    : filter.words.filter((word) => word !== "2>&1").join(" ");
}

/**
 * Says what to search for in the whole output of a failed run.
 *
 * @param family The family of its report.
 * @returns A pattern for grep.
 */
export function markOf(family: string): string {
  return MARKS.find(([families]) => isOneOf(families, family))?.[1] ?? "rror\\|FAIL";
}

/** Whether a filter may have left lines out: `tail -5` has not where fewer lines are there. */
function maySkip({ program, words }: Filter, lines: number): boolean {
  if (isOneOf(SEARCHERS, program)) return !words.includes("-v");
  if (program !== "tail" && program !== "head") return false;
  const [, count] = /(?:^|\s)(?:-n ?|-|--lines[= ])(\d+)/.exec(words.slice(1).join(" ")) ?? [];
  return lines >= Number(count ?? 10);
}

/** Whether a line says what is wrong: a place in a file, an assertion, or a message with a reason. */
function isCause(line: string): boolean {
  // The place of a rule is none of a cause, and a count names only the first file.
  if (/^Found \d+ errors? in /.test(line)) return false;
  const withoutMake = line.replace(/\[[^\]]*:\d+: [^\]]*\]/, "");
  const withoutCount = line.replace(/\d+ assertions\b|\bAssertions: \d+/, "");
  if (/\bon \S+ line \d+/.test(line) || /\w\.[A-Za-z]\w{0,5}(?::\d+|\(\d+)/.test(withoutMake)) return true;
  if (/\b(?:[Ee]xpected|[Rr]eceived|[Aa]ssert\w*|panicked at)\b|^E  +\S/.test(withoutCount)) return true;
  if (/^ +\d+:\d+ +(?:error|warning) /.test(line)) return true;
  const isMessage = /^(?:\S*(?:Error|Exception)|error(?:\[\w+\])?|fatal|ERROR|npm (?:error|ERR!))\b:? .+/
    .test(line);
  return isMessage && !SYMPTOM.test(line);
}
