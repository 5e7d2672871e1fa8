/**
 * Claude Code's three events about finished tool calls. Field facts were observed with Claude Code 2.1.330.
 *
 * @module
 */
import { field, type HookEvent, isObject, type JsonObject, textField, type ToolCall } from "../event.ts";
import { outcomeOf, toolCall } from "../tool_call.ts";

const REJECTION = "<tool_use_error>";

/**
 * Decodes `PostToolUse`, `PostToolUseFailure` and `PostToolBatch`; and `SessionEnd`, which has no calls.
 *
 * @param json The event as it came.
 * @returns The event, or `undefined` when it is another event or another agent's.
 */
export function decode(json: JsonObject): HookEvent | undefined {
  // Codex sends the same event name with a turn_id and a plain string; Qwen Code adds a timestamp.
  if (Object.hasOwn(json, "turn_id") || Object.hasOwn(json, "timestamp")) return undefined;
  const name = textField(json, "hook_event_name");
  const calls = callsOf(name, json);
  return calls && {
    name,
    replies: name === "PostToolBatch" ? "context-only" : "any",
    ...(name === "SessionEnd" && { endsSession: true }),
    session: textField(json, "session_id"),
    cwd: textField(json, "cwd"),
    agentType: textField(json, "agent_type"),
    calls,
  };
}

function callsOf(name: string, json: JsonObject): readonly ToolCall[] | undefined {
  switch (name) {
    case "PostToolUse":
      return succeeded(json);
    case "PostToolUseFailure":
      return [toolCall(json, { status: "failed", response: {}, error: textField(json, "error") })];
    case "PostToolBatch":
      return rejected(field(json, "tool_calls"));
    case "SessionEnd":
      return [];
    default:
      return undefined;
  }
}

function succeeded(json: JsonObject): readonly ToolCall[] {
  const response = field(json, "tool_response") ?? {};
  // The tools that fasthook knows answer with an object; anything else is another agent's or a future shape.
  if (!isObject(response)) return [];
  return [toolCall(json, outcomeOf(response))];
}

/** Of a batch, only the calls that were refused before they ran: each of the others had an event of its own. */
function rejected(calls: unknown): readonly ToolCall[] {
  if (!Array.isArray(calls)) return [];
  return calls.filter(isObject).flatMap((call) => {
    const error = field(call, "tool_response");
    if (typeof error !== "string" || !error.startsWith(REJECTION)) return [];
    const message = error.slice(REJECTION.length).replace(/<\/tool_use_error>\s*$/, "");
    return [toolCall(call, { status: "rejected", response: {}, error: message })];
  });
}
