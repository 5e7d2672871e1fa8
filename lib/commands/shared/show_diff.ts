/**
 * Shows on standard output what a command changes in a settings file.
 *
 * @module
 */
import { unifiedDiff } from "../../text/diff.ts";
import type { SettingsFile } from "../../system/user_file.ts";
import { printClean, styler } from "../../system/terminal.ts";

/**
 * Prints the change of a file as a diff, in colour on a terminal.
 *
 * @param file The file as it is.
 * @param text What it will hold; `undefined` when it will be removed.
 */
export function showDiff(file: SettingsFile, text: string | undefined): void {
  const style = styler(Deno.stdout);
  const lines = unifiedDiff(file.text, text ?? "").split("\n").map((line) => {
    if (line.startsWith("@@")) return style("cyan", line);
    if (line.startsWith("+")) return style("green", line);
    return line.startsWith("-") ? style("red", line) : line;
  });
  printClean(Deno.stdout, `${style("bold", `${file.path}:`)}\n${lines.join("\n")}`);
}
