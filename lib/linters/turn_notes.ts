/**
 * Notes what the files of a turn held before it, for the check of types when the turn ends.
 *
 * @module
 */
import { turnTextsPath } from "../state/session_path.ts";
import { noteTurnText } from "../state/turn_texts.ts";
import { handWrittenText, readContent } from "./file_content.ts";
import type { FileReview, ReviewContext } from "./review_context.ts";
import { isCheckedAtTurnEnd } from "./table.ts";
import { textBefore } from "./text_before.ts";

/**
 * Notes the text of a file before a call changed it, if its project's types can be checked when the turn ends.
 *
 * @param review The file of a call.
 * @param context The event.
 */
export function noteForTurnEnd(
  { changed: { edit }, own: { path, wanted, within } }: FileReview,
  { host, event }: ReviewContext,
): void {
  const folder = host.stateFolder();
  // Only the main conversation has such an end, and only agents that report batches report it.
  const isNoted = event.hasBatches && event.session !== "" && event.agentId === "" && edit !== undefined;
  if (!isNoted || folder.kind === "none" || !wanted.some(({ row }) => isCheckedAtTurnEnd(row))) return;
  const content = readContent(path, within);
  const text = content && handWrittenText(content, path);
  const before = text === undefined ? undefined : textBefore(edit, text);
  if (before !== undefined) noteTurnText(turnTextsPath(folder.path, event.session), { path, before });
}
