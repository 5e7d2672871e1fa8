/**
 * Reads Qwen Code's session files. Field facts were observed with Qwen Code 0.24.4.
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

/**
 * Recognizes a line of Qwen Code's session files.
 *
 * @param line The line's JSON.
 * @returns True for records that say where they come from, and for messages in parts.
 */
export function isQwenLine(line: JsonObject): boolean {
  return Object.hasOwn(line, "uuid") &&
    (Object.hasOwn(line, "provenance") || Array.isArray(field(objectField(line, "message"), "parts")));
}

/** Reads one session file. */
export class QwenSession implements SessionReader {
  readonly #calls = new SessionCalls();

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns The calls that ended.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#calls.countRecord();
    const parts = partsOf(line);
    switch (textField(line, "type")) {
      case "assistant":
        for (const part of parts) {
          const call = objectField(part, "functionCall");
          this.#calls.begin(textField(call, "id"), {
            name: textField(call, "name"),
            input: objectField(call, "args"),
          });
        }
        return [];
      case "tool_result":
        return parts.flatMap((part) => this.#ended(line, objectField(part, "functionResponse")));
      default:
        return [];
    }
  }

  #ended(line: JsonObject, result: JsonObject): readonly Recorded[] {
    const id = textField(result, "id");
    return this.#calls.end(id, momentOf(field(line, "timestamp")), ({ name, input }) => ({
      session_id: textField(line, "sessionId"),
      transcript_path: "",
      cwd: textField(line, "cwd"),
      timestamp: textField(line, "timestamp"),
      permission_mode: "",
      ...eventOf(
        { tool_name: name, tool_input: input, tool_use_id: id },
        objectField(result, "response"),
        objectField(line, "toolCallResult"),
      ),
    }));
  }
}

function eventOf(call: JsonObject, response: JsonObject, result: JsonObject): JsonObject {
  const error = withoutAdded(textField(response, "error"));
  if (textField(result, "status") !== "error") {
    const tool_response = {
      llmContent: withoutAdded(textField(response, "output")),
      returnDisplay: displayOf(field(result, "resultDisplay")),
    };
    return { hook_event_name: "PostToolUse", ...call, tool_response };
  }
  if (textField(result, "executionStatus") === "not_started") {
    const tool_response = { execution_status: "not_started", error };
    return { hook_event_name: "PostToolBatch", tool_calls: [{ ...call, status: "error", tool_response }] };
  }
  return { hook_event_name: "PostToolUseFailure", ...call, error };
}

/** Hooks are given a command's output where the file has a record of it. */
function displayOf(display: unknown): unknown {
  return isObject(display) && textField(display, "type") === "shell_result"
    ? textField(display, "output")
    : display;
}

function partsOf(line: JsonObject): readonly JsonObject[] {
  const parts = field(objectField(line, "message"), "parts");
  return Array.isArray(parts) ? parts.filter(isObject) : [];
}
