/**
 * `fasthook completions`: prints what a shell needs to complete fasthook's command lines.
 *
 * @module
 */
import { bashCompletions } from "./completions/bash.ts";
import { fishCompletions } from "./completions/fish.ts";
import { powershellCompletions } from "./completions/powershell.ts";
import { zshCompletions } from "./completions/zsh.ts";
import { printClean } from "../system/terminal.ts";
import { withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

const SHELLS: Readonly<Record<string, () => string>> = {
  bash: bashCompletions,
  zsh: zshCompletions,
  fish: fishCompletions,
  powershell: powershellCompletions,
};

/** Prints the script for a shell. */
export const run: Run = withOptions("completions", ({ operands: [shell = ""] }) => {
  printClean(Deno.stdout, SHELLS[shell]?.() ?? "");
  return 0;
});
