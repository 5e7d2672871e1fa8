/**
 * How a command ended, by its exit code.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { lastProgram } from "../../text/last_program.ts";

/** Programs whose exit code 1 is an answer and no failure; Claude Code and Qwen Code take these for succeeded themselves. */
const ANSWERING = new Set(["grep", "egrep", "fgrep", "zgrep", "rg", "diff", "cmp", "test", "["]);

/**
 * Says how a command ended.
 *
 * @param command The command line.
 * @param result What it printed, and its exit code where that is known.
 * @returns The fields of its call. A command without an exit code counts as succeeded: then only what it printed speaks.
 */
export function commandResult(
  command: string,
  { output, exitCode }: { readonly output: string; readonly exitCode: number | undefined },
): Pick<ToolCall, "status" | "output" | "error" | "exitCode"> {
  if (exitCode === undefined) return { status: "succeeded", output, error: "" };
  if (exitCode === 0) return { status: "succeeded", output, error: "", exitCode };
  if (exitCode === 1 && ANSWERING.has(lastProgram(command))) {
    return { status: "succeeded", output, error: "" };
  }
  return { status: "failed", output, error: `Exit code ${exitCode}\n${output}`, exitCode };
}
