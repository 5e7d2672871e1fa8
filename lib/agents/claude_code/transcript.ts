/**
 * Reads Claude Code's session files, line by line: tool calls and runs of hooks. Field facts were observed with 2.0.60 and 2.1.330.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { hookRun, stopHooks, textOf, timeOf } from "./recorded_hook.ts";
import {
  type OpenCall,
  type Recorded,
  type RecordedHook,
  SessionCalls,
  type SessionReader,
} from "../shared/recorded.ts";

const REJECTION = "<tool_use_error>";

/** Results of calls that a person or a rule refused. Files of versions before 2.1 have no other sign of that. */
const REFUSALS = [
  "The user doesn't want to",
  "[Request interrupted by user",
  "Permission to use ",
  "Claude requested permissions ",
];

/** Reads one session file, line by line. Its memory does not grow with the file. */
export class Transcript implements SessionReader {
  readonly #calls = new SessionCalls();
  /** The last hook that was named. The text that it gave to the model is recorded after it, without its name. */
  #lastHook = { key: "", command: "" };

  /**
   * Reads the next line.
   *
   * @param line The line's JSON.
   * @returns What happened, in order; empty for most lines.
   */
  read(line: unknown): readonly Recorded[] {
    if (!isObject(line)) return [];
    this.#calls.countRecord();
    switch (textField(line, "type")) {
      case "assistant":
        for (const block of blocksOf(line)) this.#announce(block);
        return [];
      case "user":
        return blocksOf(line).flatMap((block) => this.#result(line, block));
      case "attachment":
        return this.#hook(hookRun(line, objectField(line, "attachment")), objectField(line, "attachment"));
      case "system":
        return stopHooks(line);
      default:
        return [];
    }
  }

  #hook(run: RecordedHook | undefined, attachment: JsonObject): readonly Recorded[] {
    if (run === undefined) return [];
    const key = `${run.event} ${textField(attachment, "toolUseID")}`;
    if (run.command !== "") this.#lastHook = { key, command: run.command };
    return [
      run.command === "" && this.#lastHook.key === key ? { ...run, command: this.#lastHook.command } : run,
    ];
  }

  #announce(block: JsonObject): void {
    if (textField(block, "type") !== "tool_use") return;
    this.#calls.begin(textField(block, "id"), {
      name: textField(block, "name"),
      input: objectField(block, "input"),
    });
  }

  #result(line: JsonObject, block: JsonObject): readonly Recorded[] {
    if (textField(block, "type") !== "tool_result") return [];
    const id = textField(block, "tool_use_id");
    return this.#calls.end(id, timeOf(line), (call) => eventFor(line, block, { id, ...call }));
  }
}

/** The event that the hook of a call got, or `undefined` when no hook ran. */
function eventFor(
  line: JsonObject,
  block: JsonObject,
  { id, name, input }: OpenCall & { readonly id: string },
): JsonObject | undefined {
  const text = textOf(field(block, "content"));
  const cwd = textField(line, "cwd");
  const base = { session_id: textField(line, "sessionId"), cwd };
  const call = { tool_name: name, tool_input: withAbsolutePath(input, cwd), tool_use_id: id };
  if (text.startsWith(REJECTION)) {
    const tool_calls = [{ ...call, tool_input: input, tool_response: text }];
    return { ...base, hook_event_name: "PostToolBatch", tool_calls };
  }
  if (isRefused(line, text)) return undefined;
  const result = field(line, "toolUseResult");
  if (field(block, "is_error") === true) {
    const error = typeof result === "string" ? result.replace(/^Error: /, "") : text;
    return { ...base, hook_event_name: "PostToolUseFailure", ...call, error };
  }
  // Files of sub-agents do not hold the structured answer. For a command the text is enough.
  const tool_response = isObject(result) ? result : (name === "Bash" ? { stdout: text } : {});
  return { ...base, hook_event_name: "PostToolUse", ...call, tool_response };
}

function isRefused(line: JsonObject, text: string): boolean {
  if (field(line, "toolDenialKind") !== undefined) return true;
  const decision = textField(objectField(line, "permissionDecision"), "decision");
  if (decision !== "") return decision !== "accept";
  return field(line, "toolUseResult") === "User rejected tool use" ||
    REFUSALS.some((beginning) => text.startsWith(beginning));
}

/** Claude Code gives hooks an absolute path where the model wrote a relative one. */
function withAbsolutePath(input: JsonObject, cwd: string): JsonObject {
  const path = textField(input, "file_path");
  if (path === "" || cwd === "" || /^(?:[\\/]|[A-Za-z]:)/.test(path)) return input;
  return { ...input, file_path: `${cwd}/${path}` };
}

function blocksOf(line: JsonObject): readonly JsonObject[] {
  const content = field(objectField(line, "message"), "content");
  return Array.isArray(content) ? content.filter(isObject) : [];
}
