/**
 * The command line that was typed, for the header of a page.
 *
 * @module
 */
import type { Options } from "./options.ts";

/**
 * Writes a command line.
 *
 * @param name The command.
 * @param options Its options.
 * @returns Such as "fasthook stats --since 7d"; without the page's own file.
 */
export function commandLineOf(name: string, { flags, values, operands }: Options): string {
  return [
    "fasthook",
    name,
    ...operands.map(quote),
    ...[...flags].map((flag) => `--${flag}`),
    ...[...values].filter(([option]) => option !== "html").map(([option, value]) =>
      `--${option} ${quote(value)}`
    ),
  ].join(" ");
}

function quote(word: string): string {
  return /^[\w./~:@=-]+$/.test(word) ? word : `'${word}'`;
}
