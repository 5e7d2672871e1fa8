/**
 * Shows what changes in a text, line by line.
 *
 * @module
 */

/** One line of a comparison. */
interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

const CONTEXT_LINES = 3;
/** The table of a comparison holds a cell for each pair of lines; settings files are far below this. */
const MAX_CELLS = 4_000_000;

/** What is compared. */
export interface DiffNames {
  /** The name of the old text, such as a path or `/dev/null`. */
  readonly from: string;
  /** The name of the new text. */
  readonly to: string;
}

/**
 * Compares two texts.
 *
 * @param before The old text.
 * @param after The new text.
 * @param names Their names.
 * @returns What `diff -u` prints and `patch` takes; "" if nothing changes.
 */
export function unifiedDiff(before: string, after: string, { from, to }: DiffNames): string {
  const lines = compareLines(split(before), split(after));
  const hunks = hunksOf(lines);
  return hunks === "" ? "" : `--- ${from}\n+++ ${to}\n${hunks}`;
}

/** Groups of changes with the lines around them. */
function hunksOf(lines: readonly Line[]): string {
  const isShown = (at: number): boolean =>
    lines.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(({ mark }) => mark !== " ");
  let [oldLine, newLine] = [1, 1];
  let text = "";
  for (let at = 0; at < lines.length;) {
    const hunk: Line[] = [];
    for (let line = lines[at]; line !== undefined && isShown(at); line = lines[++at]) hunk.push(line);
    if (hunk.length > 0) {
      const [oldCount, newCount] = [count(hunk, "+"), count(hunk, "-")];
      text += `@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@\n${
        hunk.map(lineText).join("")
      }`;
      oldLine += oldCount;
      newLine += newCount;
    }
    for (; at < lines.length && !isShown(at); at++) {
      oldLine++;
      newLine++;
    }
  }
  return text;
}

/** How many lines of a text a hunk has: all but those of the other text. */
function count(hunk: readonly Line[], other: Line["mark"]): number {
  return hunk.filter(({ mark }) => mark !== other).length;
}

/** An empty range begins before its line. */
function range(line: number, lines: number): string {
  return lines === 1 ? String(line) : `${lines === 0 ? line - 1 : line},${lines}`;
}

function lineText({ mark, text }: Line): string {
  return text.endsWith("\n") ? mark + text : `${mark}${text}\n\\ No newline at end of file\n`;
}

/** Lines with their ends. */
function split(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)
  ) end++;
  return [
    ...markLines(" ", before.slice(0, start)),
    ...findChange(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...markLines(" ", before.slice(before.length - end)),
  ];
}

function markLines(mark: Line["mark"], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ mark, text }));
}

/** The longest common subsequence stays, the rest goes or comes. */
function findChange(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > MAX_CELLS) return [...markLines("-", before), ...markLines("+", after)];
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const below = common[(i + 1) * width + j] ?? 0;
      const right = common[i * width + j + 1] ?? 0;
      const diagonal = common[(i + 1) * width + j + 1] ?? 0;
      common[i * width + j] = before[i] === after[j] ? diagonal + 1 : Math.max(below, right);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old !== undefined && old === now) {
      lines.push({ mark: " ", text: old });
      i++;
      j++;
    } else if (
      old !== undefined &&
      (now === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      lines.push({ mark: "-", text: old });
      i++;
    } else {
      lines.push({ mark: "+", text: now ?? "" });
      j++;
    }
  }
  return lines;
}
