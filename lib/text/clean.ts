/**
 * Makes hostile text fit to be read by a model: clean, short, on one line.
 *
 * @module
 */

const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;

/**
 * Takes out what a terminal or a reader would act on instead of showing: escape sequences, controls, bidi and
 * invisible marks; lone surrogates become U+FFFD; line ends become blanks.
 *
 * @param text Any text.
 * @returns One line without any of these.
 */
export function clean(text: string): string {
  if (isPlain(text)) return text;
  // The patterns stand here, because making them costs every process 0.02 ms each, and most never use them.
  // Escape sequences as ECMA-48 writes them: CSI (colours, cursor), OSC (titles, links), and the two-character rest.
  // deno-lint-ignore no-control-regex
  const escapes = /\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -~]?/g;
  // C0 and C1 controls, and the two Unicode line ends: all of them end a line somewhere.
  // deno-lint-ignore no-control-regex
  const controls = /[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;
  // Marks that reorder or hide text (bidi controls, zero-width characters, byte order mark, Unicode tags).
  const invisible = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;
  return text.replace(escapes, "").replace(controls, " ").replace(invisible, "").toWellFormed();
}

/** Most texts are. No pattern: the first one costs a new process 0.1 ms. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < FIRST_PLAIN || unit > LAST_PLAIN) return false;
  }
  return true;
}

/**
 * Shortens a text, never in the middle of a character.
 *
 * @param text Well-formed text.
 * @param limit The most UTF-16 units of the result, at least 1.
 * @returns The text itself, or its beginning with "…" as the last unit.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const end = limit - 1;
  const lastUnit = text.charCodeAt(end - 1);
  const splitsPair = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}

/**
 * Prepares a piece of foreign text to stand inside a sentence.
 *
 * @param text Any text; only its first {@linkcode limit} units and some more are looked at.
 * @param limit The most UTF-16 units of the result.
 * @returns Clean text without backquotes, so that it cannot end the quotation it is put in.
 */
export function quotable(text: string, limit: number): string {
  // Escape sequences shorten the text, so more than the limit is cleaned; a 10 MB command must not be.
  return cut(clean(text.slice(0, limit * 4)).replaceAll("`", "'").trim(), limit);
}
