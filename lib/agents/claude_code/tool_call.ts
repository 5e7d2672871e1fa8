/**
 * Reads a tool call by the field names of Claude Code, which the report's short form shares. Field facts were observed
 * with Claude Code 2.1.330.
 *
 * @module
 */
import type { Change, Cut, Spawn, ToolCall, ToolKind } from "../../event/event.ts";
import {
  field,
  isObject,
  type JsonObject,
  numberField,
  objectField,
  readDottedField,
  textField,
} from "../../text/json_object.ts";
import { mismatchOf } from "./mismatch.ts";
import { hunksOf, writtenFiles } from "./patch.ts";

const EXIT_CODE = "Exit code ";
const MISSING = "File does not exist.";

// A failing command's error is the head and the tail, 5,000 units each, of the first 30,000 units of output.
const CUT_WORDS = " characters truncated] ";
const KEPT_UNITS = 10_000;
const MOST_KNOWN_UNITS = 30_000;
/** The exit code in front of the output counts as well. An output of more units was cut by a client that kept its end. */
const EXIT_CODE_UNITS = 20;

/** All tools that do one of the named things. PowerShell's command lines are not those of a POSIX shell: "other". */
const KINDS: readonly (readonly [kind: ToolKind, tools: string])[] = [
  ["shell", " Bash "],
  ["read", " Read NotebookRead "],
  ["write", " Write "],
  ["edit", " Edit MultiEdit NotebookEdit "],
  ["search", " Grep Glob LS "],
  ["fetch", " WebFetch WebSearch "],
  // The tool is called Agent today and was called Task; TaskCreate and its like manage a list and start nothing.
  ["spawn", " Agent Task "],
];

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
  const tool = textField(json, "tool_name");
  const kind = writesLocally(tool, input) ? "write" : kindOf(tool);
  const timedOutAfterMs = numberField(response, "timedOutAfterMs");
  const cut = status === "succeeded" ? cutOutput(response) : cutError(error);
  const mismatch = error !== "" && kind === "edit" ? mismatchOf(error, input) : undefined;
  return {
    tool,
    kind,
    id: textField(json, "tool_use_id"),
    status,
    command: textField(input, "command"),
    path: pathOf(input),
    changes: changesOf(input, response),
    ...editOf(kind, response),
    ...resultOf(kind, outcome),
    error,
    ...(mismatch && { mismatch }),
    ...(error.startsWith(MISSING) && { missing: true }),
    interrupted: field(json, "is_interrupt") === true || field(response, "interrupted") === true,
    ...(cut && { cut }),
    ...(timedOutAfterMs !== undefined &&
      { background: { task: textField(response, "backgroundTaskId"), afterMs: timedOutAfterMs } }),
    ...(kind === "spawn" && { spawn: spawnOf(json, response) }),
    input,
    ownField: (path) => readDottedField(json, path),
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

/**
 * Says what a tool does.
 *
 * @param tool Its name in Claude Code.
 * @returns "other" for tools whose calls fasthook cannot read.
 */
export function kindOf(tool: string): ToolKind {
  return KINDS.find(([, tools]) => tools.includes(` ${tool} `))?.[0] ?? "other";
}

/**
 * Reports whether a tool of a server wrote a file of this machine. Most servers write something remote, which may have the
 * relative path of a local file.
 */
function writesLocally(tool: string, input: JsonObject): boolean {
  return isServerTool(tool) && textField(input, "content") !== "" &&
    /^(?:\/|[A-Za-z]:[\\/])/.test(pathOf(input));
}

/**
 * Reports whether a tool is a server's.
 *
 * @param tool Its name in Claude Code.
 * @returns True for tools of MCP servers.
 */
export function isServerTool(tool: string): boolean {
  return tool.startsWith("mcp__");
}

/**
 * Finds what a call is about.
 *
 * @param input Its arguments.
 * @returns The file, notebook or folder as the model wrote it; "" where there is none.
 */
export function pathOf(input: JsonObject): string {
  return textField(input, "file_path") || textField(input, "notebook_path") || textField(input, "path");
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

/** What the answer says about the files that the call changed. */
function editOf(
  kind: ToolKind,
  response: JsonObject,
): Pick<ToolCall, "created" | "patch" | "originalText" | "written"> {
  if (kind === "shell") {
    const written = writtenFiles(field(response, "bashEditDiff"));
    return written === undefined ? {} : { written };
  }
  const isNew = textField(response, "type") === "create";
  const patch = isNew ? undefined : hunksOf(field(response, "structuredPatch"));
  const original = field(response, "originalFile") ?? field(response, "original_file");
  return {
    ...(isNew && { created: true }),
    // An older Write has an empty one where it does not know.
    ...(patch && (patch.length > 0 || kind === "edit" || textField(response, "type") === "update") &&
      { patch }),
    ...(typeof original === "string" && { originalText: original }),
  };
}

/** What the call printed or returned, and its exit code. */
function resultOf(
  kind: ToolKind,
  { status, response, error }: Outcome,
): Pick<ToolCall, "output" | "exitCode"> {
  if (kind === "read") return { output: textField(objectField(response, "file"), "content") };
  if (kind === "fetch") return { output: textField(response, "result") };
  if (kind === "shell" && error.startsWith(EXIT_CODE)) {
    const end = error.indexOf("\n");
    const exitCode = Number.parseInt(error.slice(EXIT_CODE.length), 10);
    if (exitCode >= 0) return { output: end < 0 ? "" : error.slice(end + 1), exitCode };
  }
  const output = [textField(response, "stdout"), textField(response, "stderr")].filter((text) => text !== "")
    .join("\n");
  return { output, ...(kind === "shell" && status === "succeeded" && hasEnded(response) && { exitCode: 0 }) };
}

/** Whether a succeeded command ended with exit code 0: another one that counts as success is explained. */
function hasEnded(response: JsonObject): boolean {
  return Object.hasOwn(response, "stdout") && field(response, "interrupted") !== true &&
    !["returnCodeInterpretation", "backgroundTaskId", "timedOutAfterMs"].some((key) =>
      Object.hasOwn(response, key)
    );
}

function spawnOf(json: JsonObject, response: JsonObject): Spawn {
  const ranMs = textField(response, "status") === "completed"
    ? numberField(json, "duration_ms") ?? numberField(response, "totalDurationMs")
    : undefined;
  return {
    type: textField(objectField(json, "tool_input"), "subagent_type"),
    ...(ranMs !== undefined && { ranMs }),
  };
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
  return { file: "", size, missing: isEndLost(size) ? "end" : "middle" };
}

function isEndLost(size: number): boolean {
  return size >= MOST_KNOWN_UNITS && size <= MOST_KNOWN_UNITS + EXIT_CODE_UNITS;
}
