/**
 * Looks for patterns in foreign text at a cost that the text cannot choose.
 *
 * @module
 */

/** The most UTF-16 units of a text that are looked at. */
export const MAX_SCAN_UNITS = 256 * 1024;

// A line that a program says something in is short; a hostile one must not make a pattern slow.
const MAX_LINE_UNITS = 1000;
const MAX_LINES = 50;

/**
 * Finds the first line that matches. Only lines that hold the hint are given to the pattern, cut to 1,000 units, and
 * at most 50 of them.
 *
 * @param text Any text; its first {@linkcode MAX_SCAN_UNITS} units are looked at.
 * @param hint A literal that every match contains.
 * @param pattern A pattern without the flags `g` and `y`; `^` and `$` are the line's ends.
 * @returns The match, or null.
 */
export function matchLine(text: string, hint: string, pattern: RegExp): RegExpExecArray | null {
  let from = text.indexOf(hint);
  for (let lines = 0; from >= 0 && from < MAX_SCAN_UNITS && lines < MAX_LINES; lines++) {
    const start = text.lastIndexOf("\n", from) + 1;
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    // A long line is cut around the hint.
    const left = Math.max(start, from - MAX_LINE_UNITS / 2);
    const line = text.slice(left, Math.min(end, left + MAX_LINE_UNITS));
    const match = pattern.exec(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (match) return match;
    from = newline < 0 ? -1 : text.indexOf(hint, newline + 1);
  }
  return null;
}
