/**
 * Shows on standard output what a command changes in a settings file.
 *
 * @module
 */
import { unifiedDiff } from "../../text/diff.ts";
import { pluralize } from "../../text/columns.ts";
import type { ReadVariable } from "../../state/folder.ts";
import type { SettingsFile } from "../../system/user_file.ts";
import { printClean, printText, styler } from "../../system/terminal.ts";

/** A change is understood by its beginning; all of it can be asked for. */
const MAX_LINES = 20;

/** How much is shown. */
export interface DiffOptions {
  /** What the file will hold; `undefined` if it will be removed. */
  readonly text: string | undefined;
  /** The options that were typed; `verbose` shows all lines. */
  readonly flags: ReadonlySet<string>;
  /** Reads the environment, which says whether colours are wanted. */
  readonly env: ReadVariable;
}

/**
 * Prints the change of a file as a diff that `patch` takes, in colour on a terminal.
 *
 * @param file The file as it is.
 * @param options What it will hold, and how much is shown.
 */
export function showDiff(file: SettingsFile, { text, flags, env }: DiffOptions): void {
  const style = styler(Deno.stdout, env);
  const names = {
    from: file.exists ? file.path : "/dev/null",
    to: text === undefined ? "/dev/null" : file.path,
  };
  const lines = unifiedDiff(file.text, text ?? "", names).split(/(?<=\n)/);
  const shown = flags.has("verbose") ? lines : lines.slice(0, MAX_LINES);
  const styled = shown.map((line) => {
    const [, content = "", end = ""] = /^(.*?)(\r?\n)$/s.exec(line) ?? [];
    if (/^(?:---|\+\+\+) /.test(content)) return style("bold", content) + end;
    if (content.startsWith("@@")) return style("cyan", content) + end;
    if (content.startsWith("+")) return style("green", content) + end;
    return content.startsWith("-") ? style("red", content) + end : line;
  });
  printClean(Deno.stdout, styled.join(""));
  const rest = lines.length - shown.length;
  if (rest > 0) {
    printText(Deno.stderr, `fasthook: ${pluralize(rest, "more line")} of the change: --verbose\n`);
  }
}
