/**
 * What an analyzer is given and gives.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "./event.ts";
import type { Finding } from "./finding.ts";
import type { Problem, Settings } from "./settings.ts";

/** What an analyzer may look at beside the call. */
export interface Context {
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** Takes note of something in a configuration that cannot be used. */
  readonly report: (problem: Problem) => void;
}

/** Looks at one call and says what is worth saying. */
export type Analyze = (call: ToolCall, context: Context) => Finding[];
