/**
 * Claude Code's three events about finished tool calls, and the end of a turn and of a session; also the report's short form. Field
 * facts were observed with Claude Code 2.1.330.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "../../event/event.ts";
import { makeEvent } from "../shared/hook_event.ts";
import { field, isObject, type JsonObject, textField } from "../../text/json_object.ts";
import { batchOf } from "./batch.ts";
import { isClaudeCode } from "./recognize.ts";
import { isServerTool, outcomeOf, toolCall } from "./tool_call.ts";

/** What begins the bulk of a change's event, and how the object ends where that is left out. */
const BULK: readonly (readonly [start: string, end: string])[] = [
  // The second field of a Write's arguments. Its answer repeats the content.
  [',"content":"', ',"content":""}}'],
  // The fourth field of an edit's answer: the whole file.
  [',"originalFile":"', "}}"],
];

/**
 * Decodes `PostToolUse`, `PostToolUseFailure` and `PostToolBatch`; and `Stop` and `SessionEnd`, which have no calls.
 *
 * @param json An event of Claude Code, as it came.
 * @returns The event, or `undefined` for other events.
 */
export function decode(json: JsonObject): HookEvent | undefined {
  const name = textField(json, "hook_event_name");
  switch (name) {
    case "PostToolUse":
      return eventOf(json, { calls: succeeded(json), hasBatches: true });
    case "PostToolUseFailure":
      return eventOf(json, {
        calls: [toolCall(json, { status: "failed", response: {}, error: textField(json, "error") })],
      });
    case "Stop":
      // After an answer the model goes on, and ends its turn again.
      if (json["stop_hook_active"] !== false) return undefined;
      // falls through: what a batch left open
    case "PostToolBatch":
      return eventOf(json, { ...batchOf(field(json, "tool_calls")), replies: "context-only" });
    case "SessionStart":
      return isForgetting(textField(json, "source"))
        ? eventOf(json, { calls: [], forgets: true })
        : undefined;
    case "SessionEnd":
      return eventOf(json, { calls: [], endsSession: true });
    default:
      return undefined;
  }
}

/**
 * Decodes the report's short form.
 *
 * @param json The event as it came.
 * @returns The event with one call.
 */
export function decodeShortForm(json: JsonObject): HookEvent {
  // Claude Code accepts a context only under the event's own name; the short form means this one.
  return { ...eventOf({}, { calls: succeeded(json) }), name: "PostToolUse", wantsAdvice: true };
}

/**
 * Decodes the beginning of a large change's event: about a file of 2 MB, all but 700 bytes are its text.
 *
 * @param text The beginning of the event.
 * @returns The event up to the text that was written, or to the file that was edited; `undefined` for other events.
 */
export function decodeHead(text: string): HookEvent | undefined {
  for (const [start, end] of BULK) {
    const at = text.indexOf(start);
    const json = at < 0 ? undefined : parseJson(text.slice(0, at) + end);
    if (isObject(json)) return isClaudeCode(json) ? decode(json) : undefined;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The mark is somewhere else than in a change's event.
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** A session that is resumed still has its context. */
function isForgetting(source: string): boolean {
  return source === "compact" || source === "clear";
}

function eventOf(
  json: JsonObject,
  own: Pick<HookEvent, "calls"> & Partial<HookEvent>,
): HookEvent {
  return makeEvent(json, { replies: "any", ...own });
}

function succeeded(json: JsonObject): readonly ToolCall[] {
  const response = field(json, "tool_response") ?? {};
  // The tools that fasthook knows answer with an object; anything else is another agent's or a future form.
  if (!isObject(response)) {
    // A server's tool answers with a list of texts.
    const isList = Array.isArray(response) && isServerTool(textField(json, "tool_name"));
    return isList ? [toolCall(json, { status: "succeeded", response: {}, error: "" })] : [];
  }
  return [toolCall(json, outcomeOf(response))];
}
