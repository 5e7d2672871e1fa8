/**
 * Finds programs of a command that failed, by their own reports in its output.
 *
 * @module
 */
import type { Run } from "./shell_runs.ts";
import { cutBy } from "./cut_cause.ts";
import { findReports, type ReportLine } from "./find_reports.ts";
import { AFTER_REPORT, GOOD_NEWS, type Report } from "./run_reports.ts";
import {
  ANY,
  dividersOf,
  isFilter,
  likeliest,
  mayReport,
  type Suspect,
  suspectsOf,
  within,
} from "./run_suspects.ts";
import { isOneOf } from "./word_list.ts";

/** A program that failed. */
export interface FailedRun {
  /** The program. */
  readonly run: Run;
  /** Whether it is certain that it is this one. */
  readonly isNamed: boolean;
  /** The line that says so. */
  readonly line: string;
  /** Whether output of something else comes after it, so that the end looks as if all went well. */
  readonly isCovered: boolean;
  /** The filter that cut off the cause of the failure; "" for none. */
  readonly cutBy: string;
  /** The file that holds all of the program's output; "" for none. */
  readonly log: string;
  /** The family of the report. */
  readonly family: string;
}

/** A reader takes the end for the result after so many lines of the same program, or so many of a later one. */
const COVERING_LINES = 20;
const LATER_LINES = 3;
const MAX_UNITS = 256 * 1024;
const MAX_LINES = 5000;
const MAX_LINE_UNITS = 1000;

/** Programs that print nothing when they work. */
const SILENT = " cd pushd popd set export unset exit return true : wait sleep mkdir rm cp mv touch kill ";

/**
 * Finds the program that failed.
 *
 * @param command The command line.
 * @param output Its output, without escape sequences.
 * @param which Whether only programs count whose exit code is hidden, as in a call that succeeded.
 * @returns The failure that is reported last; `undefined` for none.
 */
export function failedRun(command: string, output: string, which: "hidden" | "any"): FailedRun | undefined {
  const suspects = suspectsOf(command);
  if (isProvoked(suspects)) return undefined;
  const lines = linesOf(output);
  // One whose exit code is that of a call that succeeded has not failed.
  const possible = which === "any" ? suspects : suspects.filter(({ run }) => run.exit !== "kept");
  const { failures, goodNews } = reportsIn(lines, { suspects, possible });
  const counting = failures.filter(({ suspect }) => which === "any" || suspect.run.exit === "hidden");
  const last = counting.at(-1);
  if (last === undefined) return undefined;
  const { suspect, isNamed, family } = last;
  const result = counting.find((failure) => failure.suspect === suspect && isResult(failure.kind));
  const isGreenLater = goodNews.some((good) => good.index > last.index && isLater(good, { last, result }));
  return {
    run: suspect.run,
    isNamed,
    line: (lines[(result ?? last).index] ?? "").trim(),
    isCovered: isGreenLater || isCovered(lines.slice(last.index + 1), hasLater(suspects, suspect)),
    cutBy: cutBy(suspect.run, { lines, isResult: result !== undefined }),
    log: suspect.run.log,
    family,
  };
}

/**
 * Lists what failed: tests, files, lint problems, as the programs' own reports name them.
 *
 * @param command The command line.
 * @param output Its output, without escape sequences.
 * @returns The lines, in order.
 */
export function failuresOf(command: string, output: string): string[] {
  const suspects = suspectsOf(command);
  const lines = linesOf(output);
  return reportsIn(lines, { suspects, possible: suspects }).failures
    .filter(({ index, kind }) => kind === "detail" || kind === "part" && /^--- FAIL/.test(lines[index] ?? ""))
    .map(({ index, family }) =>
      `${family === "eslint" ? fileBefore(lines, index) : ""}${lines[index] ?? ""}`
    );
}

/** ESLint writes a file's name once, in front of its problems. */
function fileBefore(lines: readonly string[], index: number): string {
  const file = lines.slice(0, index).findLast((line) => /^\S/.test(line)) ?? "";
  return file === "" ? "" : `${file.slice(file.lastIndexOf("/") + 1)}: `;
}

function linesOf(output: string): string[] {
  return output.slice(0, MAX_UNITS).trimEnd().split("\n").slice(0, MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_UNITS).replace(/\r$/, ""));
}

function isResult(kind: Report[1]): boolean {
  return kind === "summary" || kind === "part";
}

/** A change that is put away for the run is a check of the old state, which is expected to fail. */
function isProvoked(suspects: readonly Suspect[]): boolean {
  const stashes = suspects.filter(({ run: { program, words } }) => program === "git" && words[1] === "stash");
  return stashes.length > 1 && /^(?:pop|apply)$/.test(stashes.at(-1)?.run.words[2] ?? "");
}

/** A line that reports a failure, and the program that printed it. */
interface Failure {
  readonly index: number;
  readonly family: string;
  readonly kind: Report[1];
  readonly suspect: Suspect;
  readonly isNamed: boolean;
}

interface Suspects {
  /** All programs of the command. */
  readonly suspects: readonly Suspect[];
  /** Those that may have failed. */
  readonly possible: readonly Suspect[];
}

/** What the programs reported. */
interface Reports {
  readonly failures: readonly Failure[];
  /** Lines that say that all went well. */
  readonly goodNews: readonly Omit<Failure, "isNamed">[];
}

function reportsIn(lines: readonly string[], { suspects, possible }: Suspects): Reports {
  const shown = suspects.filter(({ run, families }) => run.isShown && families !== "");
  const matches = findReports(lines, (family) => shown.some((suspect) => mayReport(suspect, family)));
  const dividers = dividersOf(suspects, lines);
  const failures = matches.filter((match) => match.isBad && !isTakenBack(match, matches, shown))
    .flatMap(({ index, report: [family, kind] }) => {
      const here = within(suspects, index, dividers).filter(({ run }) => run.isShown);
      if (kind === "word" && here.some(({ isQuoting }) => isQuoting)) return [];
      const likely = likeliest(family, here.filter((suspect) => possible.includes(suspect)));
      // One that shows its exit code has said itself whether it failed.
      const suspect = likely.find(({ run }) => run.exit === "shown") ?? likely[0];
      // Where one of them worked, a failure that is shown may be the text's.
      const isShownText = suspect?.families === ANY && here.some(({ isQuoting }) => isQuoting) &&
        matches.some(({ isBad }) => !isBad);
      if (isShownText) return [];
      if (suspect !== undefined && family === "python" && !isOwnTraceback(lines[index + 1] ?? "", suspect)) {
        return [];
      }
      const isNamed = new Set(likely.map(({ run }) => run.program)).size === 1;
      return suspect === undefined ? [] : [{ index, family, kind, suspect, isNamed }];
    });
  // What has a form of its own is not a message of a program that runs others.
  const own = new Set(failures.filter(({ suspect }) => suspect.families !== ANY).map(({ index }) => index));
  return {
    failures: failures.filter(({ index, suspect }) => suspect.families !== ANY || !own.has(index))
      .sort((one, other) => one.index - other.index),
    goodNews: matches.filter(({ isBad }) => !isBad).flatMap(({ index, report: [family, kind] }) => {
      const [suspect] = likeliest(family, within(suspects, index, dividers).filter(({ run }) => run.isShown));
      return suspect === undefined ? [] : [{ index, family, kind, suspect }];
    }),
  };
}

/** Whether the outermost frame of a traceback is that of the program, and not one in a text that it shows. */
function isOwnTraceback(frame: string, { run: { program, words } }: Suspect): boolean {
  const names = [program, ...words].map((word) => word.slice(word.lastIndexOf("/") + 1).replace(/\.py$/, ""))
    .flatMap((word) => [word, word.slice(word.lastIndexOf(".") + 1)]).filter((name) =>
      /^\w[\w-]*$/.test(name)
    );
  const [, file = ""] = /^ *File "([^"]*)"/.exec(frame) ?? [];
  return /^<(?:string|stdin|frozen runpy)>$/.test(file) ||
    names.includes(file.slice(file.lastIndexOf("/") + 1).replace(/\.py$/, ""));
}

/** Whether good news is that of a later run, so that it covers a failure rather than takes it back. */
function isLater(
  good: Reports["goodNews"][number],
  { last, result }: { readonly last: Failure; readonly result: Failure | undefined },
): boolean {
  return good.suspect.order > last.suspect.order ||
    (good.kind === "summary" && result?.kind === "summary" && result.family === good.family);
}

/** Whether good news after a line says that the line was not about the program itself. */
function isTakenBack(
  { index, report: [family, kind, hint] }: ReportLine,
  matches: readonly ReportLine[],
  shown: readonly Suspect[],
): boolean {
  if (kind === "part") return false;
  const later = matches.filter((match) => !match.isBad && match.index > index);
  if (kind !== "summary") {
    return likeliest(family, shown).some((suspect) =>
      later.some(({ report: [other] }) => mayReport(suspect, other))
    );
  }
  // A runner may have started the same program several times.
  const runs = shown.filter((suspect) => mayReport(suspect, family));
  return runs.length === 1 && runs[0]?.families !== ANY &&
    later.some(({ report: [other, , otherHint] }) => other === family && otherHint === hint);
}

/** Whether a program that prints comes after another one. */
function hasLater(suspects: readonly Suspect[], { order }: Suspect): boolean {
  return suspects.some((suspect) =>
    suspect.order > order && suspect.run.isShown && !isOneOf(SILENT, suspect.run.program) &&
    !isFilter(suspect)
  );
}

function isCovered(rest: readonly string[], hasLater: boolean): boolean {
  const after = new RegExp(AFTER_REPORT);
  const others = rest.filter((line) => line.trim() !== "" && !after.test(line));
  if (!hasLater) return others.length >= COVERING_LINES;
  const goodNews = new RegExp(GOOD_NEWS, "i");
  return others.length >= LATER_LINES || others.some((line) => goodNews.test(line));
}
