/**
 * What an analyzer is given and gives.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { RunLinters } from "../linters/plan.ts";
import type { Finding, Severity } from "../event/finding.ts";
import type { Host } from "../state/host.ts";
import type { Memory } from "../state/memory.ts";
import type { ConfigProblem, Settings } from "../config/settings.ts";

/** What an analyzer may look at beside the call. */
export interface AnalysisContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** What the session remembers from before this event; empty without state, and for analyzers that add nothing. */
  readonly memory: Memory;
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** Runs linters behind cache and breakers; missing where no programs shall be started. */
  readonly runLinters?: RunLinters;
  /** Takes note of something in a configuration that cannot be used. */
  readonly report: (problem: ConfigProblem) => void;
}

/** Looks at one call and says what is worth saying. */
export type Analyze = (call: ToolCall, context: AnalysisContext) => Finding[] | Promise<Finding[]>;

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
  /** Lists the rules it may speak of; those of a configuration are not among them. */
  readonly rules: () => readonly BuiltInRule[];
  /** Names what the session shall remember of a call, as keys of `patternKey`. */
  readonly patterns?: (call: ToolCall, event: HookEvent) => readonly string[];
}
