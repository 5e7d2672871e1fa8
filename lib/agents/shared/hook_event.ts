/**
 * Events and calls: what those of all agents have in common.
 *
 * @module
 */
import type { HookEvent, ToolCall, ToolKind } from "../../event/event.ts";
import { type JsonObject, objectField, readDottedField, textField } from "../../text/json_object.ts";

/**
 * Makes an event. Unless it says something else it may only be answered with a context: exit code 2 and decisions destroy a
 * tool's output in all agents but Claude Code.
 *
 * @param json The event as it came.
 * @param own Its calls, and what else is special about it.
 * @returns The event.
 */
export function makeEvent(
  json: JsonObject,
  own: Pick<HookEvent, "calls"> & Partial<HookEvent>,
): HookEvent {
  return {
    name: textField(json, "hook_event_name"),
    replies: "context-only",
    session: textField(json, "session_id"),
    cwd: textField(json, "cwd"),
    agentType: textField(json, "agent_type"),
    agentId: textField(json, "agent_id"),
    // The scripts of a repository's hooks, whoever edits them.
    hookFolders: [".claude/hooks"],
    ...own,
  };
}

/**
 * Makes a call of which little is known.
 *
 * @param json An object with `tool_name` and `tool_input`.
 * @param own What is known about the call.
 * @returns The call; everything else is empty.
 */
export function makeCall(
  json: JsonObject,
  own: { readonly kind: ToolKind } & Partial<ToolCall>,
): ToolCall {
  const input = objectField(json, "tool_input");
  return {
    tool: textField(json, "tool_name"),
    id: "",
    status: "succeeded",
    command: own.kind === "shell" ? textField(input, "command") : "",
    path: "",
    changes: [],
    output: "",
    error: "",
    interrupted: false,
    input,
    ownField: (path) => readDottedField(json, path),
    ...(own.kind === "spawn" && { spawn: { type: textField(input, "subagent_type") } }),
    ...own,
  };
}
