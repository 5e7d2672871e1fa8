/**
 * Reads Gemini CLI's session files. Field facts were observed with Gemini CLI 0.61.0.
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

/** The beginning of each session tells the model the folder, which no record has. */
const FOLDER = /Workspace Directories:\*\*\s*\n\s*- ([^\n]+)/;

/** A message is written again whenever it has changed. */
const MAX_KNOWN_CALLS = 1000;

/**
 * Recognizes a line of Gemini CLI's session files.
 *
 * @param line The line's JSON.
 * @returns True for the head, for changes of it, and for messages of the model.
 */
export function isGeminiLine(line: JsonObject): boolean {
  return Object.hasOwn(line, "projectHash") || Object.hasOwn(line, "$set") ||
    textField(line, "type") === "gemini";
}

/** Reads one session file. */
export class GeminiSession implements SessionReader {
  readonly #known = new Set<string>();
  readonly #calls = new SessionCalls();
  #session = "";
  #cwd = "";

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns The calls that ended and were not there before.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#calls.countRecord();
    this.#session ||= textField(line, "sessionId");
    if (this.#cwd === "") this.#cwd = messagesOf(line).map(folderOf).find((folder) => folder !== "") ?? "";
    const calls = field(line, "toolCalls");
    return Array.isArray(calls) ? calls.filter(isObject).flatMap((call) => this.#ended(call)) : [];
  }

  #ended(call: JsonObject): readonly Recorded[] {
    const id = textField(call, "id");
    const status = textField(call, "status");
    if (this.#known.has(id) || status !== "success" && status !== "error") return [];
    this.#known.add(id);
    const [oldest] = this.#known;
    if (this.#known.size > MAX_KNOWN_CALLS && oldest !== undefined) this.#known.delete(oldest);
    const event = {
      hook_event_name: "AfterTool",
      session_id: this.#session,
      cwd: this.#cwd,
      timestamp: textField(call, "timestamp"),
      tool_name: textField(call, "name"),
      tool_input: objectField(call, "args"),
      tool_response: responseOf(call),
    };
    const at = momentOf(field(call, "timestamp"));
    // A message is written with its calls when they have ended.
    return this.#calls.add(id, at, { parts: event.tool_input, event });
  }
}

function responseOf(call: JsonObject): JsonObject {
  const results = field(call, "result");
  const first: unknown = Array.isArray(results) ? results[0] : undefined;
  const response = isObject(first) ? objectField(objectField(first, "functionResponse"), "response") : {};
  const message = textField(response, "error");
  return {
    llmContent: withoutAdded(textField(response, "output")),
    returnDisplay: field(call, "resultDisplay"),
    ...(textField(call, "status") === "error" && { error: { message: withoutAdded(message) } }),
  };
}

/** A line is a message, or changes the head, which may hold messages. */
function messagesOf(line: JsonObject): readonly JsonObject[] {
  const messages = field(objectField(line, "$set"), "messages");
  return Array.isArray(messages) ? messages.filter(isObject) : [line];
}

function folderOf(message: JsonObject): string {
  const parts = field(message, "content");
  const texts = Array.isArray(parts) ? parts.filter(isObject).map((part) => textField(part, "text")) : [];
  const [, folder = ""] = FOLDER.exec(texts.join("\n")) ?? [];
  return folder.trim();
}
