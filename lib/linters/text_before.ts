/**
 * The text of a file before a call changed it, as far as the event says.
 *
 * @module
 */
import type { Hunk, ToolCall } from "../event/event.ts";

/** What an event says about a change. */
export type Edit = Pick<ToolCall, "created" | "originalText" | "patch" | "changes">;

/**
 * Finds the text before a change: as the agent sends it, or by undoing the change in the text after it.
 *
 * @param edit What the event says about the change.
 * @param after What the file holds now.
 * @returns The text; "" for a new file; `undefined` when it is not known for sure.
 */
export function textBefore(
  { created, originalText, patch, changes }: Edit,
  after: string,
): string | undefined {
  if (created) return "";
  if (originalText !== undefined) return originalText;
  if (patch !== undefined) return undoPatch(after, patch);
  return undoChanges(after, changes);
}

/** Undoes a patch; `undefined` when the text is not the one that the patch made. */
function undoPatch(after: string, patch: readonly Hunk[]): string | undefined {
  const ending = after.includes("\r\n") ? "\r\n" : "\n";
  const lines = after.split(ending);
  const before: string[] = [];
  let at = 0;
  for (const { newStart, newLines, lines: entries } of patch) {
    // A hunk without new lines names the line before it.
    const start = newLines === 0 ? newStart : newStart - 1;
    if (start < at) return undefined;
    before.push(...lines.slice(at, start));
    at = start;
    for (const entry of entries) {
      const text = entry.slice(1).replace(/\r$/, "");
      if (entry.startsWith("\\")) continue;
      if (!entry.startsWith("-") && lines[at++] !== text) return undefined;
      if (!entry.startsWith("+")) before.push(text);
    }
  }
  return [...before, ...lines.slice(at)].join(ending);
}

/** Undoes replacements, the last one first; `undefined` when it is not sure where they were made. */
function undoChanges(after: string, changes: ToolCall["changes"]): string | undefined {
  let text = after;
  for (const { text: added, before } of changes.toReversed()) {
    const at = text.indexOf(added);
    // Without an old text it may have been an insertion, or the agent does not say.
    if (added === "" || before === "" || at < 0 || text.includes(added, at + 1)) return undefined;
    text = text.slice(0, at) + before + text.slice(at + added.length);
  }
  return changes.length === 0 ? undefined : text;
}
