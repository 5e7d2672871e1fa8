/**
 * Problems that the next edit often fixes, such as an import that is not used yet: noted with the edit that caused them.
 *
 * @module
 */
import { addOwed } from "../state/owed.ts";
import { owedPath } from "../state/session_path.ts";
import type { LinedText } from "./lined_text.ts";
import type { LintProblem } from "./linter.ts";
import { problemTopic } from "./report.ts";
import type { FileReview, ReviewContext } from "./review_context.ts";

/** What an edit leaves to be reported later. */
export interface Deferred {
  /** The file and the call. */
  readonly review: FileReview;
  /** The event. */
  readonly context: ReviewContext;
  /** What the file holds. */
  readonly text: LinedText;
  /** The problems. */
  readonly problems: readonly LintProblem[];
}

/**
 * Notes problems for later.
 *
 * @param deferred The problems and their file.
 */
export function noteDeferred(
  { review: { call, own: { path } }, context, text, problems }: Deferred,
): void {
  const file = noteFile(context);
  if (file === undefined || problems.length === 0 || call.path === "") return;
  addOwed(file, {
    path: call.path,
    tool: call.tool,
    ...(call.created && { created: true }),
    topics: problems.map((problem) => problemTopic(problem, { path, text })),
  });
}

/**
 * Names the file with a session's notes.
 *
 * @param context The event.
 * @returns The file; `undefined` without a session or state.
 */
export function noteFile({ host, event }: ReviewContext): string | undefined {
  const folder = host.stateFolder();
  return event.session === "" || folder.kind === "none" ? undefined : owedPath(folder.path, event);
}
