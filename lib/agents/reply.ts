/**
 * What is written on standard output for an agent.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";

/** What a reply on standard output holds. */
export interface ReplyContent {
  /** Feedback for the model; "" for none. */
  readonly text: string;
  /** A message for the person at the agent; "" for none. */
  readonly problem: string;
}

/**
 * Writes a reply in the one form that no agent answers by throwing the tool's output away. Other fields beside the
 * context make Codex drop the whole reply (0.169.0), so a message for the person is there only when there is one.
 *
 * @param event The event that is answered.
 * @param context Feedback, message, or both.
 * @returns One line of JSON.
 */
export function encodeContext(event: HookEvent, { text, problem }: ReplyContent): string {
  return `${
    JSON.stringify({
      ...(problem !== "" && { systemMessage: problem }),
      ...(text !== "" && { hookSpecificOutput: { hookEventName: event.name, additionalContext: text } }),
    })
  }\n`;
}

/**
 * Writes a message for the person at the agent; the model does not see it.
 *
 * @param message What the person should know.
 * @returns One line of JSON.
 */
export function encodeSystemMessage(message: string): string {
  return `${JSON.stringify({ systemMessage: message })}\n`;
}
