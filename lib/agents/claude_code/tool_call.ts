/**
 * Reads a tool call by the field names of Claude Code, which other agents and the report's short form share. Field
 * facts were observed with Claude Code 2.1.330.
 *
 * @module
 */
import type { Change, Cut, ToolCall } from "../../event/event.ts";
import {
  field,
  isObject,
  type JsonObject,
  numberField,
  objectField,
  textField,
} from "../../text/json_object.ts";

// A failing command's error is the head and the tail, 5,000 units each, of the first 30,000 units of output.
const CUT_WORDS = " characters truncated] ";
const KEPT_UNITS = 10_000;
const MOST_KNOWN_UNITS = 30_000;

/**
 * Decodes a call by the fields that its tool's arguments and answer have in Claude Code.
 *
 * @param json An object with `tool_name` and `tool_input`.
 * @param outcome How the call ended, its answer and its error text.
 * @returns The call; fields that are missing or of another type are empty.
 */
export function toolCall(json: JsonObject, outcome: Outcome): ToolCall {
  const input = objectField(json, "tool_input");
  const { status, response, error } = outcome;
  const timedOutAfterMs = numberField(response, "timedOutAfterMs");
  const cut = status === "succeeded" ? cutOutput(response) : cutError(error);
  return {
    tool: textField(json, "tool_name"),
    id: textField(json, "tool_use_id"),
    status,
    command: textField(input, "command"),
    path: textField(input, "file_path") || textField(input, "notebook_path") || textField(input, "path"),
    changes: changesOf(input, response),
    output: [textField(response, "stdout"), textField(response, "stderr")].filter((text) => text !== "").join(
      "\n",
    ),
    error,
    interrupted: field(json, "is_interrupt") === true || field(response, "interrupted") === true,
    ...(cut && { cut }),
    ...(timedOutAfterMs !== undefined &&
      { background: { task: textField(response, "backgroundTaskId"), afterMs: timedOutAfterMs } }),
    input,
    source: json,
  };
}

/** How a call ended, for {@linkcode toolCall}. */
export interface Outcome {
  /** Whether it worked, failed, or was refused before it ran. */
  readonly status: ToolCall["status"];
  /** The tool's structured answer; empty when there is none. */
  readonly response: JsonObject;
  /** The error text; "" for a call that worked. */
  readonly error: string;
}

/**
 * Reads the outcome from an answer that may carry a `success` field.
 *
 * @param response The tool's answer.
 * @returns Failed when `success` is false, else succeeded.
 */
export function outcomeOf(response: JsonObject): Outcome {
  return field(response, "success") === false
    ? { status: "failed", response, error: textField(response, "error") }
    : { status: "succeeded", response, error: "" };
}

function changesOf(input: JsonObject, response: JsonObject): readonly Change[] {
  const edits = field(input, "edits");
  if (Array.isArray(edits)) return edits.filter(isObject).flatMap((edit) => replacement(edit));
  if (Object.hasOwn(input, "content")) {
    return [{ text: textField(input, "content"), before: textField(response, "originalFile") }];
  }
  if (Object.hasOwn(input, "new_source")) {
    return [{ text: textField(input, "new_source"), before: textField(response, "old_source") }];
  }
  return replacement(input);
}

function replacement(edit: JsonObject): readonly Change[] {
  const text = textField(edit, "new_string");
  return text === "" ? [] : [{ text, before: textField(edit, "old_string") }];
}

function cutOutput(response: JsonObject): Cut | undefined {
  const file = textField(response, "persistedOutputPath");
  if (file === "") return undefined;
  return { file, size: numberField(response, "persistedOutputSize") ?? 0, missing: "end" };
}

function cutError(error: string): Cut | undefined {
  if (!error.includes(CUT_WORDS)) return undefined;
  const [, dropped = 0] = /\n\n\.\.\. \[(\d{1,9}) characters truncated\] \.\.\.\n\n/.exec(error) ?? [];
  if (Number(dropped) === 0) return undefined;
  const size = KEPT_UNITS + Number(dropped);
  return { file: "", size, missing: size >= MOST_KNOWN_UNITS ? "end" : "middle" };
}
