/**
 * `rules`: what the user's own configuration and its packs look for.
 *
 * @module
 */
import type { BuiltInRule, Context } from "../analysis.ts";
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";
import { PatternError } from "../pattern.ts";
import { findIn, type Rule, textsOf } from "../rule.ts";
import { quotable } from "../text.ts";

const MAX_MATCH_UNITS = 80;
const MAX_SUBJECT_UNITS = 120;

/** No rule is built in here: all of them come from configurations and packs. */
export const RULES: readonly BuiltInRule[] = [];

/**
 * Asks every rule that looks at a call.
 *
 * @param call Any call.
 * @param context The event, the settings, and where to report rules that cannot be used.
 * @returns A finding for each rule that matches.
 */
export function analyze(call: ToolCall, context: Context): Finding[] | Promise<Finding[]> {
  const { event, settings: { rules, projectDir } } = context;
  const place = { event, projectDir, textOf: textsOf(call) };
  const refused: Refused[] = [];
  const findings = rules.flatMap((rule) => {
    try {
      const match = findIn(rule, call, place);
      return match === undefined ? [] : [finding(rule, call, match)];
    } catch (error) {
      // One rule that cannot be used is left out; the others go on.
      if (!(error instanceof PatternError)) throw error;
      refused.push({ rule, pattern: error.source });
      return [];
    }
  });
  return refused.length === 0 ? findings : reported(findings, { refused, context });
}

/** A rule, and which of its patterns cannot be used. */
interface Refused {
  readonly rule: Rule;
  readonly pattern: string;
}

async function reported(
  findings: Finding[],
  { refused, context }: { readonly refused: readonly Refused[]; readonly context: Context },
): Promise<Finding[]> {
  const { patternProblem } = await import("../pattern_problem.ts");
  for (const { rule: { id, source }, pattern } of refused) {
    const { message, fix } = patternProblem(pattern);
    context.report({ source, line: 0, message: `${id}: ${message}`, fix });
  }
  return findings;
}

function finding({ id, severity, text }: Rule, call: ToolCall, match: string): Finding {
  return { rule: id, severity, text: filled(text, { call, match }) };
}

function filled(text: string, { call, match }: { readonly call: ToolCall; readonly match: string }): string {
  const words: Readonly<Record<string, string>> = {
    file: quotable(call.path === "" ? "the file" : call.path, MAX_SUBJECT_UNITS),
    command: quotable(call.command, MAX_SUBJECT_UNITS),
    match: quotable(match, MAX_MATCH_UNITS),
    tool: quotable(call.tool, MAX_MATCH_UNITS),
  };
  return text.replace(/\{(file|command|match|tool)\}/g, (_, name: string) => words[name] ?? "");
}
