/**
 * Reads Qwen Code's session files. Field facts were observed with Qwen Code 0.24.4.
 *
 * @module
 */
import { shortHash } from "../../text/hash.ts";
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { momentOf, OpenCalls, type Recorded, type SessionReader, withoutAdded } from "../shared/recorded.ts";

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
  readonly #open = new OpenCalls();
  #records = 0;

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns The calls that ended.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#records++;
    const parts = partsOf(line);
    switch (textField(line, "type")) {
      case "assistant":
        for (const part of parts) {
          const call = objectField(part, "functionCall");
          this.#open.add(textField(call, "id"), {
            announced: this.#records,
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
    const open = this.#open.take(id);
    if (open === undefined) return [];
    const { announced, ...call } = open;
    const event = {
      session_id: textField(line, "sessionId"),
      transcript_path: "",
      cwd: textField(line, "cwd"),
      timestamp: textField(line, "timestamp"),
      permission_mode: "",
      ...eventOf(
        { tool_name: call.name, tool_input: call.input, tool_use_id: id },
        objectField(result, "response"),
        objectField(line, "toolCallResult"),
      ),
    };
    const key = shortHash(JSON.stringify([id, call]));
    const at = momentOf(field(line, "timestamp"));
    return [{ kind: "call", at, key, announced, ended: this.#records, event }];
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
