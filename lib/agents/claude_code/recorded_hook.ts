/**
 * Runs of hooks in Claude Code's session files. Field facts were observed with 2.0.60 and 2.1.330.
 *
 * @module
 */
import {
  field,
  isObject,
  type JsonObject,
  numberField,
  objectField,
  textField,
} from "../../text/json_object.ts";

import type { RecordedHook } from "../shared/recorded.ts";

const HOOK_OUTCOMES: Readonly<Record<string, RecordedHook["outcome"]>> = {
  hook_success: "output",
  hook_system_message: "output",
  async_hook_response: "output",
  hook_additional_context: "context",
  hook_blocking_error: "blocked",
  hook_stopped_continuation: "blocked",
  hook_non_blocking_error: "failed",
  hook_error_during_execution: "failed",
  hook_cancelled: "cancelled",
};

/**
 * Reads what an attachment says about a hook.
 *
 * @param line The record.
 * @param attachment Its attachment.
 * @returns The run; `undefined` for other attachments.
 */
export function hookRun(line: JsonObject, attachment: JsonObject): RecordedHook | undefined {
  const type = textField(attachment, "type");
  const outcome = Object.hasOwn(HOOK_OUTCOMES, type) ? HOOK_OUTCOMES[type] : undefined;
  if (outcome === undefined) return undefined;
  const blocking = objectField(attachment, "blockingError");
  const text = outcome === "context"
    ? textOf(field(attachment, "content"))
    : textField(blocking, "blockingError");
  const command = textField(attachment, "command") || textField(blocking, "command");
  const event = textField(attachment, "hookEvent");
  const ms = numberField(attachment, "durationMs");
  return { kind: "hook", at: timeOf(line), event, command, ms, outcome, text };
}

/**
 * Reads the hooks at the end of a turn. They are recorded together, and also where they printed nothing.
 *
 * @param line The record.
 * @returns The runs; empty for other records.
 */
export function stopHooks(line: JsonObject): readonly RecordedHook[] {
  const infos = field(line, "hookInfos");
  if (textField(line, "subtype") !== "stop_hook_summary" || !Array.isArray(infos)) return [];
  return infos.filter(isObject).map((info): RecordedHook => ({
    kind: "hook",
    at: timeOf(line),
    event: "Stop",
    command: textField(info, "command"),
    ms: numberField(info, "durationMs"),
    outcome: "output",
    text: "",
  }));
}

/**
 * Joins the texts of a message's content, which is a text or a list of texts and blocks.
 *
 * @param content The content.
 * @returns Its texts, one a line.
 */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: unknown) =>
    typeof part === "string" ? part : (isObject(part) ? textField(part, "text") : "")
  ).filter((text) => text !== "").join("\n");
}

/**
 * Reads when a record was written.
 *
 * @param line The record.
 * @returns Milliseconds since 1970; NaN where it does not say.
 */
export function timeOf(line: JsonObject): number {
  return Date.parse(textField(line, "timestamp"));
}
