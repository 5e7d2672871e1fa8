/**
 * Codex's event about a finished call, and the end of a session. Field facts were observed with Codex CLI 0.169.0 and
 * 0.171.0.
 *
 * @module
 */
import type { Cut, HookEvent, ToolCall, ToolKind } from "../../event/event.ts";
import type { ReadVariable } from "../../state/folder.ts";
import {
  field,
  isObject,
  type JsonObject,
  numberField,
  objectField,
  textField,
} from "../../text/json_object.ts";
import { absolutePath } from "../../text/path.ts";
import { commandResult } from "../shared/command_result.ts";
import { makeCall, makeEvent } from "../shared/hook_event.ts";
import { changesOf, parseUnifiedDiff } from "../shared/unified_diff.ts";
import { itemOf } from "./item.ts";
import { parsePatch } from "./patch.ts";

/** Codex's tools under the names that it gives to hooks. */
export const TOOLS: ReadonlyMap<string, ToolKind> = new Map([
  ["Bash", "shell"],
  ["apply_patch", "edit"],
  ["spawn_agent", "spawn"],
  ["update_plan", "other"],
  ["view_image", "other"],
]);

const CUT = /^Warning: truncated output \(original token count: (\d{1,12})\)\nTotal output lines: \d+\n\n/;
const UNITS_A_TOKEN = 4;
const APPLIED = /^Exit code: 0\r?\n/;
const FILE_URL = "file://";

/**
 * Decodes `PostToolUse`, and `SessionEnd`, which has no calls.
 *
 * @param json An event of Codex, as it came.
 * @param env Reads the environment, which says where Codex's session files are.
 * @returns The event.
 */
export function decode(json: JsonObject, env: ReadVariable): HookEvent {
  if (textField(json, "hook_event_name") === "SessionEnd") {
    return makeEvent(json, { calls: [], endsSession: true });
  }
  return makeEvent(json, { calls: callsOf(json, env) });
}

function callsOf(json: JsonObject, env: ReadVariable): readonly ToolCall[] {
  const tool = textField(json, "tool_name");
  const response = field(json, "tool_response");
  const id = textField(json, "tool_use_id");
  const kind = TOOLS.get(tool) ?? "other";
  if (kind === "other" || kind === "spawn") return [makeCall(json, { kind, id })];
  // Commands and patches answer with a text; anything else is a future form.
  if (typeof response !== "string") return [];
  return kind === "shell" ? [commandCall(json, response, env)] : patchCalls(json, response, env);
}

function commandCall(json: JsonObject, response: string, env: ReadVariable): ToolCall {
  const item = itemOf(json, env);
  const [warning = "", tokens] = CUT.exec(response) ?? [];
  const cut: Cut | undefined = tokens === undefined
    ? undefined
    : { file: "", size: UNITS_A_TOKEN * Number(tokens), missing: "middle" };
  const exitCode = item && numberField(item, "exit_code");
  const command = textField(objectField(json, "tool_input"), "command");
  return makeCall(json, {
    kind: "shell",
    id: textField(json, "tool_use_id"),
    ...commandResult(command, { output: response.slice(warning.length), exitCode }),
    // The event's folder is the session's, and the model may choose another one for each command.
    folder: item === undefined ? "" : folderOf(textField(item, "cwd")),
    ...(cut && { cut }),
  });
}

/** The folder that a file URL names; "" for anything else. */
function folderOf(url: string): string {
  const path = url.startsWith(FILE_URL) ? url.slice(FILE_URL.length) : "";
  if (!path.startsWith("/")) return "";
  try {
    return decodeURIComponent(path).replace(/^\/(?=[A-Za-z]:)/, "");
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return "";
  }
}

/** One call for each file; a deleted one has nothing to check. */
function patchCalls(json: JsonObject, response: string, env: ReadVariable): readonly ToolCall[] {
  if (!APPLIED.test(response)) return [];
  const changes = field(itemOf(json, env) ?? {}, "changes");
  const files = isObject(changes) ? recordedFiles(changes) : writtenFiles(json);
  const id = textField(json, "tool_use_id");
  const cwd = textField(json, "cwd");
  return files.map((file) => {
    const kind = file.created ? "write" : "edit";
    return makeCall(json, { kind, id, ...file, path: absolutePath(file.path, cwd) });
  }).filter(({ path }) => path !== "");
}

type FileFields = Pick<ToolCall, "path" | "changes" | "created" | "patch">;

/** The files as the session file has them, with line numbers. */
function recordedFiles(changes: JsonObject): readonly FileFields[] {
  return Object.entries(changes).flatMap(([path, change]): FileFields[] => {
    if (!isObject(change)) return [];
    switch (textField(change, "type")) {
      case "add":
        return [{ path, created: true, changes: [{ text: textField(change, "content"), before: "" }] }];
      case "update": {
        const patch = parseUnifiedDiff(textField(change, "unified_diff"));
        const moved = textField(change, "move_path");
        return [{ path: moved || path, changes: changesOf(patch ?? []), ...(patch && { patch }) }];
      }
      default:
        return [];
    }
  });
}

/** The files as the call's own patch has them. */
function writtenFiles(json: JsonObject): readonly FileFields[] {
  return parsePatch(textField(objectField(json, "tool_input"), "command"))
    .filter(({ kind }) => kind !== "delete")
    .map(({ kind, path, changes }) => ({ path, changes, ...(kind === "add" && { created: true }) }));
}
