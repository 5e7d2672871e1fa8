/**
 * What an analyzer is given and gives.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "./event.ts";
import type { Finding, Severity } from "./finding.ts";
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

/** A rule that is built in. */
export interface BuiltInRule {
  /** Analyzer and kind. */
  readonly id: string;
  /** How much it matters, unless a configuration says otherwise. */
  readonly severity: Severity;
}

/** What an analyzer's module exports. */
export interface AnalyzerModule {
  /** Looks at one call. */
  readonly analyze: Analyze;
  /** The rules it may speak of; those of a configuration are not among them. */
  readonly RULES: readonly BuiltInRule[];
}
