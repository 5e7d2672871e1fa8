/**
 * `rules`: what the user's own configuration and its packs look for.
 *
 * @module
 */
import type { BuiltInRule, Context } from "../analysis.ts";
import { UserError } from "../errors.ts";
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";
import { applies, findIn, type Rule } from "../rule.ts";
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
export function analyze(call: ToolCall, context: Context): Finding[] {
  return context.settings.rules.flatMap((rule) => {
    try {
      return askedOne(rule, call, context);
    } catch (error) {
      // One rule that cannot be used is left out; the others go on.
      if (!(error instanceof UserError)) throw error;
      context.report({
        source: rule.source,
        line: 0,
        message: `${rule.id}: ${error.message}`,
        fix: error.fix,
      });
      return [];
    }
  });
}

function askedOne(rule: Rule, call: ToolCall, { event, settings }: Context): Finding[] {
  if (!applies(rule, call, { event, projectDir: settings.projectDir })) return [];
  const match = findIn(rule, call);
  if (match === undefined) return [];
  return [{ rule: rule.id, severity: rule.severity, text: filled(rule.text, { call, match }) }];
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
