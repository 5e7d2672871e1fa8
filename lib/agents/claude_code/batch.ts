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
 * @returns All calls; and those to look at, which were refused before they ran: each of the others had an event of its own.
 */
export function batchOf(list: unknown): Required<Pick<HookEvent, "calls" | "batch">> {
  const entries = Array.isArray(list) ? list.filter(isObject).map(entryOf) : [];
  return {
    calls: entries.filter(({ call }) => call.status === "rejected").map(rejectedCall),
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

function rejectedCall({ json, text }: Entry): ToolCall {
  const end = text.trimEnd();
  const error = end.slice(REJECTION.length, end.endsWith(REJECTION_END) ? -REJECTION_END.length : undefined);
  return toolCall(json, { status: "rejected", response: {}, error });
}
