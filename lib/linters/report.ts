/**
 * What is told of all that linters found in one file: the call's own problems, worst first, once each.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";
import type { Finding } from "../event/finding.ts";
import { clean, cut } from "../text/clean.ts";
import type { LintProblem } from "./linter.ts";
import type { IsChanged } from "./changed_lines.ts";

/** What one linter found in a file. */
export interface Found {
  /** The linter. */
  readonly id: string;
  /** Its problems: those that are deferred, or the others. */
  readonly problems: readonly LintProblem[];
  /** The command that mends them; "" where there is none. */
  readonly fix: string;
}

/** What the report is about. */
export interface ReportContext {
  /** The file as the model shall read it; "" where the reply names it anyway. */
  readonly name: string;
  /** The file, for "once in a session". */
  readonly path: string;
  /** What it holds now. */
  readonly text: string;
  /** Which lines the call changed. */
  readonly isChanged: IsChanged;
  /** The most findings. */
  readonly most: number;
}

const MAX_MESSAGE_UNITS = 240;
const WEIGHTS = { syntax: 0, error: 1, warning: 2 } as const;

interface Candidate extends LintProblem {
  readonly id: string;
  readonly fix: string;
}

/**
 * Makes findings of problems.
 *
 * @param found What each linter found, in the order of the table.
 * @param context The file and the change.
 * @returns The findings; the last one also says how to mend them and how many are left out.
 */
export function report(found: readonly Found[], context: ReportContext): Finding[] {
  const all = found.flatMap(({ id, problems, fix }) =>
    problems.map((problem): Candidate => ({ ...problem, id, fix }))
  );
  const own = all.filter(({ level, line }) => level === "syntax" || context.isChanged(line));
  // When a file cannot be read, all else that is said about it is a consequence of the first place.
  const broken = own.filter(({ level }) => level === "syntax").toSorted(byPlace)[0];
  const mine = broken
    ? [broken]
    : merged(own).toSorted((a, b) => WEIGHTS[a.level] - WEIGHTS[b.level] || byPlace(a, b));
  const told = mine.slice(0, context.most);
  const lines = context.text.split("\n");
  const elsewhere = broken ? 0 : merged(all.filter((problem) => !own.includes(problem))).length;
  const notes = [
    ...(mine.length > told.length ? [`${mine.length - told.length} more on these lines`] : []),
    ...(elsewhere > 0 ? [`${elsewhere} elsewhere in the file`] : []),
    ...[...new Set(told.flatMap(({ fixable, fix }) => fixable && fix !== "" ? [`fix: ${fix}`] : []))],
  ];
  return told.map((problem, index) => ({
    rule: `linters/${problem.id}`,
    severity: "guidance",
    text: textOf(problem, context.name) +
      (index === told.length - 1 && notes.length > 0 ? ` (${notes.join("; ")})` : ""),
    topic: shortHash(
      [context.path, problem.code, problem.message, lines[problem.line - 1]?.trim()].join("\n"),
    ),
  }));
}

function byPlace(a: LintProblem, b: LintProblem): number {
  return a.line - b.line || a.column - b.column;
}

function textOf({ line, column, code, message }: LintProblem, name: string): string {
  const place = name === "" ? `${line}:${column}` : `${name}:${line}:${column}`;
  return `${place} ${cut(clean(code), 80)} ${cut(clean(message).trim(), MAX_MESSAGE_UNITS)}`;
}

/** Leaves out what another linter, or the same one, says about the same place already. */
function merged(problems: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const problem of problems) {
    if (!kept.some((other) => isSame(other, problem))) kept.push(problem);
  }
  return kept;
}

function isSame(a: Candidate, b: Candidate): boolean {
  if (a.line !== b.line) return false;
  return a.id === b.id
    ? a.code === b.code && a.column === b.column
    : a.column === b.column || ruleOf(a) === ruleOf(b);
}

/** `lint/suspicious/noDebugger`, `eslint(no-debugger)` and `no-debugger` are one rule. */
function ruleOf({ code }: LintProblem): string {
  return code.replace(/^.*[/(]/, "").replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}
