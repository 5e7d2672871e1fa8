/**
 * `repeats`: what has failed before in this session and fails again in the same way.
 *
 * @module
 */
import type { AnalysisContext, BuiltInRule } from "./analyzer.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { observationKey } from "../state/memory.ts";
import { quotable } from "../text/clean.ts";

/** Twice may be a typing error or a second look; the third time is a pattern. */
const MANY = 3;
/** Of each end: what a program says first and what it says last tell its errors apart. A unit costs 0.1 us. */
const ERROR_END_UNITS = 500;

/**
 * Lists the rules of this analyzer.
 *
 * @returns Both.
 */
export function rules(): readonly BuiltInRule[] {
  return [
    { id: "repeats/command", severity: "guidance" },
    { id: "repeats/edit", severity: "guidance" },
  ];
}

/**
 * Names what failed: the command, and the command with its error; or the file whose text was not what it was taken for.
 *
 * @param call A failed command or an edit that did not match.
 * @param event The event: a sub-agent does not know what others have tried.
 * @returns The keys, in this order.
 */
export function observe(call: ToolCall, { agentType }: HookEvent): string[] {
  return call.command === "" ? [observationKey("mismatch", agentType, call.path)] : [
    observationKey("fail", agentType, plain(call.command)),
    observationKey("same", agentType, plain(call.command), shapeOf(call.error)),
  ];
}

/**
 * Compares a failure with those before it in the session.
 *
 * @param call A failed command or an edit that did not match.
 * @param context The event and the session's memory.
 * @returns One finding for a command that fails a third time, and not with a new error; or for a second edit of a file
 * that does not match.
 */
export function analyze(call: ToolCall, { event, memory }: AnalysisContext): Finding[] {
  const [first = "", same = ""] = observe(call, event);
  const times = (memory.get(first)?.count ?? 0) + 1;
  if (call.command === "") {
    return times < 2 ? [] : [{ rule: "repeats/edit", severity: "guidance", text: editText(call, times) }];
  }
  // A new error is progress: tests are run until they pass.
  if (times < MANY || !memory.has(same)) return [];
  return [{ rule: "repeats/command", severity: "guidance", text: commandText(times) }];
}

function commandText(times: number): string {
  return `this command has failed ${times} times in this session, and again with an error that it had before. ` +
    "Once more will not change that: read the first error in full, test the assumption behind the command with a " +
    "smaller one (does the file, port, service or version exist?), or go another way.";
}

function editText({ path }: ToolCall, times: number): string {
  return `edit number ${times} of \`${
    quotable(path, 120)
  }\` in this session whose old text is not what stands there. ` +
    "Do not edit from memory: read the lines around the place now and copy them; for many places at once, write the " +
    "whole file.";
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
 * Makes each run of blanks, line ends and units from the dot to a last one a single blank. No pattern, and a look at code
 * units only: in a new process an error of 500 units takes 0.1 ms so, 0.15 ms with a pattern, 0.35 ms by characters.
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
