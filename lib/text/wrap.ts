/**
 * Breaks long lines between words.
 *
 * @module
 */

/**
 * Wraps text. What belongs to a column is aligned with it, if that leaves enough room.
 *
 * @param text Lines; a word that is wider than a line stays whole.
 * @param width The widest line, in columns.
 * @param measure The width of a word, if it is not its length.
 * @returns The lines, wrapped.
 */
export function wrapLines(
  text: string,
  width: number,
  measure: (word: string) => number = (word) => word.length,
): string {
  return text.split("\n").map((line) => wrapLine(line, width, measure)).join("\n");
}

function wrapLine(line: string, width: number, measure: (word: string) => number): string {
  if (measure(line) <= width) return line;
  const indentation = " ".repeat(indentationOf(line, width, measure));
  let used = 0;
  let wrapped = "";
  // Blanks stay as they are, except where a line ends.
  for (const [, blanks = "", word = ""] of line.matchAll(/(\s*)(\S+)/g)) {
    if (used > 0 && used + blanks.length + measure(word) > width) {
      wrapped += `\n${indentation}${word}`;
      used = indentation.length + measure(word);
    } else {
      wrapped += blanks + word;
      used += blanks.length + measure(word);
    }
  }
  return wrapped + (/\s*$/.exec(line)?.[0] ?? "");
}

/** Where the last column begins that leaves two thirds of the width; else two more than the line's own indentation. */
function indentationOf(line: string, width: number, measure: (word: string) => number): number {
  const columns = [...line.matchAll(/\S\s{2,}(?=\S)/g)].map(({ 0: gap, index }) =>
    measure(line.slice(0, index + gap.length))
  );
  const own = line.length - line.trimStart().length;
  const fallback = Math.min(own + 2, Math.floor(width / 2));
  return columns.findLast((column) => column <= width * 0.35) ?? fallback;
}
