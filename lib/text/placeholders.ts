/**
 * Texts with placeholders such as `{file}`.
 *
 * @module
 */

/**
 * Fills in placeholders, in one pass: a word that is filled in may look like a placeholder itself. No pattern: a new
 * process pays for the first use of each (`deno task bench --only costs`).
 *
 * @param template The text.
 * @param wordFor Gives the word for a name; `undefined` leaves the placeholder as it is.
 * @returns The text with its words.
 */
export function fillPlaceholders(template: string, wordFor: (name: string) => string | undefined): string {
  const [start = "", ...parts] = template.split("{");
  return parts.reduce((filled, part) => {
    const end = part.indexOf("}");
    const word = end < 0 ? undefined : wordFor(part.slice(0, end));
    return filled + (word === undefined ? `{${part}` : word + part.slice(end + 1));
  }, start);
}
