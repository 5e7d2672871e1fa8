/**
 * The short form of the performance report that fasthook's targets come from:
 * `{tool_name, tool_input, tool_response: {success, error}}`, without the name of an event.
 *
 * @module
 */
import type { HookEvent } from "../../event/event.ts";
import { field, isObject, type JsonObject } from "../../text/json_object.ts";
import { outcomeOf, toolCall } from "./tool_call.ts";

// Keys of agents that also leave `hook_event_name` out and write other things under `tool_name`.
const FOREIGN_KEYS = [
  "hook_event_name",
  "hookEventName",
  "turn_id",
  "conversation_id",
  "agent_action_name",
  "tool_result",
];

/**
 * Decodes the short form.
 *
 * @param json The event as it came.
 * @returns The event with one call, or `undefined` when this is not the short form.
 */
export function decode(json: JsonObject): HookEvent | undefined {
  const response = field(json, "tool_response");
  if (FOREIGN_KEYS.some((key) => Object.hasOwn(json, key))) return undefined;
  if (!isObject(response) || typeof field(response, "success") !== "boolean") return undefined;
  return {
    // Claude Code accepts a context only under the event's own name; this is the one the short form stands for.
    name: "PostToolUse",
    replies: "any",
    session: "",
    cwd: "",
    agentType: "",
    calls: [toolCall(json, outcomeOf(response))],
  };
}
