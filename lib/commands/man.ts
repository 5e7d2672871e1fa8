/**
 * `fasthook man`: the manual page, in the language of man(7).
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { printClean } from "../system/terminal.ts";
import { EXIT_CODES, optionRows, OWN_OPTIONS } from "./shared/help_text.ts";
import { withOptions } from "./shared/options.ts";
import { usageOf } from "./shared/usage.ts";
import { type CommandRow, COMMANDS, type Run } from "./table.ts";

/** Prints the page. */
export const run: Run = withOptions("man", () => {
  printClean(Deno.stdout, manualPage());
  return 0;
});

/**
 * Writes the manual page.
 *
 * @returns Text for `man -l -`, or for a file `fasthook.1`.
 */
export function manualPage(): string {
  return [
    `.TH FASTHOOK 1 "" "fasthook ${escape(config.version)}"`,
    ".SH NAME",
    "fasthook \\- answers a coding agent's hook events: short feedback, or silence",
    ".SH SYNOPSIS",
    ".B fasthook",
    "[\\-\\-reply=stderr|context]",
    ".br",
    ".B fasthook",
    "COMMAND [OPTIONS]",
    ".SH OPTIONS",
    ...OWN_OPTIONS.flatMap(tag),
    ".SH COMMANDS",
    ...COMMANDS.flatMap(commandLines),
    ".SH EXIT STATUS",
    escape(EXIT_CODES),
    "",
  ].join("\n");
}

function commandLines(row: CommandRow): readonly string[] {
  const { name, summary, operands, example } = row;
  return [
    `.SS "${escape(`fasthook ${name} ${usageOf(row)}`.trimEnd())}"`,
    escape(`${summary}.`),
    ...operands.map(({ name, does }) => [name, does] as const).flatMap(tag),
    ...optionRows(row).flatMap(tag),
    ".PP",
    `Example: ${escape(example)}`,
  ];
}

function tag([term, text]: readonly [term: string, text: string]): readonly string[] {
  return [".TP", `.B ${escape(term)}`, escape(text)];
}

/** A backslash begins an escape, a hyphen would become a typographic one, and a line must not begin with a request. */
function escape(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^(?=[.'])/, "\\&").replaceAll(
    '"',
    "\\(dq",
  );
}
