/**
 * `agent-spawn`: what to think of when a sub-agent was started.
 *
 * @module
 */
import type { BuiltInRule } from "../analysis.ts";
import type { Finding } from "../finding.ts";

const HINT =
  "Start independent agents in one message so that they run at the same time, give each its own files, " +
  "and read every report before building on it.";

/** The rules of this analyzer. */
export const RULES: readonly BuiltInRule[] = [{ id: "agent-spawn/coordinate", severity: "guidance" }];

/**
 * Gives the team's hint for sub-agents.
 *
 * @returns One finding.
 */
export function analyze(): Finding[] {
  return [{ rule: "agent-spawn/coordinate", severity: "guidance", text: HINT }];
}
