/**
 * Linters whose code is loaded when a file wants one.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import type { RunLinters } from "../linters/plan.ts";
import type { Host } from "../state/host.ts";
import type { Trace } from "./trace.ts";

/** What running linters depends on. */
export interface LinterContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The settings in force. */
  readonly settings: Settings;
  /** Takes down what happens to them. */
  readonly trace: Trace;
}

/**
 * Makes what runs linters.
 *
 * @param context Host, settings and trace.
 * @returns A runner.
 */
export function createLinterRunner(context: LinterContext): RunLinters {
  return async (tasks, limits) => {
    const { runLintersWithState } = await import("./linters_with_state.ts");
    return await runLintersWithState(tasks, { ...context, limits });
  };
}
