/**
 * What hook mode prints, and what it depends on.
 *
 * @module
 */
import type { RunExternals } from "./analysis.ts";
import type { MakeSettings } from "./load_settings.ts";
import type { SessionMemory } from "./memory.ts";
import type { Settings } from "./settings.ts";
import type { Trace } from "./trace.ts";

/** How the model is told: text on standard error with exit code 2, or a JSON object on standard output. */
export type Reply = "stderr" | "context";

/** What the process prints and how it ends. */
export interface Answer {
  /** For standard output. */
  readonly stdout: string;
  /** For standard error. */
  readonly stderr: string;
  /** 0 nothing to say or said on standard output, 1 could not analyse, 2 feedback on standard error. */
  readonly exitCode: 0 | 1 | 2;
}

/** How events are answered. */
export interface HookOptions {
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
  /** Makes settings of configuration files; without it they are checked anew for each event. */
  readonly settings?: MakeSettings;
  /** Gives a session's memory when it is needed; without it nothing is remembered. */
  readonly memory?: (session: string, settings: Settings) => Promise<SessionMemory>;
  /** Runs external analyzers; without it no programs are started. */
  readonly externals?: (settings: Settings, trace: Trace) => RunExternals;
}

/** Nothing to say. */
export const SILENCE: Answer = { stdout: "", stderr: "", exitCode: 0 };
