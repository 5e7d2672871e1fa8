/**
 * Reads what the programs of a command printed.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { quotable } from "../../text/clean.ts";
import { withoutEscapes } from "../../text/escapes.ts";
import { markOf } from "../../text/cut_cause.ts";
import { type FailedRun, failedRun } from "../../text/failed_run.ts";
import { lastProgram } from "../../text/last_program.ts";
import { suspectsOf } from "../../text/run_suspects.ts";

const MAX_BY_UNITS = 80;

/** What the programs of a command printed. */
export interface ReadOutput {
  /** The output, without escape sequences. */
  readonly text: string;
  /** The programs of the command. */
  readonly programs: readonly string[];
  /** Whether a program of the command that lost its exit code printed it, and nothing that shows texts of others. */
  readonly isOwn: boolean;
  /** A program that failed, by its own report. */
  readonly failed?: FailedRun & { readonly mark: string; readonly keep: string };
  /** The last program of a command that printed nothing. */
  readonly lastProgram?: string;
}

/**
 * Reads the output of a command.
 *
 * @param call A command that ended.
 * @returns What its programs printed.
 */
export function readOutput({ command, output, status }: ToolCall): ReadOutput {
  const text = withoutEscapes(output);
  const failed = failedRun(command, text, status === "succeeded" ? "hidden" : "any");
  const suspects = suspectsOf(command);
  const shown = suspects.filter(({ run }) => run.isShown);
  return {
    text,
    programs: suspects.map(({ run }) => run.program),
    isOwn: status === "succeeded" && !shown.some(({ isQuoting }) => isQuoting) &&
      shown.some(({ run, families }) => run.exit === "hidden" && families !== ""),
    ...(failed &&
      { failed: { ...failed, mark: markOf(failed.family), keep: keepingOf(failed.run.hiddenBy) } }),
    ...(text.trim() === "" && { lastProgram: lastProgram(command) }),
  };
}

/** How an exit code is kept, by what hides it. */
function keepingOf(by: string): string {
  if (by.startsWith("||")) return `without \`${quotable(by, MAX_BY_UNITS)}\` the code is kept`;
  if (by.startsWith("|")) return "`set -o pipefail` in front keeps the code";
  return by.startsWith(";") ? "`&&` in place of `;` keeps the code" : "`wait` for it gives the code";
}
