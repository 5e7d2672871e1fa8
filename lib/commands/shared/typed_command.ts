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
export function typedCommand(name: string, { flags, values, operands }: Options): string {
  return [
    "fasthook",
    name,
    ...operands.map(quoted),
    ...[...flags].map((flag) => `--${flag}`),
    ...[...values].filter(([option]) => option !== "html").map(([option, value]) =>
      `--${option} ${quoted(value)}`
    ),
  ].join(" ");
}

function quoted(word: string): string {
  return /^[\w./~:@=-]+$/.test(word) ? word : `'${word}'`;
}
