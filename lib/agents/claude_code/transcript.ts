/**
 * Reads Claude Code's session files, line by line: tool calls and runs of hooks. Field facts were observed with 2.0.60 and 2.1.330.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import { hookRun, type RecordedHook, stopHooks, textOf, timeOf } from "./recorded_hook.ts";
import { shortHash } from "../../text/hash.ts";

/** A tool call that would have started a hook. */
export interface RecordedCall {
  /** What the record is about. */
  readonly kind: "call";
  /** When it ended, in milliseconds since 1970; NaN where the file does not say. */
  readonly at: number;
  /** The same for the copies of a call that forked and resumed sessions hold; "" if the file names no id. */
  readonly key: string;
  /** In which record the model asked for it, counted in the file. */
  readonly announced: number;
  /** In which record its result is, counted in the file. */
  readonly ended: number;
  /** The event as a hook would have got it. */
  readonly event: JsonObject;
}

/** What one line of a session file holds. */
export type Recorded = RecordedCall | RecordedHook;

/** A call without a result so far. */
interface Announced {
  readonly announced: number;
  readonly name: string;
  readonly input: JsonObject;
}

/** Claude Code runs a handful of calls at a time; more open ones belong to sessions that were cut off. */
const MAX_OPEN_CALLS = 1000;

const REJECTION = "<tool_use_error>";

/** Results of calls that a person or a rule refused. Files of versions before 2.1 have no other sign of that. */
const REFUSALS = [
  "The user doesn't want to",
  "[Request interrupted by user",
  "Permission to use ",
  "Claude requested permissions ",
];

/**
 * Recognises a session file by its beginning.
 *
 * @param head The first part of the file.
 * @returns True if a line is a record, or the beginning of one, or if there is no line.
 */
export function isSession(head: string): boolean {
  const lines = head.split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 || lines.some((line, index) => isRecord(line, index === lines.length - 1));
}

function isRecord(line: string, isLast: boolean): boolean {
  try {
    return textField(JSON.parse(line), "type") !== "";
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // A record may be longer than what was read.
    return isLast && /^\{\s*"[A-Za-z]+"\s*:/.test(line);
  }
}

/** Reads one session file, line by line. Its memory does not grow with the file. */
export class Transcript {
  readonly #open = new Map<string, Announced>();
  #records = 0;
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
    this.#records++;
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
    this.#open.set(textField(block, "id"), {
      announced: this.#records,
      name: textField(block, "name"),
      input: objectField(block, "input"),
    });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN_CALLS && oldest !== undefined) this.#open.delete(oldest);
  }

  #result(line: JsonObject, block: JsonObject): readonly Recorded[] {
    if (textField(block, "type") !== "tool_result") return [];
    const id = textField(block, "tool_use_id");
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (open === undefined) return [];
    const { announced, ...call } = open;
    const event = eventFor(line, block, { id, ...call });
    const key = id === "" ? "" : shortHash(JSON.stringify([id, call]));
    return event === undefined
      ? []
      : [{ kind: "call", at: timeOf(line), key, announced, ended: this.#records, event }];
  }
}

/** The event that the hook of a call got, or `undefined` when no hook ran. */
function eventFor(
  line: JsonObject,
  block: JsonObject,
  { id, name, input }: Omit<Announced, "announced"> & { readonly id: string },
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
