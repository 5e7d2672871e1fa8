/**
 * `fasthook help`: usage of the program and of each command.
 *
 * @module
 */
import { printClean } from "../system/terminal.ts";
import { commandHelp, overview } from "./shared/help_text.ts";

/**
 * Prints help.
 *
 * @param args The name of a command, or nothing.
 * @returns 0.
 * @throws {UserError} When there is no such command.
 */
export function run(args: readonly string[]): number {
  const [name] = args;
  printClean(Deno.stdout, name === undefined ? overview() : commandHelp(name));
  return 0;
}
