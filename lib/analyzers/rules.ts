/**
 * `rules`: what the user's own configuration and its packs look for.
 *
 * @module
 */
import type { BuiltInRule, Context } from "../analysis.ts";
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";
import { textsOf } from "../rule.ts";
import { findingsOf } from "../rule_findings.ts";

/**
 * Lists the rules of this analyzer.
 *
 * @returns None: they are those of the configuration.
 */
export function rules(): readonly BuiltInRule[] {
  return [];
}

/**
 * Asks every rule that looks at a call.
 *
 * @param call Any call.
 * @param context The event, the settings, and where to report rules that cannot be used.
 * @returns A finding for each rule that matches.
 */
export function analyze(call: ToolCall, context: Context): Promise<Finding[]> {
  const { event, settings: { rules, projectDir }, report } = context;
  return findingsOf(call, { event, projectDir, textOf: textsOf(call), rules, report });
}
