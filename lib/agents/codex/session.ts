/**
 * Reads Codex's session files. Field facts were observed with Codex CLI 0.171.0.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { momentOf, type Recorded, SessionCalls, type SessionReader } from "../shared/recorded.ts";
import { withItem } from "./item.ts";

/**
 * Recognizes a line of Codex's session files.
 *
 * @param line The line's JSON.
 * @returns True for records with a payload.
 */
export function isCodexLine(line: JsonObject): boolean {
  return textField(line, "type") !== "" && isObject(field(line, "payload"));
}

/** Reads one session file. */
export class CodexSession implements SessionReader {
  readonly #calls = new SessionCalls();
  #session = "";
  #cwd = "";

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns A finished command, or a patch that was applied; these are the calls that Codex starts hooks for.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#calls.countRecord();
    const payload = objectField(line, "payload");
    switch (textField(line, "type")) {
      case "session_meta":
        this.#session ||= textField(payload, "id");
        this.#cwd = textField(payload, "cwd");
        return [];
      case "turn_context":
        this.#cwd = textField(payload, "cwd") || this.#cwd;
        return [];
      case "response_item": {
        const id = textField(payload, "call_id");
        const isCall = textField(payload, "type").endsWith("_call");
        if (isCall) this.#calls.begin(id, { name: "", input: {} });
        return [];
      }
      case "event_msg":
        return textField(payload, "type") === "item_completed" ? this.#completed(line, payload) : [];
      default:
        return [];
    }
  }

  #completed(line: JsonObject, payload: JsonObject): readonly Recorded[] {
    const item = objectField(payload, "item");
    const call = callOf(item);
    if (call === undefined) return [];
    const id = textField(item, "id");
    const event = {
      hook_event_name: "PostToolUse",
      session_id: this.#session,
      turn_id: textField(payload, "turn_id") || "recorded",
      cwd: this.#cwd,
      tool_use_id: id,
      ...call,
    };
    const at = momentOf(field(line, "timestamp"));
    return this.#calls.add(id, at, { parts: [event.turn_id, call], event: withItem(event, item) });
  }
}

function callOf(item: JsonObject): JsonObject | undefined {
  switch (textField(item, "type")) {
    case "CommandExecution": {
      const words = field(item, "command");
      const command: unknown = Array.isArray(words) ? words.at(-1) : words;
      if (typeof command !== "string") return undefined;
      const tool_response = textField(item, "aggregated_output");
      return { tool_name: "Bash", tool_input: { command }, tool_response };
    }
    case "FileChange":
      // For a patch that does not apply, Codex starts no hook.
      return textField(item, "status") === "completed"
        ? { tool_name: "apply_patch", tool_input: {}, tool_response: "Exit code: 0\n" }
        : undefined;
    default:
      return undefined;
  }
}
