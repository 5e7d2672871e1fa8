/**
 * Replies on standard output, in the form that agents read.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";

/** What a reply on standard output holds. */
export interface ReplyContent {
  /** Feedback for the model; "" for none. */
  readonly text: string;
  /** A message for the person who uses the agent; "" for none. */
  readonly problem: string;
}

/**
 * Writes a reply in the one form for which no agent throws the tool's output away. Codex drops a reply that has a field it
 * does not know (0.169.0), so a field is there only if it is used.
 *
 * @param event The event that is answered.
 * @param context Feedback, message, or both.
 * @returns One line of JSON.
 */
export function encodeContext(event: HookEvent, { text, problem }: ReplyContent): string {
  return `${
    JSON.stringify({
      ...(problem !== "" && { systemMessage: problem }),
      ...(text !== "" && (event.contextAtTop ? { additionalContext: text } : {
        hookSpecificOutput: { hookEventName: event.name, additionalContext: text },
      })),
    })
  }\n`;
}

/**
 * Writes a message for the person who uses the agent; the model does not see it.
 *
 * @param message What the person should know.
 * @returns One line of JSON.
 */
export function encodeSystemMessage(message: string): string {
  return `${JSON.stringify({ systemMessage: message })}\n`;
}
