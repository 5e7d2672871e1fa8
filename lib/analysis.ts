/**
 * What an analyzer is given and gives.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "./event.ts";
import type { External } from "./external.ts";
import type { Finding, Severity } from "./finding.ts";
import type { Memory } from "./memory.ts";
import type { PoolLimits } from "./pool.ts";
import type { Problem, Settings } from "./settings.ts";

/** What an analyzer may look at beside the call. */
export interface Context {
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** What the session remembers from before this event; empty without state, and for analyzers that add nothing. */
  readonly memory: Memory;
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** Runs external analyzers behind cache and breakers; missing where no programs shall be started. */
  readonly runExternals?: RunExternals;
  /** Takes note of something in a configuration that cannot be used. */
  readonly report: (problem: Problem) => void;
}

/** Runs external analyzers; gives the findings of those that worked, by their ids. Never throws. */
export type RunExternals = (
  externals: readonly External[],
  limits: PoolLimits,
) => Promise<ReadonlyMap<string, readonly Finding[]>>;

/** Looks at one call and says what is worth saying. */
export type Analyze = (call: ToolCall, context: Context) => Finding[] | Promise<Finding[]>;

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
