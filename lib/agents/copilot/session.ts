/**
 * Reads Copilot CLI's session files. Field facts were observed with Copilot CLI 1.0.102.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import {
  momentOf,
  type Recorded,
  SessionCalls,
  type SessionReader,
  withoutAdded,
} from "../shared/recorded.ts";

/** The names that hooks are given for Copilot's own. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["bash", "Bash"],
  ["create", "Write"],
  ["edit", "Edit"],
  ["view", "Read"],
  ["grep", "Grep"],
  ["glob", "Glob"],
]);

/**
 * Recognizes a line of Copilot CLI's session files.
 *
 * @param line The line's JSON.
 * @returns True for records with data whose type has two parts.
 */
export function isCopilotLine(line: JsonObject): boolean {
  return textField(line, "type").includes(".") && isObject(field(line, "data"));
}

/** Reads one session file. */
export class CopilotSession implements SessionReader {
  readonly #calls = new SessionCalls();
  #session = "";
  #cwd = "";

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns The call that ended.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#calls.countRecord();
    const data = objectField(line, "data");
    switch (textField(line, "type")) {
      case "session.start":
      case "session.resume":
        this.#session = textField(data, "sessionId") || this.#session;
        this.#cwd = textField(objectField(data, "context"), "cwd") || this.#cwd;
        return [];
      case "tool.execution_start":
        this.#calls.begin(textField(data, "toolCallId"), {
          name: textField(data, "toolName"),
          input: objectField(data, "arguments"),
        });
        return [];
      case "tool.execution_complete":
        return this.#ended(line, data);
      default:
        return [];
    }
  }

  #ended(line: JsonObject, data: JsonObject): readonly Recorded[] {
    const at = momentOf(field(line, "timestamp"));
    return this.#calls.end(textField(data, "toolCallId"), at, ({ name, input }) => ({
      session_id: this.#session,
      cwd: this.#cwd,
      timestamp: textField(line, "timestamp"),
      tool_name: NAMES.get(name) ?? name,
      tool_input: input,
      ...endOf(data),
    }));
  }
}

function endOf(data: JsonObject): JsonObject {
  if (field(data, "success") !== true) {
    const error = textField(objectField(data, "error"), "message");
    return { hook_event_name: "PostToolUseFailure", error };
  }
  const text_result_for_llm = withoutAdded(textField(objectField(data, "result"), "content"));
  return { hook_event_name: "PostToolUse", tool_result: { result_type: "success", text_result_for_llm } };
}
