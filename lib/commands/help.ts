/**
 * `fasthook help`: usage of the program and of each command.
 *
 * @module
 */
import { UserError } from "../errors.ts";
import { writeAll } from "../io.ts";
import { closest } from "../suggest.ts";
import { type CommandRow, COMMANDS } from "./table.ts";

/**
 * Prints help.
 *
 * @param args The name of a command, or nothing.
 * @returns 0.
 * @throws {UserError} When there is no such command.
 */
export function run(args: readonly string[]): number {
  const [name] = args;
  writeAll(Deno.stdout, name === undefined ? overview() : details(commandNamed(name)));
  return 0;
}

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
