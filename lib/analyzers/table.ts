/**
 * The analyzers. An analyzer is one file, one row and one spec; its code is loaded when a call wants it.
 *
 * @module
 */
import { type Analyzer, type CallHead, wantsCall } from "./analyzer.ts";
import type { HookEvent } from "../event/event.ts";
import { mayBeInOneOf, mayConcernLinters } from "../linters/wants.ts";
import type { Settings } from "../config/settings.ts";

/** Hints of the catalogue's rows that look at the output of succeeded commands: each contains one of these. */
export const FAILURE_WORDS: readonly (readonly string[])[] = [
  ["rror", "ERROR", "fail", "FAIL", "fatal", "ERR!", "***", "panic", "Traceback", "Segmentation", "CONFLICT"],
  ["not found", "Cannot ", "ermission", "No module", "no required", "resolve", "getaddrinfo", "onnect"],
  ["ECONN", "EADDR", "already", "emory", "bad_alloc", "space left", "quota", "o such file", "can't open"],
  ["exited", "✖", "✘", "🥊", "rejected", "Node.js v", "reformat", "issues", "Executed ", "Fail"],
  ["undefined: ", "not used", "cannot use", "did not match", "not ok", "Exception in"],
];

/** About 2,000 tokens: one per cent of a context of 200,000. */
const LARGE_OUTPUT = 8000;

/** All analyzers, in the order in which their findings are reported. */
export const ANALYZERS: readonly Analyzer[] = [
  {
    id: "hook-files",
    needs: "a succeeded edit of a file whose path has hooks in it",
    wants: (call) => isChange(call) && call.path.includes("hooks"),
    load: () => import("./hook_files.ts"),
  },
  {
    id: "agent-spawn",
    needs: "a call that started a sub-agent",
    wants: isSpawn,
    remembers: isSpawn,
    load: () => import("./agent_spawn.ts"),
  },
  {
    id: "errors",
    needs:
      "a failed call of a known tool, or a command that may have lost a failure's exit code or a part of its output",
    wants: wantsErrors,
    load: () => import("./errors/errors.ts"),
  },
  {
    id: "repeats",
    needs:
      "a command or an edit that failed, or a run of tests, a build or a linter, in a session that remembers something",
    wants: (call, { memory }) => memory.size > 0 && mayRepeat(call),
    remembers: mayRepeat,
    load: () => import("./repeats.ts"),
  },
  {
    id: "resources",
    needs: `a succeeded command with at least ${LARGE_OUTPUT} characters of output`,
    wants: ({ kind, status, output, cut }) =>
      kind === "shell" && status === "succeeded" && (cut?.size ?? output.length) >= LARGE_OUTPUT,
    load: () => import("./resources/resources.ts"),
  },
  {
    id: "linters",
    needs:
      "a succeeded change of a file of the project that a linter looks at, or one that was noted for later",
    wants: (call, { settings: { linters, projectDir }, event: { cwd } }) =>
      linters.mode !== "off" && projectDir !== "" && mayConcernLinters(call) &&
      mayBeInOneOf(call.path, [projectDir, cwd]),
    runsLinters: true,
    load: () => import("./linters.ts"),
  },
  {
    id: "rules",
    needs: "a configuration with rules or packs",
    // The rules have seen a settled call already, with its own event.
    wants: ({ status }, { settings }) => status !== "settled" && settings.rules.length > 0,
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
export function selectAnalyzers(event: HookEvent, settings: Settings): Analyzer[] {
  const context = { settings, memory: new Map<string, never>(), event };
  return ANALYZERS.filter((row) =>
    event.calls.some((call) => wantsCall(row, call, context) || row.remembers?.(call) === true)
  );
}

/** What decides whether a large event is read to its end. */
export interface SkipOptions {
  /** The settings in force. */
  readonly settings: Settings;
  /** The rows to ask; all by default. */
  readonly analyzers?: readonly Analyzer[];
}

/**
 * Decides by the beginning of a large event whether no analyzer wants it.
 *
 * @param event The event, without the text that its calls wrote.
 * @param options The settings and the rows.
 * @returns True only where the rest of the event cannot change that.
 */
export function isUnwanted(event: HookEvent, { settings, analyzers = ANALYZERS }: SkipOptions): boolean {
  const context = { settings, memory: new Map<string, never>(), event };
  return event.calls.every((call) =>
    isChange(call) && !analyzers.some(({ wants, remembers }) => wants(call, context) || remembers?.(call))
  );
}

/** Whether a call is a change of a file that worked. */
function isChange({ kind, status, path }: CallHead): boolean {
  return status === "succeeded" && path !== "" && (kind === "write" || kind === "edit");
}

function isSpawn({ kind, status }: CallHead): boolean {
  return status === "succeeded" && kind === "spawn";
}

/** Words of commands that run tests, builds or linters. */
const CHECKING = [
  "test",
  "jest",
  "mocha",
  "unit",
  "check",
  "lint",
  "build",
  "tsc",
  "spec",
  "cargo",
  "make",
  "gradle",
  "mvn",
];

function mayRepeat({ kind, status, interrupted, command, mismatch }: CallHead): boolean {
  if (interrupted || status === "settled") return false;
  if (status !== "succeeded") return kind === "shell" ? command !== "" : mismatch !== undefined;
  return kind === "shell" && CHECKING.some((word) => command.includes(word));
}

function wantsErrors(call: CallHead): boolean {
  // The words of other tools can mean anything.
  if (call.interrupted || call.kind === "other") return false;
  if (call.status !== "succeeded") return call.error !== "";
  return call.kind === "shell" &&
    (call.background !== undefined || call.cut !== undefined || hidesExit(call));
}

/** Whether a command may have lost a failure's exit code: it is more than one program, and it printed such words. */
function hidesExit({ output, command }: CallHead): boolean {
  return output !== "" && ["|", ";", "&", "\n"].some((mark) => command.includes(mark)) &&
    FAILURE_WORDS.some((words) => words.some((word) => output.includes(word)));
}
