/**
 * The texts of one call that rows of the catalogue look at.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { quotable } from "../../text/clean.ts";
import { MAX_SCAN_UNITS } from "../../text/pattern.ts";
import type { Look } from "./catalogue.ts";
import type { FailedRun } from "../../text/failed_run.ts";
import type { ReadOutput } from "./read_output.ts";

const MAX_MESSAGE_UNITS = 500;
const MAX_RUN_UNITS = 160;
const MAX_NAME_UNITS = 80;
/** The client puts this into the output of a command that a person stopped. */
const INTERRUPTED = "[Request interrupted by user";

/** Lines of tests and logs: what they mention has not happened to the command. */
const TESTS =
  /^ *(?:--- (?:PASS|FAIL)|=== RUN|[✓✔✗✖] |(?:not )?ok \d|\d+ (?:passing|failing)\b|Tests?:? |test .+ \.\.\. |PASS |.*\bPASSED\b|.*\b\d+ (?:passed|failed)\b)/m;
/** Each line that {@linkcode TESTS} matches holds one of these. */
const TEST_WORDS = [
  "--- ",
  "=== RUN",
  "✓ ",
  "✔ ",
  "✗ ",
  "✖ ",
  "ok ",
  "passing",
  "failing",
  "Test",
  "test ",
  "PASS",
  "passed",
  "failed",
];
const LOG_WORDS = ["level", "WARN", "INFO", "DEBUG", "TRACE"];
const LOG_LINE = /\blevel=|"level"|\b(?:WARN|WARNING|INFO|DEBUG|TRACE)\b/;

/** Lines that a shell's start-up file prints. */
const START_UP_WORDS = ["rc:", "env:", "sh_", "profile", ".zlogin", "/etc/"];
const START_UP =
  /^\S*(?:\.(?:bash|zsh|k?sh)(?:rc|_\w+|env)|\.z?profile|\.zlogin|\/etc\/(?:profile|bash|zsh)\S*):/;

/**
 * Reports whether a call's output may show the failure of a program whose exit code is not the call's.
 *
 * @param call Any call.
 * @returns True for commands of several programs that ended.
 */
export function mayShowFailure({ kind, status, command, output }: ToolCall): boolean {
  return kind === "shell" && output !== "" && (status === "succeeded" || status === "failed") &&
    ["|", ";", "&", "\n"].some((mark) => command.includes(mark));
}

/** The texts, each made once and only when a row asks for it. */
export class Texts {
  /** The call. */
  readonly call: ToolCall;
  readonly #output: ReadOutput | undefined;
  readonly #made = new Map<Look, string>();

  /**
   * Makes none of the texts yet.
   *
   * @param call The call.
   * @param output What its programs printed, where that was read.
   */
  constructor(call: ToolCall, output: ReadOutput | undefined) {
    this.call = call;
    this.#output = output;
  }

  /**
   * Gives a text.
   *
   * @param look Which one.
   * @returns The text; "" where the call has none of the kind.
   */
  get(look: Look): string {
    const known = this.#made.get(look);
    if (known !== undefined) return known;
    const text = this.#make(look).slice(0, MAX_SCAN_UNITS);
    this.#made.set(look, text);
    return text;
  }

  /** Whether later output covers a failure in the call's output. */
  get isCovered(): boolean {
    return this.#output?.failed?.isCovered === true;
  }

  /**
   * Reports whether a program is one of the command's.
   *
   * @param program Its name.
   * @returns False where the output was not read.
   */
  hasRun(program: string): boolean {
    return this.#output?.programs.includes(program) === true;
  }

  /**
   * Fills a placeholder.
   *
   * @param name Its name.
   * @param matched What the row matched.
   * @returns The word.
   */
  word(name: string, matched: string): string {
    const { call } = this;
    const failed = this.#output?.failed;
    switch (name) {
      case "match":
        return failed?.line ?? matched;
      case "path":
        return call.path === "" ? "the file" : call.path;
      case "program":
        return failed?.isNamed ? `\`${quotable(failed.run.program, MAX_NAME_UNITS)}\`` : "a program";
      case "keep":
        return failed?.keep ?? "";
      case "by":
        return failed?.run.hiddenBy || "the command line";
      case "filter":
        return failed?.cutBy ?? "";
      case "run":
        return failed === undefined ? "the command" : shortCommand(failed.run.source);
      case "log":
        return `/tmp/${failed?.run.program.replace(/[^\w.-]/g, "") || "run"}.log`;
      case "kept":
        return failed?.log ?? "";
      case "file":
        return call.cut?.file ?? "";
      case "mark":
        return failed?.mark ?? "";
      case "again":
        return `( ${
          shortCommand(call.command)
        } ) > /tmp/run.log 2>&1 || { tail -n 100 /tmp/run.log; false; }`;
      default:
        return "it";
    }
  }

  #make(look: Look): string {
    const { call } = this;
    const isFailed = call.status === "failed";
    const failed = this.#output?.failed;
    switch (look) {
      case "program":
        return isFailed ? withoutStartUp(call.exitCode === undefined ? call.error : call.output) : "";
      case "own":
        return ownText(this.get("program"));
      case "message":
        return isFailed && call.exitCode === undefined
          ? call.error.slice(0, MAX_MESSAGE_UNITS).toLowerCase()
          : "";
      case "client":
        return call.kind === "search" || call.kind === "read" ? call.error : "";
      case "mismatch":
        if (call.mismatch) return `${call.mismatch.found} ${call.mismatch.count ?? "several"}`;
        return isMissingCell(call) ? "cell" : "";
      case "missing":
        return call.status !== "succeeded" && call.missing ? "missing" : "";
      case "code":
        return isFailed && call.exitCode !== undefined && !call.output.includes(INTERRUPTED)
          ? `${call.exitCode}`
          : "";
      case "named":
        return call.status === "succeeded" ? withoutStartUp(this.#output?.text ?? "") : "";
      case "hidden":
        return this.#output?.isOwn === true ? ownText(withoutStartUp(this.#output.text)) : "";
      case "covered":
        return failed?.isCovered === true ? this.#output?.text ?? "" : "";
      case "report":
        return failed === undefined ? "" : reportOf(failed, isFailed);
      case "exit":
        return exitOf(call, this.#output?.lastProgram ?? "");
      case "background":
        return call.background === undefined
          ? ""
          : `task ${call.background.task} after ${call.background.afterMs} ms`;
      case "cut":
        return cutOf(call);
    }
  }
}

/** What clients say where an edit names a cell that the notebook does not have. */
function isMissingCell({ kind, error }: ToolCall): boolean {
  return kind === "edit" && error.includes("ell with ") && /not found|does not exist/.test(error);
}

function reportOf({ isCovered, cutBy, log }: FailedRun, isFailed: boolean): string {
  if (isCovered) return isFailed ? "" : "covered";
  if (cutBy !== "") return log === "" ? "visible cut" : "visible kept";
  return isFailed ? "" : "visible";
}

function shortCommand(command: string): string {
  return command.length > MAX_RUN_UNITS || command.includes("\n") ? "the command" : command;
}

/** A test's output mentions what a test is about, a log what was survived. */
function ownText(text: string): string {
  if (hasWord(text, TEST_WORDS) && TESTS.test(text)) return "";
  return hasWord(text, LOG_WORDS) ? text.split("\n").filter((line) => !LOG_LINE.test(line)).join("\n") : text;
}

/** A new process finds a word ten times faster than it makes a pattern. */
function hasWord(text: string, words: readonly string[]): boolean {
  return words.some((word) => text.includes(word));
}

function withoutStartUp(text: string): string {
  if (!hasWord(text, START_UP_WORDS)) return text;
  return text.split("\n").filter((line) => !START_UP.test(line)).join("\n");
}

/** Exit code and program, for commands that failed without saying why. */
function exitOf({ status, exitCode, command }: ToolCall, lastProgram: string): string {
  if (status !== "failed" || exitCode === undefined) return "";
  if (exitCode === 124) return `124 ${/\btimeout\b/.test(command) ? "timeout" : ""}`;
  return lastProgram === "" ? "" : `${exitCode} ${lastProgram}`;
}

function cutOf({ cut }: ToolCall): string {
  if (cut === undefined) return "";
  return cut.file === "" ? `${cut.missing} of ${cut.size}` : `all ${cut.size} in ${cut.file}`;
}
