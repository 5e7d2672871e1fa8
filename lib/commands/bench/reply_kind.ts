/**
 * What fasthook printed, in a few words.
 *
 * @module
 */

/** What came back. */
export type ReplyKind =
  /** Nothing at all. */
  | "nothing"
  /** Feedback for the model. */
  | "feedback"
  /** Feedback, and a line about the configuration for the person. */
  | "feedback and a line"
  /** One clear line of fasthook's own, with what to do. */
  | "one line"
  /** Words of the runtime, which ended before fasthook began. */
  | "the runtime's words";

/**
 * Says what kind of reply a text is, in either form.
 *
 * @param text All that was printed.
 * @returns Its kind.
 */
export function replyKindOf(text: string): ReplyKind {
  if (text === "") return "nothing";
  const hasLine = /^fasthook: Cannot .*$/m.test(text);
  if (/^fasthook on |"additionalContext"/m.test(text)) return hasLine ? "feedback and a line" : "feedback";
  return hasLine || /^\{"systemMessage":"fasthook: Cannot /.test(text) ? "one line" : "the runtime's words";
}
