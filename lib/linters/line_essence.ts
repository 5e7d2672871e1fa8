/**
 * What a formatter leaves of a line.
 *
 * @module
 */

/**
 * Reduces a line to what a formatter does not change.
 *
 * @param line The line.
 * @returns The line without blanks, with one kind of quotes, and without a comma or semicolon at its end.
 */
export function lineEssence(line: string): string {
  return line.replace(/\s+/g, "").replaceAll("'", '"').replace(/[,;]$/, "");
}
