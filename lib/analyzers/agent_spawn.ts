/**
 * `agent-spawn`: what to think of when a sub-agent was started.
 *
 * @module
 */
import { type AnalysisContext, type BuiltInRule, type RememberContext, wantsAdvice } from "./analyzer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { observationKey } from "../state/memory.ts";
import { quotable } from "../text/clean.ts";

const COORDINATE = "agent-spawn/coordinate";
const HINT =
  "Start independent agents together so that they run at the same time, give each its own files, " +
  "and read every report before building on it.";

/** Longer after the one before, something else has happened meanwhile that the second may depend on. */
const MAX_GAP_MS = 60_000;

/**
 * Lists the rules of this analyzer.
 *
 * @returns Both.
 */
export function rules(): readonly BuiltInRule[] {
  return [
    { id: COORDINATE, severity: "guidance", adds: "fact" },
    { id: "agent-spawn/one-by-one", severity: "guidance", adds: "advice" },
  ];
}

/**
 * Names the kind of agent that was waited for; the time of the observation is when its work ended.
 *
 * @param call A spawn.
 * @param context The event: who waited.
 * @returns One key; none for an agent that works in the background.
 */
export function observe(call: ToolCall, { event: { agentId } }: RememberContext): string[] {
  return call.spawn?.ranMs === undefined ? [] : [observationKey("spawn", agentId, typeOf(call))];
}

/**
 * Gives the team's own text about sub-agents, once in a session. Where advice is wanted: a general text, or that two of a
 * kind ran one after another.
 *
 * @param call A spawn.
 * @param context The event, its settings, the moment and the session's memory.
 * @returns At most one finding.
 */
export function analyze(call: ToolCall, context: AnalysisContext): Finding[] {
  const { memory, now, settings } = context;
  const isAdvised = wantsAdvice(context);
  const [key] = observe(call, context);
  const endedBefore = key === undefined ? undefined : memory.get(key)?.lastAt;
  const startedAt = now - (call.spawn?.ranMs ?? 0);
  const gapMs = startedAt - (endedBefore ?? Infinity);
  if (isAdvised && gapMs >= 0 && gapMs < MAX_GAP_MS) {
    return [{ rule: "agent-spawn/one-by-one", severity: "guidance", text: oneByOne(call, gapMs), topic: "" }];
  }
  return isAdvised || settings.texts.has(COORDINATE)
    ? [{ rule: COORDINATE, severity: "guidance", text: HINT, topic: "" }]
    : [];
}

function oneByOne(call: ToolCall, gapMs: number): string {
  const type = typeOf(call);
  return `this ${type === "" ? "agent" : `\`${quotable(type, 60)}\` agent`} began ${
    Math.round(gapMs / 1000)
  } s after the one ` +
    "before it had ended. Agents that do not need each other's results take no longer than the slowest of them when " +
    "they are started together.";
}

function typeOf({ spawn }: ToolCall): string {
  return spawn?.type ?? "";
}
