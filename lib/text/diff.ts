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

/**
 * Compares two texts.
 *
 * @param before The old text.
 * @param after The new text.
 * @returns The changed lines with three lines around them, as `diff -u` prints them but without file names; "" when
 * nothing changes.
 */
export function unifiedDiff(before: string, after: string): string {
  const lines = compared(split(before), split(after));
  const shown = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT_LINES), at + CONTEXT_LINES + 1).some(({ mark }) => mark !== " ")
  );
  let [oldLine, newLine] = [1, 1];
  const out: string[] = [];
  for (const [at, { mark, text }] of lines.entries()) {
    if (shown[at] === true) {
      if (shown[at - 1] !== true) out.push(`@@ -${oldLine} +${newLine} @@`);
      out.push(mark + text);
    }
    if (mark !== "+") oldLine++;
    if (mark !== "-") newLine++;
  }
  return out.map((line) => `${line}\n`).join("");
}

/** Lines without their ends; a missing last line end is said as diff says it. */
function split(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  else lines.push("\\ No newline at end of file");
  return lines.map((line) => line.endsWith("\r") ? line.slice(0, -1) : line);
}

function compared(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)
  ) end++;
  return [
    ...marked(" ", before.slice(0, start)),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...marked(" ", before.slice(before.length - end)),
  ];
}

function marked(mark: Line["mark"], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ mark, text }));
}

/** The longest common subsequence stays, the rest goes or comes. */
function changed(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > MAX_CELLS) return [...marked("-", before), ...marked("+", after)];
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
