/**
 * The analyzers. An analyzer is one file, one row and one spec; its code is loaded when a call wants it.
 *
 * @module
 */
import type { AnalysisContext, AnalyzerModule } from "./analyzer.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import { mayConcernLinters } from "../linters/wants.ts";
import type { Memory } from "../state/memory.ts";
import type { Settings } from "../config/settings.ts";

/** One analyzer. */
export interface Analyzer {
  /** The part of its rules' ids before the slash. */
  readonly id: string;
  /** What a call must be for the analyzer to want it, in words. */
  readonly needs: string;
  /** Whether the call is worth loading the analyzer for: cheap, and never throws. */
  readonly wants: (call: ToolCall, context: Pick<AnalysisContext, "settings" | "memory">) => boolean;
  /**
   * What decides whether it wants a change of a file: the path alone, or also the text that was written. The text of a
   * large change is read only for an analyzer that it decides for.
   */
  readonly decidesBy: "path" | "content";
  /** Whether the session shall remember the call, as the analyzer's `patterns` says: cheap, and never throws. */
  readonly remembers?: (call: ToolCall) => boolean;
  /** Loads the analyzer's code. */
  readonly load: () => Promise<AnalyzerModule>;
}

/** Each row of the catalogue that looks at the output of succeeded commands has one of these in its hint. */
export const FAILURE_WORDS: readonly (readonly string[])[] = [
  ["rror", "fail", "FAIL", "fatal", "ERR!", "***", "panic", "Traceback", "Segmentation", "CONFLICT"],
  ["not found", "Cannot ", "ermission", "No module", "no required", "resolve", "getaddrinfo", "onnect"],
  ["ECONN", "EADDR", "already", "emory", "bad_alloc", "space left", "quota"],
];

/** About 2,000 tokens: one per cent of a context of 200,000. */
const LARGE_OUTPUT = 8000;

/** All analyzers, in the order in which their findings are told. */
export const ANALYZERS: readonly Analyzer[] = [
  {
    id: "hook-files",
    needs: "a succeeded edit of a file whose path has hooks in it",
    wants: (call) => call.status === "succeeded" && call.changes.length > 0 && call.path.includes("hooks"),
    decidesBy: "path",
    load: () => import("./hook_files.ts"),
  },
  {
    id: "agent-spawn",
    needs: "a call that started a sub-agent",
    wants: isSpawn,
    remembers: isSpawn,
    decidesBy: "path",
    load: () => import("./agent_spawn.ts"),
  },
  {
    id: "errors",
    needs:
      "a failed call of a known tool, or a command that may have lost a failure's exit code or a part of its output",
    wants: wantsErrors,
    decidesBy: "path",
    load: () => import("./errors/errors.ts"),
  },
  {
    id: "repeats",
    needs: "a command or an edit that failed, in a session that remembers something",
    wants: (call, { memory }) => memory.size > 0 && mayRepeat(call),
    remembers: mayRepeat,
    decidesBy: "path",
    load: () => import("./repeats.ts"),
  },
  {
    id: "resources",
    needs: `a succeeded command with at least ${LARGE_OUTPUT} characters of output`,
    wants: ({ kind, status, output, cut }) =>
      kind === "shell" && status === "succeeded" && (cut?.size ?? output.length) >= LARGE_OUTPUT,
    decidesBy: "path",
    load: () => import("./resources/resources.ts"),
  },
  {
    id: "linters",
    needs:
      "a succeeded change of a file of the project that a linter looks at, or one that its batch left alone",
    wants: (call, { settings: { linters, projectDir } }) =>
      linters.mode !== "off" && !isElsewhere(call.path, projectDir) && mayConcernLinters(call),
    decidesBy: "path",
    load: () => import("./linters.ts"),
  },
  {
    id: "rules",
    needs: "a configuration with rules or packs",
    // A settled call had an event of its own, and the rules have seen it.
    wants: ({ status }, { settings }) => status !== "settled" && settings.rules.length > 0,
    decidesBy: "path",
    load: () => import("./rules.ts"),
  },
];

/**
 * Finds the analyzers that want to look at an event, or to remember it.
 *
 * @param event A decoded event.
 * @param settings The settings in force.
 * @returns None for most events.
 */
export function wanting(event: HookEvent, settings: Settings): Analyzer[] {
  return ANALYZERS.filter((row) => isWanting(row, event, settings));
}

/** What decides whether a large event is read to its end. */
export interface SkipOptions {
  /** The settings in force. */
  readonly settings: Settings;
  /** The rows to ask; all by default. */
  readonly analyzers?: readonly Analyzer[];
}

/**
 * Finds out by the beginning of a large event that no analyzer wants it.
 *
 * @param event The event, without the text that its calls wrote.
 * @param options The settings and the rows.
 * @returns True only where the rest of the event cannot change that.
 */
export function isUnwanted(event: HookEvent, { settings, analyzers = ANALYZERS }: SkipOptions): boolean {
  return event.calls.every(isChange) &&
    analyzers.every((row) => row.decidesBy === "path" && !isWanting(row, event, settings));
}

function isWanting({ wants, remembers }: Analyzer, { calls }: HookEvent, settings: Settings): boolean {
  const context = { settings, memory: NO_MEMORY };
  return calls.some((call) => wants(call, context) || remembers?.(call) === true);
}

/** Whether a call is a change of a file that worked. */
function isChange({ kind, status, path }: ToolCall): boolean {
  return status === "succeeded" && path !== "" && (kind === "write" || kind === "edit");
}

const NO_MEMORY: Memory = new Map();

/** Whether a file is plainly not one of the project. */
function isElsewhere(path: string, projectDir: string): boolean {
  return projectDir === "" || (path.startsWith("/") && !path.startsWith(projectDir));
}

function isSpawn({ kind, status }: ToolCall): boolean {
  return status === "succeeded" && kind === "spawn";
}

function mayRepeat({ kind, status, interrupted, command, mismatch }: ToolCall): boolean {
  if (interrupted || status === "succeeded") return false;
  return kind === "shell" ? command !== "" : mismatch !== undefined;
}

function wantsErrors(call: ToolCall): boolean {
  // The words of other tools may mean anything.
  if (call.interrupted || call.kind === "other") return false;
  if (call.status !== "succeeded") return call.error !== "";
  return call.kind === "shell" &&
    (call.background !== undefined || call.cut !== undefined || hidesExit(call));
}

/** Whether a command may have lost the exit code of a failure: it is not one plain program, and it prints such words. */
function hidesExit({ output, command }: ToolCall): boolean {
  return output !== "" && ["|", ";", "&", "\n"].some((mark) => command.includes(mark)) &&
    FAILURE_WORDS.some((words) => words.some((word) => output.includes(word)));
}
