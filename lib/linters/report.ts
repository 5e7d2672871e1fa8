/**
 * Turns the problems of one file into findings: worst first, each once.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";
import type { Finding } from "../event/finding.ts";
import { clean, cut } from "../text/clean.ts";
import type { LintProblem } from "./linter.ts";
import type { LinedText } from "./lined_text.ts";
import { lineEssence } from "./line_essence.ts";
import type { IsChanged } from "./changed_lines.ts";

/** What one linter found in a file. */
export interface Found {
  /** The linter. */
  readonly id: string;
  /** The problems to report. */
  readonly problems: readonly LintProblem[];
  /** The most findings of it; as many as there is room for when absent. */
  readonly most?: number | undefined;
  /** Writes the command that fixes problems of these rules; "" where there is none. */
  readonly fix: (codes: readonly string[]) => string;
}

/** What the report is about. */
export interface ReportContext {
  /** The file's name for the model; "" where the reply names it anyway. */
  readonly name: string;
  /** The file, for "once in a session". */
  readonly path: string;
  /** What it holds now. */
  readonly text: LinedText;
  /** Reports which lines the call wrote. */
  readonly isChanged: IsChanged;
  /** The most findings. */
  readonly most: number;
}

const MAX_MESSAGE_UNITS = 240;
/** A shorter line is a name or a bracket, which messages hold without quoting it. */
const MIN_QUOTED_UNITS = 12;
/** Places of one problem that are named. */
const MAX_PLACES = 5;
const WEIGHTS = { syntax: 0, error: 1, warning: 2 } as const;

/** Problems of one rule with the same message. */
interface Candidate {
  readonly id: string;
  readonly fix: Found["fix"];
  /** The problem to show. */
  readonly first: LintProblem;
  /** The others, on other lines. */
  readonly others: readonly LintProblem[];
}

/**
 * Makes findings of problems.
 *
 * @param found What each linter found, in the order of the table.
 * @param context The file and the change.
 * @returns The findings; the last one also says how to fix them and how many are left out.
 */
export function report(found: readonly Found[], context: ReportContext): Finding[] {
  const all = withoutRepeats(found.flatMap(({ id, problems, fix }) => groupProblems(id, fix, problems)));
  // In a file that cannot be parsed, all other problems follow from the first place.
  const broken = all.filter(({ first }) => first.level === "syntax")
    .toSorted((a, b) => byPlace(a.first, b.first))[0];
  const candidates = broken
    ? [{ ...broken, others: [] }]
    : all.toSorted((a, b) => WEIGHTS[a.first.level] - WEIGHTS[b.first.level] || byPlace(a.first, b.first));
  const fitting = withoutSurplus(candidates, found);
  const shown = fitting.slice(0, context.most);
  const left = candidates.filter((candidate) => !shown.includes(candidate))
    .flatMap(({ first, others }) => [first, ...others]);
  const notes = [...countNotes(left, context), ...fixNotes(shown)];
  return shown.map((candidate, index) => ({
    rule: `linters/${candidate.id}`,
    severity: "guidance",
    text: textOf(candidate, context) +
      (index === shown.length - 1 && notes.length > 0 ? ` (${notes.join("; ")})` : ""),
    topic: problemTopic(candidate.first, context),
  }));
}

/**
 * Names a problem for "once in a session".
 *
 * @param problem The problem.
 * @param file Its file and what that holds.
 * @returns A name that stays the same while the problem's line keeps its text, wherever the line is.
 */
export function problemTopic(
  problem: LintProblem,
  { path, text }: Pick<ReportContext, "path" | "text">,
): string {
  const line = text.lines[text.lineOf(problem) - 1] ?? "";
  return shortHash([path, problem.code, problem.message, lineEssence(line)].join("\n"));
}

/** Leaves out what is beyond a linter's own limit. */
function withoutSurplus(candidates: readonly Candidate[], found: readonly Found[]): Candidate[] {
  const left = new Map(found.map(({ id, most = Infinity }) => [id, most]));
  return candidates.filter(({ id }) => {
    const more = left.get(id) ?? 0;
    left.set(id, more - 1);
    return more > 0;
  });
}

/** Two problems of one rule on one line with one message are one; the same on several lines are one finding. */
function groupProblems(id: string, fix: Found["fix"], problems: readonly LintProblem[]): Candidate[] {
  const groups = new Map<string, LintProblem[]>();
  for (const problem of problems.toSorted(byPlace)) {
    const name = `${problem.level}\n${problem.code}\n${problem.message}`;
    const group = groups.get(name) ?? [];
    const last = group.at(-1);
    if (last?.line !== problem.line || last.cell !== problem.cell) group.push(problem);
    groups.set(name, group);
  }
  return [...groups.values()].flatMap(([first, ...others]) => first ? [{ id, fix, first, others }] : []);
}

/** Leaves out what another linter says about the same place. */
function withoutRepeats(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (!kept.some((other) => isSame(other, candidate))) kept.push(candidate);
  }
  return kept;
}

function isSame(a: Candidate, b: Candidate): boolean {
  return a.id !== b.id && a.first.line === b.first.line && a.first.cell === b.first.cell &&
    (a.first.column === b.first.column || ruleOf(a.first) === ruleOf(b.first));
}

/** `lint/suspicious/noDebugger`, `eslint(no-debugger)` and `no-debugger` are one rule. */
function ruleOf({ code }: LintProblem): string {
  return code.replace(/^.*[/(]/, "").replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

function countNotes(left: readonly LintProblem[], { text, isChanged }: ReportContext): string[] {
  const here = left.filter((problem) => isChanged(text.lineOf(problem))).length;
  return [
    ...(here > 0 ? [`${here} more on these lines`] : []),
    ...(left.length > here ? [`${left.length - here} elsewhere in the file`] : []),
  ];
}

function fixNotes(shown: readonly Candidate[]): string[] {
  const fixable = shown.filter(({ first, others }) => [first, ...others].some(({ fixable }) => fixable));
  return [...Map.groupBy(fixable, ({ id }) => id).values()].flatMap((candidates) => {
    const codes = [...new Set(candidates.map(({ first }) => first.code))];
    const command = candidates[0]?.fix(codes) ?? "";
    return command === "" ? [] : [`fix: ${command}`];
  });
}

function byPlace(a: LintProblem, b: LintProblem): number {
  return (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line || a.column - b.column;
}

function textOf({ first, others }: Candidate, context: ReportContext): string {
  const { line, column, cell, code, level } = first;
  const { name } = context;
  const file = name === "" ? "" : `${name}:`;
  const place = cell === undefined ? `${file}${line}:${column}` : `${file}cell ${cell}, ${line}:${column}`;
  const also = others.length === 0 ? "" : ` (also ${placesText(others)})`;
  const message = cut(clean(first.message).trim(), MAX_MESSAGE_UNITS);
  return quotesUnseen(first, context)
    ? `${place} ${cut(clean(code), 80) || level}${also}`
    : `${place} ${cut(clean(code), 80)} ${message}${also}`;
}

/** Whether a message holds a whole line that the call did not write. The line may hold a secret, which the model has not seen. */
function quotesUnseen({ message }: LintProblem, { text, isChanged }: ReportContext): boolean {
  return text.lines.some((line, index) => {
    if (line.length < MIN_QUOTED_UNITS || isChanged(index + 1)) return false;
    const quoted = line.trim();
    return quoted.length >= MIN_QUOTED_UNITS && quoted.length <= message.length && message.includes(quoted);
  });
}

function placesText(problems: readonly LintProblem[]): string {
  const named = problems.slice(0, MAX_PLACES).map(({ line, column, cell }) =>
    cell === undefined ? `${line}:${column}` : `cell ${cell}, ${line}:${column}`
  );
  const more = problems.length - named.length;
  return more === 0 ? `at ${named.join(", ")}` : `at ${named.join(", ")} and ${more} more`;
}
