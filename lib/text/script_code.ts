/**
 * Finds what is code in a Python script: without comments and strings.
 *
 * @module
 */

/**
 * Blanks out what is not code.
 *
 * @param text A Python script.
 * @returns A text of the same length: comments and strings are blanks, line ends stay.
 */
export function pythonCode(text: string): string {
  return createPythonReader(text)(0, text.length);
}

/** Gives a part of a script with blanks for what is not code. Each part must come after the one before. */
export type CodeReader = (from: number, to: number) => string;

/**
 * Reads a Python script only as far as its code is asked for.
 *
 * @param text A Python script.
 * @returns What reads the code.
 */
export function createPythonReader(text: string): CodeReader {
  const tokenFrom = createFinder(text, ["#", '"', "'"]);
  // The token that was read last.
  let start = 0;
  let end = 0;
  return (from, to) => {
    let code = "";
    let at = from;
    for (;;) {
      if (end > at) {
        const stop = Math.min(end, to);
        code += text.slice(at, Math.min(start, to)) + blank(text.slice(Math.max(at, start), stop));
        at = stop;
      }
      if (end >= to) return code;
      start = tokenFrom(end);
      if (start >= to) {
        end = start;
        return code + text.slice(at, to);
      }
      end = tokenEnd(text, start);
    }
  };
}

/**
 * Finds the next of several words, and looks for each no more often than needed.
 *
 * @param text Any text.
 * @param words The words.
 * @returns Gives the first place of a word from an index on, or the text's length. The indexes must not decrease.
 */
export function createFinder(text: string, words: readonly string[]): (from: number) => number {
  const places = words.map(() => -1);
  return (from) => {
    let first = text.length;
    for (let index = 0; index < words.length; index++) {
      let place = places[index] ?? -1;
      if (place < from) {
        place = text.indexOf(words[index] ?? "", from);
        if (place < 0) place = text.length;
        places[index] = place;
      }
      if (place < first) first = place;
    }
    return first;
  };
}

/** The end of a comment or a string. One that is left open ends with its line, a long string with the text. */
function tokenEnd(text: string, start: number): number {
  const mark = text.charAt(start);
  if (mark === "#") return lineEnd(text, start);
  const isLong = text.startsWith(mark.repeat(3), start);
  const close = isLong ? mark.repeat(3) : mark;
  for (let at = start + close.length; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit === "\\") at++;
    else if (unit === "\n" && !isLong) return at;
    else if (unit === mark && text.startsWith(close, at)) return at + close.length;
  }
  return text.length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/**
 * Blanks out a text.
 *
 * @param text Any text.
 * @returns A text of the same length and lines.
 */
export function blank(text: string): string {
  return text.split("\n").map((line) => " ".repeat(line.length)).join("\n");
}
