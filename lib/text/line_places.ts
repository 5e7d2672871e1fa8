/**
 * Lines of a text by their places.
 *
 * @module
 */

/**
 * Finds where a line begins.
 *
 * @param text Any text.
 * @param offset A place in a line.
 * @param above How many lines further up.
 * @returns Where that line begins; 0 where there are not so many.
 */
export function lineStart(text: string, offset: number, above = 0): number {
  let start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  for (let count = 0; count < above && start > 0; count++) {
    start = start < 2 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
  }
  return start;
}

/**
 * Counts lines.
 *
 * @param text Any text.
 * @param offset A place in it.
 * @returns The number of the line that holds the place, from 1.
 */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
