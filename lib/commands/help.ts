/**
 * `fasthook help`: usage of the program and of each command.
 *
 * @module
 */
import { printText } from "../system/terminal.ts";
import { commandHelp, overview } from "./shared/help_text.ts";
import { withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

/** Prints help. */
export const run: Run = withOptions("help", ({ operands: [name] }) => {
  printText(Deno.stdout, name === undefined ? overview() : commandHelp(name));
  return 0;
});
