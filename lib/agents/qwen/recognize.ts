/**
 * Recognizes Qwen Code's events.
 *
 * @module
 */
import { type JsonObject, textField } from "../../text/json_object.ts";

/**
 * Recognizes Qwen Code's events.
 *
 * @param json The event as it came.
 * @returns True for an event about calls that has Qwen's three fields, and for the end of a session whose file is in
 * Qwen's folder.
 */
export function isQwen(json: JsonObject): boolean {
  if (!Object.hasOwn(json, "timestamp") || !Object.hasOwn(json, "transcript_path")) return false;
  const isEnd = textField(json, "hook_event_name") === "SessionEnd";
  return isEnd
    ? /[\\/]\.qwen[\\/]/.test(textField(json, "transcript_path"))
    : Object.hasOwn(json, "permission_mode");
}
