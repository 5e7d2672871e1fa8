/**
 * `rules`: the rules of the user's configuration and of its packs.
 *
 * @module
 */
import type { AnalysisContext, BuiltInRule } from "./analyzer.ts";
import { findIn, type MatchPlace } from "../config/rules/match.ts";
import { type Rule, textsOf } from "../config/rules/rule.ts";
import type { ConfigProblem } from "../config/settings.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { quotable } from "../text/clean.ts";
import { PatternError } from "../text/pattern.ts";
import { type ScanTime, takeSteps } from "../text/scan_within.ts";
import { fillPlaceholders } from "../text/placeholders.ts";

const MAX_MATCH_UNITS = 80;
const MAX_SUBJECT_UNITS = 120;

/** What the patterns of a repository may take of an event, in milliseconds. Ordinary rules take less than one. */
const REPOSITORY_MS = 15;

/** These take 14 ms at most, and ordinary rules of a repository need no more. */
const FREE_STEPS = 200_000;
/** A glob takes as long as so many steps. */
const GLOB_STEPS = 100;

/** An event may have many calls, which share its time. */
const times = new WeakMap<HookEvent, ScanTime>();

/**
 * Lists the rules of this analyzer.
 *
 * @returns None: all its rules come from the configuration.
 */
export function rules(): readonly BuiltInRule[] {
  return [];
}

/**
 * Checks a call with every rule that looks at such calls.
 *
 * @param call Any call.
 * @param context The event, the settings, and where to report rules that cannot be used.
 * @returns A finding for each rule that matches.
 */
export function analyze(call: ToolCall, context: AnalysisContext): Promise<Finding[]> {
  const { event, host: { clock }, settings: { rules, projectDir }, report } = context;
  const time = times.get(event) ?? {
    clock,
    endsAt: clock() + REPOSITORY_MS,
    freeSteps: FREE_STEPS,
    isOver: false,
  };
  times.set(event, time);
  return findingsOf(call, { event, projectDir, textOf: textsOf(call), rules, report, time });
}

/** The rules, the event, and where to report rules that cannot be used. */
export interface Asking extends MatchPlace {
  /** The rules. */
  readonly rules: readonly Rule[];
  /** Reports a rule that cannot be used. */
  readonly report: AnalysisContext["report"];
}

/**
 * Checks a call with rules.
 *
 * @param call A call.
 * @param asking The rules, and where they are asked.
 * @returns A finding for each rule that matches, in their order.
 */
export async function findingsOf(call: ToolCall, asking: Asking): Promise<Finding[]> {
  const refused: Refused[] = [];
  const late: Rule[] = [];
  const findings = asking.rules.flatMap((rule) => {
    const time = rule.scope === "repository" ? asking.time : undefined;
    if (time !== undefined) takeSteps(time, GLOB_STEPS * (rule.when.files?.length ?? 0));
    try {
      const match = time?.isOver === true ? undefined : findIn(rule, call, asking);
      if (time?.isOver === true) late.push(rule);
      return match === undefined ? [] : [finding(rule, call, match)];
    } catch (error) {
      // A rule that cannot be used is left out; the others are asked.
      if (!(error instanceof PatternError)) throw error;
      refused.push({ rule, pattern: error.source });
      return [];
    }
  });
  if (refused.length > 0) await report(refused, asking);
  if (late[0] !== undefined) asking.report(slowRules(late[0], late.length));
  return findings;
}

function slowRules({ id, source }: Rule, count: number): ConfigProblem {
  return {
    source,
    line: 0,
    message:
      `${id}${count > 1 ? ` and ${count - 1} more` : ""}: left out, because the patterns of a repository ` +
      `may take ${REPOSITORY_MS} ms of an event, and others took that`,
    fix: "make the patterns simpler, or copy the rules into your own configuration",
  };
}

/** A rule, and which of its patterns cannot be used. */
interface Refused {
  readonly rule: Rule;
  readonly pattern: string;
}

async function report(refused: readonly Refused[], { report }: Asking): Promise<void> {
  const { patternProblem } = await import("../text/pattern_problem.ts");
  for (const { rule: { id, source }, pattern } of refused) {
    const { message, fix } = patternProblem(pattern);
    report({ source, line: 0, message: `${id}: ${message}`, fix });
  }
}

function finding({ id, severity, text, scope }: Rule, call: ToolCall, match: string): Finding {
  // A match is set off from the words around it, once.
  const template = text.replaceAll("`{match}`", "{match}");
  const filled = fillPlaceholders(template, (name) => wordFor(name, call, match));
  return { rule: id, severity, text: filled, ...(scope !== "pack" && { by: scope }) };
}

function wordFor(name: string, { path, command, tool }: ToolCall, match: string): string | undefined {
  switch (name) {
    case "file":
      // The reply names the whole path above.
      return quotable(nameOf(path) || "the file", MAX_SUBJECT_UNITS);
    case "command":
      return quotable(command, MAX_SUBJECT_UNITS);
    case "match":
      return `\`${quotable(match, MAX_MATCH_UNITS)}\``;
    case "tool":
      return quotable(tool, MAX_MATCH_UNITS);
    default:
      return undefined;
  }
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
