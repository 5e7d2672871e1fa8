/**
 * `fasthook help`: usage of the program and of each command.
 *
 * @module
 */
import { writeAll } from "../system/io.ts";
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
  writeAll(Deno.stdout, name === undefined ? overview() : commandHelp(name));
  return 0;
}
