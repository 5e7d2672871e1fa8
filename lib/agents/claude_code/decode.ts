/**
 * Claude Code's three events about finished tool calls. Field facts were observed with Claude Code 2.1.330.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "../../event/event.ts";
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { outcomeOf, toolCall } from "./tool_call.ts";

const REJECTION = "<tool_use_error>";
const CREATION = "File created";

/** What begins the bulk of a change's event, and how the object ends where that is left out. */
const BULK: readonly (readonly [start: string, end: string])[] = [
  // Of a Write, the second field of its arguments; it says the content once more in its answer.
  [',"content":"', ',"content":""}}'],
  // Of an edit, the fourth field of its answer: the whole file.
  [',"originalFile":"', "}}"],
];

/**
 * Decodes `PostToolUse`, `PostToolUseFailure` and `PostToolBatch`; and `SessionEnd`, which has no calls.
 *
 * @param json The event as it came.
 * @returns The event, or `undefined` when it is another event or another agent's.
 */
export function decode(json: JsonObject): HookEvent | undefined {
  // Codex sends the same event name with a turn_id and a plain string; Qwen Code adds a timestamp.
  if (Object.hasOwn(json, "turn_id") || Object.hasOwn(json, "timestamp")) return undefined;
  const name = textField(json, "hook_event_name");
  const calls = callsOf(name, json);
  return calls && {
    name,
    replies: name === "PostToolBatch" ? "context-only" : "any",
    ...(name === "SessionEnd" && { endsSession: true }),
    session: textField(json, "session_id"),
    cwd: textField(json, "cwd"),
    agentType: textField(json, "agent_type"),
    calls,
  };
}

/**
 * Makes JSON of the beginning of a large change's event: of 2 MB, what is said about them are 700 bytes.
 *
 * @param text The beginning of the event.
 * @returns The event up to the text that was written, or to the file that was edited; `undefined` for other events.
 */
export function head(text: string): JsonObject | undefined {
  for (const [start, end] of BULK) {
    const at = text.indexOf(start);
    if (at < 0) continue;
    const json = parsed(text.slice(0, at) + end);
    if (isObject(json)) return json;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // It stands at another place than in a change.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function callsOf(name: string, json: JsonObject): readonly ToolCall[] | undefined {
  switch (name) {
    case "PostToolUse":
      return succeeded(json);
    case "PostToolUseFailure":
      return [toolCall(json, { status: "failed", response: {}, error: textField(json, "error") })];
    case "PostToolBatch":
      return ofBatch(field(json, "tool_calls"));
    case "SessionEnd":
      return [];
    default:
      return undefined;
  }
}

function succeeded(json: JsonObject): readonly ToolCall[] {
  const response = field(json, "tool_response") ?? {};
  // The tools that fasthook knows answer with an object; anything else is another agent's or a future shape.
  if (!isObject(response)) return [];
  return [toolCall(json, outcomeOf(response))];
}

/**
 * Of a batch, the calls that were refused before they ran, because each of the others had an event of its own; and the
 * edits that are settled.
 */
function ofBatch(list: unknown): readonly ToolCall[] {
  if (!Array.isArray(list)) return [];
  const calls = list.filter(isObject);
  return calls.flatMap((call, index) => {
    const text = textField(call, "tool_response");
    if (text.startsWith(REJECTION)) {
      const error = text.slice(REJECTION.length).replace(/<\/tool_use_error>\s*$/, "");
      return [toolCall(call, { status: "rejected", response: {}, error })];
    }
    return isSettled(call, calls.slice(index + 1))
      ? [toolCall(call, { status: "settled", response: {}, error: "" })]
      : [];
  });
}

/**
 * Whether an edit worked and the rest of its batch did something else. The model mostly sends one call at a time and goes
 * on with the same file in the next: an edit without a rest may be half of a change. A file that was made is whole.
 */
function isSettled(call: JsonObject, rest: readonly JsonObject[]): boolean {
  const text = textField(call, "tool_response");
  const path = fileOf(call);
  if (path === "" || !text.includes(" successfully")) return false;
  // What a rewritten file held before is not in a batch.
  const isMade = text.startsWith(CREATION);
  if (textField(call, "tool_name") === "Write" ? !isMade : rest.length === 0) return false;
  return rest.every((other) => fileOf(other) !== path);
}

/** As the model wrote it; two names of one file count as two files here. */
function fileOf(call: JsonObject): string {
  return textField(objectField(call, "tool_input"), "file_path");
}
