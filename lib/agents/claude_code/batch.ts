/**
 * The calls of Claude Code's `PostToolBatch`: what the batch's event says that the calls' own events did not.
 *
 * @module
 */
import type { BatchCall, HookEvent, ToolCall } from "../../event/event.ts";
import { isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { kindOf, pathOf, toolCall } from "./tool_call.ts";

const REJECTION = "<tool_use_error>";
const REJECTION_END = "</tool_use_error>";
const CREATION = "File created";
const SUCCESS = " successfully";
const FAILURE = "Exit code ";

/** One call, as the event has it and as it is understood. */
interface Entry {
  readonly json: JsonObject;
  /** What the model was given; "" where that is not a text. */
  readonly text: string;
  readonly call: BatchCall;
}

/**
 * Reads a batch.
 *
 * @param list The field `tool_calls`.
 * @returns All calls; and those to look at: refused before they ran, because each of the others had an event of its own,
 * and edits that are settled.
 */
export function batchOf(list: unknown): Required<Pick<HookEvent, "calls" | "batch">> {
  const entries = Array.isArray(list) ? list.filter(isObject).map(entryOf) : [];
  return {
    calls: entries.flatMap((entry) => callsOf(entry, entries)),
    batch: entries.map(({ call }) => call),
  };
}

function entryOf(json: JsonObject): Entry {
  const text = textField(json, "tool_response");
  const kind = kindOf(textField(json, "tool_name"));
  const path = pathOf(objectField(json, "tool_input"));
  return {
    json,
    text,
    call: { id: textField(json, "tool_use_id"), kind, path, status: statusOf(kind, text) },
  };
}

function statusOf(kind: BatchCall["kind"], text: string): BatchCall["status"] {
  if (text.startsWith(REJECTION)) return "rejected";
  if (kind === "shell" && text.startsWith(FAILURE)) return "failed";
  return (kind === "edit" || kind === "write") && text.includes(SUCCESS) ? "succeeded" : "unknown";
}

function callsOf(entry: Entry, entries: readonly Entry[]): ToolCall[] {
  const { json, text, call } = entry;
  if (call.status === "rejected") {
    const end = text.trimEnd();
    const error = end.slice(
      REJECTION.length,
      end.endsWith(REJECTION_END) ? -REJECTION_END.length : undefined,
    );
    return [toolCall(json, { status: "rejected", response: {}, error })];
  }
  return isSettled(entry, entries.slice(entries.indexOf(entry) + 1))
    ? [toolCall(json, { status: "settled", response: {}, error: "" })]
    : [];
}

/**
 * Whether an edit worked and the rest of its batch did something else. The model mostly sends one call at a time and goes
 * on with the same file in the next: an edit without a rest may be half of a change. A new file is complete.
 */
function isSettled({ text, call }: Entry, rest: readonly Entry[]): boolean {
  if (call.path === "" || call.status !== "succeeded") return false;
  // A batch does not say what a rewritten file held before.
  if (call.kind === "write" ? !text.startsWith(CREATION) : rest.length === 0) return false;
  // Two names of one file count as two files here.
  return rest.every((other) => other.call.path !== call.path);
}
