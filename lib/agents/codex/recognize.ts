/**
 * Recognizes Codex's events.
 *
 * @module
 */
import { type JsonObject, textField } from "../../text/json_object.ts";

/** The names of Codex's session files. */
export const ROLLOUT = /(?:^|[\\/])rollout-[^\\/]*\.jsonl$/;

/**
 * Recognizes Codex's events.
 *
 * @param json The event as it came.
 * @returns True for a finished call of a turn, and for the end of a session whose file is named like Codex's.
 */
export function isCodex(json: JsonObject): boolean {
  const name = textField(json, "hook_event_name");
  return name === "PostToolUse" && textField(json, "turn_id") !== "" ||
    name === "SessionEnd" && ROLLOUT.test(textField(json, "transcript_path"));
}
