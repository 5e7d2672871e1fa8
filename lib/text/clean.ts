/**
 * Makes hostile text fit to be read by a model: clean, short, on one line.
 *
 * @module
 */

/**
 * Takes out what a terminal or a reader would act on instead of showing: escape sequences, controls, bidi and
 * invisible characters; lone surrogates become U+FFFD; line ends become blanks.
 *
 * @param text Any text.
 * @returns One line without any of these.
 */
export function clean(text: string): string {
  if (isPlain(text)) return text;
  // The patterns are made here, not at the top: a new process pays for each, and most texts need none.
  // Escape sequences as ECMA-48 writes them: CSI (colours, cursor), OSC (titles, links), and the two-character rest.
  // deno-lint-ignore no-control-regex
  const escapes = /\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -~]?/g;
  // C0 and C1 controls, and the two Unicode line ends: all of them end a line somewhere.
  // deno-lint-ignore no-control-regex
  const controls = /[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g;
  // Unicode's own list of what shows nothing (bidi and zero-width marks, soft hyphens, fillers, variation selectors, tags),
  // as the runtime knows it, and the interlinear marks, which that list leaves out.
  const invisible = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]+/gu;
  // Lone surrogates go first: what stood between two halves must not make them a pair.
  return text.toWellFormed().replace(escapes, "").replace(controls, " ").replace(invisible, "");
}

const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;

/** Accented Latin letters without the soft hyphen, and the usual dashes, quotes and dots. */
const MORE_PLAIN: readonly (readonly [first: number, last: number])[] = [
  [0xa0, 0xac],
  [0xae, 0x24f],
  [0x2010, 0x2027],
];

/** Most texts are. No pattern: a new process pays for its first one (`deno task bench --only costs`). */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= FIRST_PLAIN && unit <= LAST_PLAIN) continue;
    if (!MORE_PLAIN.some(([first, last]) => unit >= first && unit <= last)) return false;
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
 * Writes a JSON text so that a terminal shows all of it: what {@linkcode clean} would take out becomes an escape.
 *
 * @param json A JSON text; line ends between its values stay.
 * @returns A JSON text of the same value.
 */
export function visibleJson(json: string): string {
  return json.replace(/(?!\n)[\p{Other}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, escape);
}

function escape(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}

/**
 * Prepares a piece of foreign text for a place inside a sentence.
 *
 * @param text Any text; only its first {@linkcode limit} units and some more are looked at.
 * @param limit The most UTF-16 units of the result.
 * @returns Clean text without backquotes, so that it cannot end the quotation it is put in.
 */
export function quotable(text: string, limit: number): string {
  // Escape sequences shorten the text, so more than the limit is cleaned; a 10 MB command must not be.
  return cut(clean(text.slice(0, limit * 4)).replaceAll("`", "'").trim(), limit);
}
