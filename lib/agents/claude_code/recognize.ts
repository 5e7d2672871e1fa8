/**
 * Distinguishes Claude Code's events, and the report's short form, from those of other clients that run the same settings or
 * use the same field names.
 *
 * @module
 */
import { field, isObject, type JsonObject, textField } from "../../text/json_object.ts";

/** Fields that only other clients send: Codex, Qwen, VS Code, Copilot, Cursor, Windsurf, Cline, Kimi. */
const FOREIGN_KEYS: readonly string[] = [
  "turn_id",
  "timestamp",
  "hookEventName",
  "sessionId",
  "toolName",
  "tool_result",
  "tool_output",
  "conversation_id",
  "workspace_roots",
  "agent_action_name",
  "trajectory_id",
  "clineVersion",
];

/**
 * Recognizes Claude Code's events.
 *
 * @param json The event as it came.
 * @returns True unless a field shows that another client sent it.
 */
export function isClaudeCode(json: JsonObject): boolean {
  return textField(json, "hook_event_name") !== "" && !isForeign(json) &&
    // Codex sends the end of a session with the same fields; only its transcript has another name.
    !nameOf(textField(json, "transcript_path")).startsWith("rollout-");
}

/**
 * Recognizes the short form of the performance report that fasthook's targets come from:
 * `{tool_name, tool_input, tool_response: {success, error}}`, without the name of an event.
 *
 * @param json The event as it came.
 * @returns True for the short form.
 */
export function isShortForm(json: JsonObject): boolean {
  const response = field(json, "tool_response");
  return isObject(response) && typeof field(response, "success") === "boolean" &&
    !Object.hasOwn(json, "hook_event_name") && !isForeign(json);
}

function isForeign(json: JsonObject): boolean {
  return FOREIGN_KEYS.some((key) => Object.hasOwn(json, key));
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
