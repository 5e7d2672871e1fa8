/**
 * The help of the program and of each command, from the table of commands.
 *
 * @module
 */
import { UserError } from "../../text/user_error.ts";
import { closest } from "../../text/suggest.ts";
import { type CommandRow, COMMANDS } from "../table.ts";

/**
 * Describes the program.
 *
 * @returns The text of `fasthook --help`.
 */
export function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return `fasthook answers a coding agent's hook events: short feedback, or silence.

Usage:
  fasthook [--reply=stderr|context]    read one event on standard input and answer it
  fasthook COMMAND [OPTIONS]

Options:
  --reply=stderr     feedback on standard error and exit code 2 (default)
  --reply=context    feedback as one JSON object on standard output, always exit code 0
  -h, --help         show this help
  -V, --version      show the version

Commands:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}    ${summary}`).join("\n")}

Exit codes of hook mode: 0 nothing to say (or said as JSON), 1 could not analyse, 2 feedback for the model.
Wrong usage outside a hook: 64.
`;
}

/**
 * Describes one command.
 *
 * @param name The command's name.
 * @returns The text of `fasthook COMMAND --help`.
 * @throws {UserError} When there is no such command.
 */
export function commandHelp(name: string): string {
  return details(commandNamed(name));
}

function details({ name, summary, usage, example }: CommandRow): string {
  return `fasthook ${name}: ${summary}

Usage:
  fasthook ${name} ${usage}

Example:
  ${example}
`;
}

function commandNamed(name: string): CommandRow {
  const row = COMMANDS.find((row) => row.name === name);
  if (row !== undefined) return row;
  const meant = closest(name, COMMANDS.map((row) => row.name));
  throw new UserError(
    `Cannot show help: there is no command "${name}"`,
    meant === undefined ? "fasthook --help" : `fasthook help ${meant}`,
  );
}
