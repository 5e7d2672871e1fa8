/**
 * Words for a shell.
 *
 * @module
 */

/**
 * Quotes a word, so that a command that a person or a model copies does with it what it should: folders and files of a
 * repository may have any name.
 *
 * @param word Any text.
 * @returns The word, in quotes if it needs them.
 */
export function shellWord(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
