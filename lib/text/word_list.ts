/**
 * Lists of words that are one text: an array or a set costs each process that explains a failure more.
 *
 * @module
 */

/**
 * Looks a word up in a list.
 *
 * @param list Words with a blank before and after each.
 * @param word Any word.
 * @returns Whether the list has it.
 */
export function isOneOf(list: string, word: string): boolean {
  return !word.includes(" ") && list.includes(` ${word} `);
}
