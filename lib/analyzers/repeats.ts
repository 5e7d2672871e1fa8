/**
 * `repeats`: what a session has seen before: the same failure without a change, the same run without a change, a failure
 * that was there before the first change.
 *
 * @module
 */
import { type AnalysisContext, type BuiltInRule, type RememberContext, wantsAdvice } from "./analyzer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { observationKey, type SessionMemory } from "../state/memory.ts";
import { CHANGED, FORGOTTEN } from "../state/marks.ts";
import { quotable } from "../text/clean.ts";
import type { CheckRun } from "../text/check_run.ts";
import { mayCheck, quickCheck } from "../text/quick_check.ts";

/** Twice may be a typing error or a second look; the third time is a pattern. */
const MANY = 3;
/** Of each end: what a program says first and what it says last distinguish its errors. */
const ERROR_END_UNITS = 500;
/** After so many changes the failures of before do not matter. */
const MANY_CHANGES = 3;
const MAX_NAMED = 4;

/**
 * Lists the rules of this analyzer.
 *
 * @returns All of them.
 */
export function rules(): readonly BuiltInRule[] {
  return [
    { id: "repeats/command", severity: "guidance", adds: "fact" },
    { id: "repeats/edit", severity: "guidance", adds: "advice" },
    { id: "repeats/same-run", severity: "guidance", adds: "fact" },
    { id: "repeats/failing-before", severity: "guidance", adds: "fact" },
  ];
}

/**
 * Names what the session is to remember: a failed command, with its error; a file whose text was not what an edit took it
 * for; a run of a check, and what failed in it before the first change.
 *
 * @param call A failed command, an edit that did not match, or a run of a check.
 * @param context The event, and what the session remembers.
 * @returns The keys; those of a failed command come first.
 */
export async function observe(call: ToolCall, context: RememberContext): Promise<string[]> {
  if (call.command === "") return [observationKey("mismatch", context.event.agentId, call.path)];
  const check = await checkOf(call);
  const runs = check === undefined ? [] : runKeys(check, call, context.memory);
  // What fails before the first change has not been broken by this session.
  const failures = changesIn(context.memory) === 0 ? check?.failures ?? [] : [];
  return [
    ...(call.status === "failed" ? failureKeys(call, context) : []),
    ...runs,
    ...failures.map((failure) => observationKey("base", failure)),
  ];
}

function failureKeys(
  { command, error }: ToolCall,
  { event: { agentId }, memory }: RememberContext,
): string[] {
  const after = `${changesIn(memory)}`;
  return [
    observationKey("fail", agentId, after, plain(command)),
    observationKey("same", agentId, after, plain(command), shapeOf(error)),
  ];
}

function runKeys(check: CheckRun, { command }: ToolCall, memory: SessionMemory): string[] {
  const after = `${changesIn(memory)}`;
  return [
    observationKey("run", after, plain(check.source)),
    observationKey("line", after, plain(command)),
    ...(check.log === "" ? [] : [logKey(check, check.log, after)]),
  ];
}

function logKey({ source }: CheckRun, log: string, after: string): string {
  return observationKey("log", after, plain(source), log);
}

/** How many calls of the session may have changed files. */
function changesIn(memory: SessionMemory): number {
  return memory.get(CHANGED)?.count ?? 0;
}

async function checkOf({ command, output }: ToolCall): Promise<CheckRun | undefined> {
  if (!mayCheck(command)) return undefined;
  const known = quickCheck(command, output);
  if (known !== undefined) return known;
  const { checkRun } = await import("../text/check_run.ts");
  return checkRun(command, output);
}

/**
 * Compares a call with those before it in the session.
 *
 * @param call A failed command, an edit that did not match, or a run of a check.
 * @param context The event and the session's memory.
 * @returns At most one finding of each rule.
 */
export async function analyze(call: ToolCall, context: AnalysisContext): Promise<Finding[]> {
  const { memory } = context;
  if (call.command === "") return wantsAdvice(context) ? edits(call, context) : [];
  const check = await checkOf(call);
  return [
    ...(call.status === "failed" ? commands(call, context) : []),
    ...(check === undefined ? [] : [...sameRun(check, call, context), ...failingBefore(check, memory)]),
  ];
}

function edits(call: ToolCall, { event: { agentId }, memory }: RememberContext): Finding[] {
  const times = (memory.get(observationKey("mismatch", agentId, call.path))?.count ?? 0) + 1;
  if (times < 2) return [];
  return [{
    rule: "repeats/edit",
    severity: "guidance",
    text:
      `edit number ${times} of \`${
        quotable(call.path, 120)
      }\` in this session whose old text is not there. ` +
      "Do not edit from memory: read the lines around the place now and copy them; for many places at once, write the " +
      "whole file.",
  }];
}

function commands(call: ToolCall, context: RememberContext): Finding[] {
  const [first = "", same = ""] = failureKeys(call, context);
  const times = (context.memory.get(first)?.count ?? 0) + 1;
  // A new error is progress: tests are run until they pass.
  if (times < MANY || !context.memory.has(same)) return [];
  return [{
    rule: "repeats/command",
    severity: "guidance",
    text:
      `this command has failed ${times} times with nothing changed in between, and again with an error that it had ` +
      "before. Once more will not change that: read the first error in full, or test what the command assumes " +
      "with a smaller one.",
  }];
}

function sameRun(check: CheckRun, call: ToolCall, { event: { cwd }, memory }: RememberContext): Finding[] {
  const [run = "", line = ""] = runKeys(check, call, memory);
  if (check.filter === "" || !memory.has(run) || memory.has(line)) return [];
  const after = `${changesIn(memory)}`;
  const log = check.logs.find((log) =>
    (log === check.log || memory.has(logKey(check, log, after))) &&
    isNewer(log.startsWith("/") ? log : `${cwd}/${log}`, memory)
  );
  const source = quotable(check.source, 160);
  const whole = log === undefined
    ? `its result is the same. Search one whole output (\`${source} > ${check.newLog} 2>&1\`)`
    : `its whole output is in \`${quotable(log, 160)}\`. Search that file`;
  return [{
    rule: "repeats/same-run",
    severity: "guidance",
    topic: `${after} ${check.source}`,
    text:
      `\`${source}\` ran before with another filter, and no file was changed since: ${whole} instead of running it ` +
      "for each question.",
  }];
}

/** Whether a log was written after the last change. */
function isNewer(log: string, memory: SessionMemory): boolean {
  try {
    const { isFile, mtime } = Deno.lstatSync(log);
    return isFile && (mtime?.getTime() ?? 0) > (memory.get(CHANGED)?.lastAt ?? 0);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

function failingBefore({ failures }: CheckRun, memory: SessionMemory): Finding[] {
  const changes = changesIn(memory);
  const old = failures.filter((failure) => memory.has(observationKey("base", failure)));
  if (changes === 0 || old.length === 0) return [];
  const added = failures.filter((failure) => !old.includes(failure));
  // Who repairs the only failure there is knows that it is old.
  if (added.length === 0 && changes < MANY_CHANGES && !memory.has(FORGOTTEN)) return [];
  const since = changes === 1 ? "only change" : `first of ${changes} changes`;
  return [{
    rule: "repeats/failing-before",
    severity: "guidance",
    topic: `${old.join("\n")}\n\n${added.join("\n")}`,
    text: `failed already before the ${since} in this session: ${named(old)}.${
      added.length === 0 ? " No failure is new." : ` New since: ${named(added)}.`
    }`,
  }];
}

function named(failures: readonly string[]): string {
  const shown = failures.slice(0, MAX_NAMED).map((failure) => `\`${quotable(failure, 90)}\``).join(", ");
  return failures.length > MAX_NAMED ? `${shown} and ${failures.length - MAX_NAMED} more` : shown;
}

function plain(command: string): string {
  return collapsed(command.trim(), BLANK);
}
/** The error without what differs from run to run: times, process ids, counts. */
function shapeOf(error: string): string {
  const ends = error.length <= 2 * ERROR_END_UNITS
    ? error
    : `${error.slice(0, ERROR_END_UNITS)}\n${error.slice(-ERROR_END_UNITS)}`;
  return collapsed(ends, COLON);
}

const BLANK = 0x20;
const DOT = 0x2e;
/** From the dot to the colon are what numbers, times, versions and addresses consist of, and the slash. */
const COLON = 0x3a;

/**
 * Makes each run of blanks, line ends and units from the dot to a last one a single blank. No pattern, and code
 * units only: in a new process this is faster (`deno task bench --only costs`).
 */
function collapsed(text: string, last: number): string {
  let result = "";
  let kept = -1;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const isDropped = unit <= BLANK || unit >= DOT && unit <= last;
    if (isDropped === kept < 0) continue;
    if (isDropped) result += `${text.slice(kept, index)} `;
    kept = isDropped ? -1 : index;
  }
  return kept < 0 ? result : result + text.slice(kept);
}
