/**
 * Gemini CLI's event about a finished call, and the end of a session. Field facts were observed with Gemini CLI 0.61.0.
 *
 * @module
 */
import type { Cut, HookEvent, Mismatch, ToolCall, ToolKind } from "../../event/event.ts";
import { isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { commandResult } from "../shared/command_result.ts";
import { readDisplayedEdit } from "../shared/displayed_diff.ts";
import { makeCall, makeEvent } from "../shared/hook_event.ts";

/** Gemini CLI's tools. */
export const TOOLS: ReadonlyMap<string, ToolKind> = new Map([
  ["run_shell_command", "shell"],
  ["read_file", "read"],
  ["read_many_files", "read"],
  ["write_file", "write"],
  ["replace", "edit"],
  ["grep_search", "search"],
  ["glob", "search"],
  ["list_directory", "search"],
  ["web_fetch", "fetch"],
  ["google_web_search", "fetch"],
  ["invoke_agent", "spawn"],
  ["activate_skill", "other"],
  ["list_background_processes", "other"],
  ["read_background_output", "other"],
  ["update_topic", "other"],
  ["write_todos", "other"],
]);

const WRAPPER = /^<untrusted_context>\n([\s\S]*?)\n?<\/untrusted_context>\s*$/;
const OUTPUT = "Output: ";
const EMPTY = "(empty)";
/** The lines after a command's output. The output may hold such lines, too: they are read from the end. */
const LAST_LINE = /^(Error|Exit Code|Signal|Background PIDs|Process Group PGID): (.*)$/;

/** The model is given the first 8,000 and the last 32,000 characters of a longer text. */
const MOST_SHOWN_UNITS = 40_000;

const TOO_MANY = /but found (\d{1,9})/;

/**
 * Decodes `AfterTool`, and `SessionEnd`, which has no calls.
 *
 * @param json An event of Gemini CLI, as it came.
 * @returns The event. The client drops every context for a call that ended with an error.
 */
export function decode(json: JsonObject): HookEvent {
  if (textField(json, "hook_event_name") !== "AfterTool") {
    return makeEvent(json, { calls: [], endsSession: true });
  }
  const response = objectField(json, "tool_response");
  const isError = isObject(response["error"]);
  return makeEvent(json, {
    calls: isError ? [failedCall(json, objectField(response, "error"))] : succeededCalls(json, response),
    ...(isError && { replies: "none" }),
  });
}

function kindOf(json: JsonObject): ToolKind {
  return TOOLS.get(textField(json, "tool_name")) ?? "other";
}

function failedCall(json: JsonObject, { message, type }: JsonObject): ToolCall {
  const error = typeof message === "string" ? message : "";
  const mismatch = mismatchOf(type, error, objectField(json, "tool_input"));
  return makeCall(json, {
    kind: kindOf(json),
    path: textField(objectField(json, "tool_input"), "file_path"),
    status: mismatch ? "rejected" : "failed",
    error,
    ...(mismatch && { mismatch }),
    ...(type === "file_not_found" && { missing: true }),
  });
}

function mismatchOf(type: unknown, error: string, input: JsonObject): Mismatch | undefined {
  const texts = [textField(input, "old_string")].filter((text) => text !== "");
  if (type === "edit_no_occurrence_found") return { found: "nowhere", texts };
  if (type !== "edit_expected_occurrence_mismatch") return undefined;
  const [, count] = TOO_MANY.exec(error) ?? [];
  return { found: "many", ...(count !== undefined && { count: Number(count) }), texts };
}

function succeededCalls(json: JsonObject, response: JsonObject): readonly ToolCall[] {
  const kind = kindOf(json);
  const input = objectField(json, "tool_input");
  if (kind === "shell") return commandCalls(json, textField(response, "llmContent"));
  if (kind === "write" || kind === "edit") {
    return [makeCall(json, { kind, ...readDisplayedEdit(input, objectField(response, "returnDisplay")) })];
  }
  const output = kind === "read" || kind === "fetch" ? textField(response, "llmContent") : "";
  return [makeCall(json, { kind, path: textField(input, "file_path"), output })];
}

/** No call for a command that goes on in the background or was cancelled: its text has no output. */
function commandCalls(json: JsonObject, text: string): readonly ToolCall[] {
  const result = resultOf(text);
  if (result === undefined) return [];
  const input = objectField(json, "tool_input");
  const folder = textField(input, "dir_path");
  const cut: Cut | undefined = text.length > MOST_SHOWN_UNITS
    ? { file: "", size: result.output.length, missing: "middle" }
    : undefined;
  return [makeCall(json, {
    kind: "shell",
    ...commandResult(textField(input, "command"), result),
    ...(folder !== "" && { folder: folderIn(textField(json, "cwd"), folder) }),
    ...(cut && { cut }),
  })];
}

function folderIn(cwd: string, folder: string): string {
  return /^(?:[\\/]|[A-Za-z]:)/.test(folder) || cwd === "" ? folder : `${cwd}/${folder}`;
}

/** What a command printed, and its exit code: 0 where neither a code nor a signal is named. */
function resultOf(text: string): { readonly output: string; readonly exitCode: number } | undefined {
  const inner = WRAPPER.exec(text)?.[1] ?? text;
  if (!inner.startsWith(OUTPUT)) return undefined;
  const lines = inner.slice(OUTPUT.length).split("\n");
  let exitCode = 0;
  for (
    let line = LAST_LINE.exec(lines.at(-1) ?? "");
    line !== null;
    line = LAST_LINE.exec(lines.at(-1) ?? "")
  ) {
    const [, name, value] = line;
    const number = Number.parseInt(value ?? "", 10);
    if (name === "Exit Code" && number >= 0) exitCode = number;
    if (name === "Signal" && number > 0) exitCode = 128 + number;
    lines.pop();
  }
  const output = lines.join("\n");
  return { output: output === EMPTY ? "" : output, exitCode };
}
