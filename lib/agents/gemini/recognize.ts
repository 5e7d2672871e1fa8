/**
 * Recognizes Gemini CLI's events.
 *
 * @module
 */
import { type JsonObject, textField } from "../../text/json_object.ts";

/**
 * Recognizes Gemini CLI's events.
 *
 * @param json The event as it came.
 * @returns True for a finished call, and for the end of a session whose file is in Gemini's folder.
 */
export function isGemini(json: JsonObject): boolean {
  const name = textField(json, "hook_event_name");
  return name === "AfterTool" ||
    name === "SessionEnd" && /[\\/]\.gemini[\\/]/.test(textField(json, "transcript_path"));
}
