/**
 * What an analyzer is, what it is given and what it gives.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { RunLinters } from "../linters/plan.ts";
import type { NoteConsent } from "../linters/prepare.ts";
import type { Finding, Severity } from "../event/finding.ts";
import type { Host } from "../state/host.ts";
import type { SessionMemory } from "../state/memory.ts";
import type { ConfigProblem, Settings } from "../config/settings.ts";

/** What an analyzer may look at besides the call. */
export interface AnalysisContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** What the session remembers from before this event; empty without state, and for analyzers that add nothing. */
  readonly memory: SessionMemory;
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** Runs linters with cache and breakers; missing where no programs may be started. */
  readonly runLinters?: RunLinters;
  /** Takes note of a linter that needs the person's consent. */
  readonly note?: NoteConsent | undefined;
  /** Takes note of something in a configuration that cannot be used. */
  readonly report: (problem: ConfigProblem) => void;
}

/**
 * Reports whether rules speak that only give advice.
 *
 * @param context The event and its settings.
 * @returns True for the pack `coach`, and for callers that ask for all rules.
 */
export function wantsAdvice({ event, settings }: Pick<AnalysisContext, "event" | "settings">): boolean {
  return settings.advice || event.wantsAdvice === true;
}

/** What naming observations depends on: the event, and what the session remembers from before it. */
export type RememberContext = Pick<AnalysisContext, "event" | "memory">;

/** Looks at one call and says what is worth saying. */
export type Analyze = (call: ToolCall, context: AnalysisContext) => Finding[] | Promise<Finding[]>;

/**
 * What a finding adds to what the agent shows the model anyway:
 *
 * - `advice`: nothing but advice, so it is reported only where a caller or the pack `coach` wants that;
 * - `place`, `fact`: something that is looked up, such as the file that was meant; without it there is only advice;
 * - `cause`: a cause that the output does not show;
 * - `consequence`: a consequence that the output hides.
 */
export type Adds = "advice" | "place" | "fact" | "cause" | "consequence";

/** A rule that is built in. */
export interface BuiltInRule {
  /** Analyzer and kind. */
  readonly id: string;
  /** How much it matters, unless a configuration says otherwise. */
  readonly severity: Severity;
  /** What its findings add. */
  readonly adds: Adds;
}

/** What an analyzer's module exports. */
export interface AnalyzerModule {
  /** Looks at one call. */
  readonly analyze: Analyze;
  /** Lists the rules it may speak of; those of a configuration are not among them. */
  readonly rules: () => readonly BuiltInRule[];
  /** Names what the session is to remember of a call, as keys of `observationKey`. */
  readonly observe?: (
    call: ToolCall,
    context: RememberContext,
  ) => readonly string[] | Promise<readonly string[]>;
}

/** A call without the text that it wrote and what its answer says about that: as much as a large event's beginning says. */
export type CallHead = Omit<ToolCall, "changes" | "created" | "originalText" | "patch">;

/** What an analyzer's row may look at besides the call. */
export interface RowContext extends Pick<AnalysisContext, "settings" | "memory"> {
  /** The event: the folder that the session works in. */
  readonly event: Pick<HookEvent, "cwd">;
}

/** One analyzer. */
export interface Analyzer {
  /** The part of its rules' ids before the slash. */
  readonly id: string;
  /** What a call must be for the analyzer to want it, in words. */
  readonly needs: string;
  /** Whether the call is worth loading the analyzer for: cheap, and never throws. A written text must not matter here. */
  readonly wants: (call: CallHead, context: RowContext) => boolean;
  /**
   * Whether the text of a change that it wants is worth it, too; missing where the path alone decides. A large change that
   * no analyzer wants is not read to its end.
   */
  readonly wantsText?: (call: ToolCall) => boolean;
  /** Whether the session shall remember the call, as the analyzer's `observe` says: cheap, and never throws. */
  readonly remembers?: (call: CallHead) => boolean;
  /** Set for the analyzer that runs linters, which hardly ever find something: then judging is not loaded before they do. */
  readonly runsLinters?: true;
  /** Loads the analyzer's code. */
  readonly load: () => Promise<AnalyzerModule>;
}

/**
 * Decides whether an analyzer wants to look at a call.
 *
 * @param row The analyzer.
 * @param call The call, with all its text.
 * @param context The settings and what the session remembers.
 * @returns True where its code is worth loading.
 */
export function wantsCall({ wants, wantsText }: Analyzer, call: ToolCall, context: RowContext): boolean {
  return wants(call, context) && wantsText?.(call) !== false;
}
