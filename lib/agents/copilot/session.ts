/**
 * Reads Copilot CLI's session files. Field facts were observed with Copilot CLI 1.0.102.
 *
 * @module
 */
import { shortHash } from "../../text/hash.ts";
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { momentOf, OpenCalls, type Recorded, type SessionReader, withoutAdded } from "../shared/recorded.ts";

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
  readonly #open = new OpenCalls();
  #records = 0;
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
    this.#records++;
    const data = objectField(line, "data");
    switch (textField(line, "type")) {
      case "session.start":
      case "session.resume":
        this.#session = textField(data, "sessionId") || this.#session;
        this.#cwd = textField(objectField(data, "context"), "cwd") || this.#cwd;
        return [];
      case "tool.execution_start":
        this.#open.add(textField(data, "toolCallId"), {
          announced: this.#records,
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
    const id = textField(data, "toolCallId");
    const open = this.#open.take(id);
    if (open === undefined) return [];
    const { announced, ...call } = open;
    const event = {
      session_id: this.#session,
      cwd: this.#cwd,
      timestamp: textField(line, "timestamp"),
      tool_name: NAMES.get(call.name) ?? call.name,
      tool_input: call.input,
      ...endOf(data),
    };
    const key = shortHash(JSON.stringify([this.#session, id, call]));
    const at = momentOf(field(line, "timestamp"));
    return [{ kind: "call", at, key, announced, ended: this.#records, event }];
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
