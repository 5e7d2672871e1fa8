/**
 * Reads unified diffs.
 *
 * @module
 */
import type { Change, Hunk } from "../../event/event.ts";

const HEADER = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/**
 * Reads a diff of one file.
 *
 * @param diff The diff, with or without the lines before its first hunk.
 * @returns Its hunks; `undefined` when there is none, or one has other lines than its header says.
 */
export function parseUnifiedDiff(diff: string): Hunk[] | undefined {
  const lines = diff.split("\n");
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < lines.length) {
    const header = HEADER.exec(lines[at++] ?? "");
    if (header === null) continue;
    const [, oldStart = "", oldCount = "1", newStart = "", newCount = "1"] = header;
    const [oldLines, newLines] = [Number(oldCount), Number(newCount)];
    const body = bodyOf(lines, { at, oldLines, newLines });
    if (body === undefined) return undefined;
    at += body.length;
    hunks.push({ oldStart: Number(oldStart), oldLines, newStart: Number(newStart), newLines, lines: body });
  }
  return hunks.length === 0 ? undefined : hunks;
}

/** By counting: a removed line may look like a header. */
function bodyOf(
  lines: readonly string[],
  { at, oldLines, newLines }: { readonly at: number; readonly oldLines: number; readonly newLines: number },
): string[] | undefined {
  let [end, oldLeft, newLeft] = [at, oldLines, newLines];
  for (; end < lines.length; end++) {
    const sign = (lines[end] ?? "").charAt(0);
    if (sign === "\\") continue;
    if (oldLeft === 0 && newLeft === 0) break;
    if (sign === "-") oldLeft--;
    else if (sign === "+") newLeft--;
    else if (sign === " ") [oldLeft, newLeft] = [oldLeft - 1, newLeft - 1];
    else return undefined;
    if (oldLeft < 0 || newLeft < 0) return undefined;
  }
  return oldLeft === 0 && newLeft === 0 ? lines.slice(at, end) : undefined;
}

/**
 * Says whether a diff is that of a file that was not there before.
 *
 * @param hunks The diff.
 * @returns True where its only part begins before the first line and removes nothing.
 */
export function isOfNewFile(hunks: readonly Hunk[]): boolean {
  const [first, second] = hunks;
  return second === undefined && first?.oldStart === 0 && first.oldLines === 0;
}

/**
 * Lists what a diff puts in.
 *
 * @param hunks The diff.
 * @returns One change for each hunk.
 */
export function changesOf(hunks: readonly Hunk[]): Change[] {
  const side = (lines: readonly string[], left: string): string =>
    lines.filter((line) => !line.startsWith(left) && !line.startsWith("\\")).map((line) => line.slice(1))
      .join("\n");
  return hunks.map(({ lines }) => ({ text: side(lines, "-"), before: side(lines, "+") }));
}
