/**
 * Recognizes the events of Copilot CLI.
 *
 * @module
 */
import { field, isObject, type JsonObject, textField } from "../../text/json_object.ts";

/**
 * Recognizes the events of Copilot CLI, in the form that it sends for events named as in Claude Code.
 *
 * @param json The event as it came.
 * @returns True for a call with Copilot's result, and for a failed one without an identifier and a session file.
 */
export function isCopilot(json: JsonObject): boolean {
  const result = field(json, "tool_result");
  return isObject(result) && Object.hasOwn(result, "result_type") ||
    textField(json, "hook_event_name") === "PostToolUseFailure" && Object.hasOwn(json, "timestamp") &&
      !Object.hasOwn(json, "tool_use_id") && !Object.hasOwn(json, "transcript_path");
}
