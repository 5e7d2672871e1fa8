/**
 * The help of the program and of each command, from the table of commands.
 *
 * @module
 */
import { UsageError } from "../../text/usage_error.ts";
import { closest } from "../../text/suggest.ts";
import { quotable } from "../../text/clean.ts";
import { commandNamed, type CommandRow, COMMANDS } from "../table.ts";
import { optionUsage, usageOf } from "./usage.ts";

/** The options of the program itself, and what they do. */
export const OWN_OPTIONS = [
  ["--reply=stderr", "feedback on standard error and exit code 2 (default)"],
  ["--reply=context", "feedback as one JSON object on standard output, always exit code 0"],
  ["-h, --help", "show this help"],
  ["-V, --version", "show the version"],
] as const;

/** What exit codes mean. */
export const EXIT_CODES: string =
  "Exit codes of hook mode: 0 nothing to say (or said as JSON), 1 could not analyse, 2 feedback for the model. " +
  "Exit codes of commands: 0 done, 1 something is wrong, 64 wrong usage.";

/**
 * Describes the program.
 *
 * @returns The text of `fasthook --help`.
 */
export function overview(): string {
  return `fasthook answers a coding agent's hook events: short feedback, or silence.

Usage:
  fasthook [--reply=stderr|context]    read one event on standard input and answer it
  fasthook COMMAND [OPTIONS]

Options:
${rows(OWN_OPTIONS)}
Commands:
${rows(COMMANDS.map(({ name, summary }) => [name, summary]))}
${EXIT_CODES.replace(" Exit", "\nExit")}
`;
}

/**
 * Describes the program in a few lines.
 *
 * @returns The text of `fasthook` on a terminal.
 */
export function shortHelp(): string {
  const names = ["init", "doctor", "log", "stats", "rules", "uninstall"];
  const shown = COMMANDS.filter(({ name }) => names.includes(name));
  return `fasthook answers a coding agent's hook events: the agent starts it and writes the event to its standard input.

${
    rows([...shown.map(({ name, summary }) => [`fasthook ${name}`, summary] as const), [
      "fasthook --help",
      "all commands",
    ]])
  }`;
}

/**
 * Describes one command.
 *
 * @param name The command's name.
 * @returns The text of `fasthook COMMAND --help`.
 * @throws {UsageError} If there is no such command.
 */
export function commandHelp(name: string): string {
  const row = commandNamed(name) ?? unknownCommand(name);
  return `fasthook ${row.name}: ${row.summary}

Usage:
  fasthook ${row.name} ${usageOf(row)}`.trimEnd() + `

${section("Arguments", row.operands.map((operand) => [operand.name, operand.does]))}${
    section("Options", optionRows(row))
  }Example:
  ${row.example}
`;
}

/**
 * Lists a command's options and what they do.
 *
 * @param row The command.
 * @returns Each as it is typed, and its sentence; `--help` is the last.
 */
export function optionRows(row: CommandRow): readonly (readonly [typed: string, does: string])[] {
  return [
    ...row.options.map((option) =>
      [
        `${option.letter === undefined ? "" : `-${option.letter}, `}${optionUsage(option)}`,
        option.does,
      ] as const
    ),
    ["-h, --help", "show this help"],
  ];
}

function section(title: string, entries: readonly (readonly [string, string])[]): string {
  return entries.length === 0 ? "" : `${title}:\n${rows(entries)}\n`;
}

function rows(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, text]) => `  ${name.padEnd(width)}    ${text}\n`).join("");
}

function unknownCommand(name: string): never {
  const meant = closest(name, COMMANDS.map((row) => row.name));
  throw new UsageError(
    `Cannot show help: there is no command "${quotable(name, 60)}"`,
    meant === undefined ? "fasthook --help" : `fasthook help ${meant}`,
  );
}
