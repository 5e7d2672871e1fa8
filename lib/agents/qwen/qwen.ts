/**
 * Qwen Code's three events about finished calls, and the end of a session. Field facts were observed with Qwen Code 0.24.4.
 *
 * @module
 */
import type { Cut, HookEvent, Mismatch, ToolCall, ToolKind } from "../../event/event.ts";
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { commandResult } from "../shared/command_result.ts";
import { readDisplayedEdit } from "../shared/displayed_diff.ts";
import { makeCall, makeEvent } from "../shared/hook_event.ts";

/** Qwen Code's tools. A model may call `edit` by its older name. */
export const TOOLS: ReadonlyMap<string, ToolKind> = new Map([
  ["run_shell_command", "shell"],
  ["read_file", "read"],
  ["write_file", "write"],
  ["edit", "edit"],
  ["replace", "edit"],
  ["notebook_edit", "other"],
  ["grep_search", "search"],
  ["glob", "search"],
  ["list_directory", "search"],
  ["web_fetch", "fetch"],
  ["agent", "spawn"],
]);

const NONE = "(none)";
const EMPTY = "(empty)";
const OUTPUT = "\nOutput: ";
const ERROR = "\nError: ";
const EXIT_CODE = "\nExit Code: ";
const SIGNAL = /^\nExit Code: .*\nSignal: (\d{1,3})(?:\n|$)/;
const CUT =
  /^Tool output was too large and has been truncated\.\s+The full output has been saved to: ([^\n]+)\n/;

const NOWHERE = /\b0 occurrences found\b|could not find the string to replace/i;
const MANY = /but found (\d{1,9})/;
const MISSING = "File not found: ";

/**
 * Decodes `PostToolUse`, `PostToolUseFailure` and `PostToolBatch`; and `SessionEnd`, which has no calls.
 *
 * @param json An event of Qwen Code, as it came.
 * @returns The event, or `undefined` for other events.
 */
export function decode(json: JsonObject): HookEvent | undefined {
  switch (textField(json, "hook_event_name")) {
    case "PostToolUse":
      return makeEvent(json, { calls: succeededCalls(json) });
    case "PostToolUseFailure":
      return makeEvent(json, { calls: [failedCall(json)] });
    case "PostToolBatch":
      return makeEvent(json, { calls: rejectedCalls(field(json, "tool_calls")) });
    case "SessionEnd":
      return makeEvent(json, { calls: [], endsSession: true });
    default:
      return undefined;
  }
}

function kindOf(json: JsonObject): ToolKind {
  return TOOLS.get(textField(json, "tool_name")) ?? "other";
}

function succeededCalls(json: JsonObject): readonly ToolCall[] {
  const kind = kindOf(json);
  const id = textField(json, "tool_use_id");
  const input = objectField(json, "tool_input");
  const response = objectField(json, "tool_response");
  const text = textField(response, "llmContent");
  if (kind === "shell") {
    const whole = textField(response, "returnDisplay");
    const cut = cutOf(text, whole.length);
    const result = resultOf(text);
    // A command that goes on in the background has printed nothing yet.
    if (result === undefined && cut === undefined) return [];
    const { output, exitCode } = result ?? { output: "", exitCode: undefined };
    return [makeCall(json, {
      kind,
      id,
      ...folderOf(input),
      ...commandResult(textField(input, "command"), { output: cut ? whole : output, exitCode }),
      ...(cut && { cut }),
    })];
  }
  if (kind === "write" || kind === "edit") {
    return [
      makeCall(json, { kind, id, ...readDisplayedEdit(input, objectField(response, "returnDisplay")) }),
    ];
  }
  const output = kind === "read" || kind === "fetch" ? text : "";
  return [makeCall(json, { kind, id, path: textField(input, "file_path"), output })];
}

function failedCall(json: JsonObject): ToolCall {
  const kind = kindOf(json);
  const id = textField(json, "tool_use_id");
  const input = objectField(json, "tool_input");
  const error = textField(json, "error");
  const interrupted = field(json, "is_interrupt") === true;
  const result = kind === "shell" ? resultOf(error) : undefined;
  if (result !== undefined) {
    const command = textField(input, "command");
    const cut = cutOf(error, 0);
    return makeCall(json, {
      kind,
      id,
      interrupted,
      ...folderOf(input),
      ...commandResult(command, result),
      ...(cut && { cut }),
    });
  }
  return makeCall(json, {
    kind,
    id,
    interrupted,
    path: textField(input, "file_path"),
    ...refusal(kind, error, input),
    ...(error.startsWith(MISSING) && { missing: true }),
  });
}

/** Calls that were refused before they ran: they have no other event. */
function rejectedCalls(list: unknown): readonly ToolCall[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap((json) => {
    const response = objectField(json, "tool_response");
    if (textField(json, "status") !== "error" || textField(response, "execution_status") !== "not_started") {
      return [];
    }
    const kind = kindOf(json);
    const input = objectField(json, "tool_input");
    return [makeCall(json, {
      kind,
      id: textField(json, "tool_use_id"),
      path: textField(input, "file_path"),
      ...refusal(kind, textField(response, "error"), input),
      status: "rejected",
    })];
  });
}

/** How a call ended whose error is no command's. */
function refusal(
  kind: ToolKind,
  error: string,
  input: JsonObject,
): Pick<ToolCall, "status" | "error" | "mismatch"> {
  const mismatch = kind === "edit" ? mismatchOf(error, input) : undefined;
  return { status: mismatch ? "rejected" : "failed", error, ...(mismatch && { mismatch }) };
}

function mismatchOf(error: string, input: JsonObject): Mismatch | undefined {
  const texts = [textField(input, "old_string")].filter((text) => text !== "");
  if (NOWHERE.test(error)) return { found: "nowhere", texts };
  const [, count] = MANY.exec(error) ?? [];
  return count === undefined ? undefined : { found: "many", count: Number(count), texts };
}

function folderOf(input: JsonObject): Pick<ToolCall, "folder"> {
  const folder = textField(input, "directory");
  return folder === "" ? {} : { folder };
}

function cutOf(text: string, size: number): Cut | undefined {
  const [, file] = CUT.exec(text) ?? [];
  return file === undefined ? undefined : { file, size, missing: "middle" };
}

/**
 * What a command printed, and how it ended. Command and output may hold any lines, so what is before the output is found from
 * the beginning, and what is after it from the end.
 */
function resultOf(
  text: string,
): { readonly output: string; readonly exitCode: number | undefined } | undefined {
  const exitAt = text.lastIndexOf(EXIT_CODE);
  const errorAt = exitAt < 0 ? -1 : text.lastIndexOf(ERROR, exitAt);
  const start = text.indexOf("\nDirectory: ");
  const outputAt = start < 0 ? -1 : text.indexOf(OUTPUT, start + 1);
  if (outputAt < 0 || errorAt < outputAt) return undefined;
  const output = text.slice(outputAt + OUTPUT.length, errorAt);
  const code = text.slice(exitAt + EXIT_CODE.length).split("\n", 1)[0] ?? NONE;
  const signal = code === NONE ? SIGNAL.exec(text.slice(exitAt))?.[1] : undefined;
  const exitCode = signal === undefined ? Number.parseInt(code, 10) : 128 + Number(signal);
  return { output: output === EMPTY ? "" : output, exitCode: exitCode >= 0 ? exitCode : undefined };
}
