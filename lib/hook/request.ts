/**
 * What is to be answered, and how.
 *
 * @module
 */
import type { Analyzer } from "../analyzers/analyzer.ts";
import type { Settings } from "../config/settings.ts";
import type { Reply } from "../event/answer.ts";
import type { HookEvent } from "../event/event.ts";
import type { Host } from "../state/host.ts";
import type { Trace } from "./trace.ts";

/** What is to be answered. */
export interface AnswerRequest {
  /** A decoded event. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** The analyzers to ask: the caller has looked for them already. */
  readonly analyzers: readonly Analyzer[];
}

/** How it is answered. */
export interface AnswerOptions {
  /** The program that this runs in. */
  readonly host: Host;
  /** The reply that the hook was registered with. */
  readonly reply: Reply;
  /** Takes down what happens. */
  readonly trace: Trace;
}

/**
 * Says how an event is answered.
 *
 * @param request The event.
 * @param options The reply that the hook was registered with.
 * @returns True for a JSON object on standard output.
 */
export function isByContext(
  { event }: Pick<AnswerRequest, "event">,
  { reply }: Pick<AnswerOptions, "reply">,
): boolean {
  return reply === "context" || event.replies === "context-only";
}
