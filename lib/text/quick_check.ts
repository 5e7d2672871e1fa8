/**
 * What can be said of a run of a check without reading its command and output.
 *
 * @module
 */
import type { CheckRun } from "./check_run.ts";

/** Words of commands that run tests, builds or linters. */
const CHECKING =
  "test|jest|mocha|unit|check|lint|build|tsc|verif|compile|spec|e2e|cargo|clippy|mypy|ruff|make|gradle|mvn|vet|biome|ci"
    .split("|");

/** A command without any of these is one program and its arguments. */
const SHELL_MARKS = "| ; & \n > < $ ` ( ' \" \\ = #".split(" ");

/** Each line that names something that failed holds one of these. */
const FAILURE_MARKS =
  "rror|ERR|ail|FAIL|✖|✘|✗|×|●|panic|not ok|Traceback|Segmentation|CONFLICT|Node.js v|***|reformat|rejected|Exception|🥊|.go:|exit|ELIFECYCLE|stopped"
    .split("|");

/**
 * Reports whether a command may run a check.
 *
 * @param command The command line.
 * @returns True also for commands that only name one.
 */
export function mayCheck(command: string): boolean {
  return hasOneOf(command, CHECKING);
}

/**
 * Describes a check in which nothing failed, which most are: without what reads shell commands and reports.
 *
 * @param command The command line.
 * @param output Its output.
 * @returns The check; `undefined` where the command is more than one program, or something may have failed.
 */
export function quickCheck(command: string, output: string): CheckRun | undefined {
  if (hasOneOf(command, SHELL_MARKS) || hasOneOf(output, FAILURE_MARKS)) return undefined;
  return { source: command.trim(), filter: "", log: "", newLog: "", logs: [], failures: [] };
}

function hasOneOf(text: string, words: readonly string[]): boolean {
  return words.some((word) => text.includes(word));
}
