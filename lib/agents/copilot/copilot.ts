/**
 * Copilot CLI's two events about finished calls, in the form that it sends for events named as in Claude Code. Field facts
 * were observed with Copilot CLI 1.0.102.
 *
 * @module
 */
import type { Cut, HookEvent, Mismatch, ToolCall, ToolKind } from "../../event/event.ts";
import { type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { commandResult } from "../shared/command_result.ts";
import { makeCall, makeEvent } from "../shared/hook_event.ts";

/** Copilot's tools under the names that it gives to hooks. Command lines of PowerShell are not those of a POSIX shell. */
export const TOOLS: ReadonlyMap<string, ToolKind> = new Map([
  ["Bash", "shell"],
  ["Read", "read"],
  ["Write", "write"],
  ["Edit", "edit"],
  ["Grep", "search"],
  ["Glob", "search"],
  ["powershell", "other"],
]);

const EXIT = /\n?<(?:shellId: \S+|command with shellId: \S+) completed with exit code (\d{1,10})>\s*$/;
const CUT = /^Output too large to read at once \(([\d.]{1,12}) (B|KB|MB)\)\. Saved to: ([^\n]+)/;
const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1000, MB: 1_000_000 };
const NOWHERE = "No match found";
const MANY = "Multiple matches found";
const MISSING = "Path does not exist";

/**
 * Decodes `PostToolUse` and `PostToolUseFailure`.
 *
 * @param json An event of Copilot CLI, as it came.
 * @returns The event, or `undefined` for other events.
 */
export function decode(json: JsonObject): HookEvent | undefined {
  switch (textField(json, "hook_event_name")) {
    case "PostToolUse":
      return makeEvent(json, { calls: succeededCalls(json), contextAtTop: true });
    case "PostToolUseFailure":
      return makeEvent(json, { calls: [failedCall(json)], contextAtTop: true });
    default:
      return undefined;
  }
}

function kindOf(json: JsonObject): ToolKind {
  return TOOLS.get(textField(json, "tool_name")) ?? "other";
}

function succeededCalls(json: JsonObject): readonly ToolCall[] {
  const result = objectField(json, "tool_result");
  if (textField(result, "result_type") !== "success") return [];
  const kind = kindOf(json);
  const input = objectField(json, "tool_input");
  const text = textField(result, "text_result_for_llm");
  if (kind === "shell") return [commandCall(json, text)];
  const path = textField(input, "path");
  switch (kind) {
    case "write":
      return [makeCall(json, {
        kind,
        path,
        created: true,
        changes: [{ text: textField(input, "file_text"), before: "" }],
      })];
    case "edit": {
      const added = textField(input, "new_str");
      const changes = added === "" ? [] : [{ text: added, before: textField(input, "old_str") }];
      return [makeCall(json, { kind, path, changes })];
    }
    default:
      return [makeCall(json, { kind, path, output: kind === "read" ? text : "" })];
  }
}

function commandCall(json: JsonObject, text: string): ToolCall {
  const exit = EXIT.exec(text);
  const exitCode = exit === null ? undefined : Number(exit[1]);
  const output = exit === null ? text : text.slice(0, exit.index);
  const cut = cutOf(text);
  const command = textField(objectField(json, "tool_input"), "command");
  return makeCall(json, {
    kind: "shell",
    ...commandResult(command, { output: cut ? "" : output, exitCode }),
    ...(cut && { cut }),
  });
}

function cutOf(text: string): Cut | undefined {
  const [, size, unit = "", file] = CUT.exec(text) ?? [];
  if (file === undefined) return undefined;
  return { file, size: Math.round(Number(size) * (UNITS[unit] ?? 1)), missing: "end" };
}

function failedCall(json: JsonObject): ToolCall {
  const kind = kindOf(json);
  const input = objectField(json, "tool_input");
  const error = textField(json, "error");
  const mismatch = kind === "edit" ? mismatchOf(error, input) : undefined;
  return makeCall(json, {
    kind,
    path: textField(input, "path"),
    status: mismatch ? "rejected" : "failed",
    error,
    ...(mismatch && { mismatch }),
    ...(error.startsWith(MISSING) && { missing: true }),
  });
}

function mismatchOf(error: string, input: JsonObject): Mismatch | undefined {
  const texts = [textField(input, "old_str")].filter((text) => text !== "");
  if (error.startsWith(NOWHERE)) return { found: "nowhere", texts };
  return error.startsWith(MANY) ? { found: "many", texts } : undefined;
}
