/**
 * Reads the arguments of subcommands as their rows in the table say.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { UsageError } from "../../text/usage_error.ts";
import { printText } from "../../system/terminal.ts";
import { closest } from "../../text/suggest.ts";
import { quotable } from "../../text/clean.ts";
import { commandNamed, type CommandRow, type OperandRow, type OptionRow, type Run } from "../table.ts";
import type { Host } from "../../state/host.ts";

/** What was typed. */
export interface Options {
  /** The options without a value. */
  readonly flags: ReadonlySet<string>;
  /** The options with a value. */
  readonly values: ReadonlyMap<string, string>;
  /** The other arguments. */
  readonly operands: readonly string[];
}

/** What is read of a command's row. */
export type Grammar = Pick<CommandRow, "name" | "options" | "operands">;

/**
 * Makes a command out of what it does: its options are read as its row in the table says, and `--help` shows the row.
 *
 * @param name The command's name.
 * @param run What it does.
 * @returns The command, which throws a {@linkcode UsageError} for wrong usage.
 */
export function withOptions(
  name: string,
  run: (options: Options, host: Host) => number | Promise<number>,
): Run {
  return async (args, host) => {
    const end = args.indexOf("--");
    const before = end < 0 ? args : args.slice(0, end);
    if (before.includes("--help") || before.includes("-h")) {
      printText(Deno.stdout, (await import("./help_text.ts")).commandHelp(name));
      return 0;
    }
    const row = commandNamed(name) ?? { name, options: [], operands: [] };
    return await run(readOptions(args, row), host);
  };
}

/**
 * Reads a command's arguments.
 *
 * @param args What was typed after the command's name.
 * @param row The command.
 * @returns The options and operands.
 * @throws {UsageError} If they do not fit.
 */
export function readOptions(args: readonly string[], row: Grammar): Options {
  const flags = row.options.filter(({ value }) => value === undefined);
  const valued = row.options.filter(({ value }) => value !== undefined);
  const unknown: string[] = [];
  const parsed: Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] } = parseArgs(
    args.map((arg) => longForm(arg, row.options)),
    {
      boolean: flags.map(({ name }) => name),
      string: [...valued.map(({ name }) => name), "_"],
      unknown: (arg, key) => {
        if (key !== undefined) unknown.push(arg);
        return key === undefined;
      },
    },
  );
  const [first] = unknown;
  if (first !== undefined) throw unknownOption(first, row);
  const given = row.options.filter(({ name, value }) => value === undefined ? parsed[name] : name in parsed);
  for (const option of given) checkValue(option, parsed[option.name]);
  checkGroups(given);
  const operands = parsed._.map(String);
  checkOperands(operands, row);
  return {
    flags: new Set(given.filter((option) => flags.includes(option)).map(({ name }) => name)),
    values: new Map(
      given.filter((option) => valued.includes(option)).map(({ name }) => [name, String(parsed[name])]),
    ),
    operands,
  };
}

function longForm(arg: string, options: readonly OptionRow[]): string {
  const option = options.find(({ letter }) => letter !== undefined && arg === `-${letter}`);
  return option === undefined ? arg : `--${option.name}`;
}

function unknownOption(arg: string, { name: command, options }: Grammar): UsageError {
  const [name = ""] = arg.split("=");
  const meant = closest(name, [...options.map((option) => `--${option.name}`), "--help"]);
  return new UsageError(
    `Cannot run ${command}: there is no option "${quotable(name, 60)}"`,
    meant === undefined ? `fasthook help ${command}` : `fasthook ${command} ${meant}`,
  );
}

/** A value in small letters such as `context|stderr` lists its choices; `DATE|SPAN` names kinds of values. */
function choicesOf(name: string): readonly string[] {
  return /^[a-z-]+(?:\|[a-z-]+)*$/.test(name) ? name.split("|") : [];
}

function checkValue({ name, value }: OptionRow, given: unknown): void {
  if (value === undefined) return;
  const choices = choicesOf(value);
  const text = String(given);
  if (text !== "" && (choices.length === 0 || choices.includes(text))) return;
  const wanted = choices.length === 0
    ? value.replace("|", " or ")
    : choices.map((choice) => `"${choice}"`).join(" or ");
  const got = text === "" ? "nothing" : `"${quotable(text, 60)}"`;
  const meant = text === "" ? undefined : closest(text, choices);
  throw new UsageError(
    `Cannot use --${name}: wanted ${wanted}, got ${got}`,
    meant === undefined ? "" : `--${name} ${meant}`,
  );
}

function checkGroups(given: readonly OptionRow[]): void {
  for (const { group } of given) {
    const names = given.filter((option) => group !== undefined && option.group === group);
    if (names.length < 2) continue;
    throw new UsageError(
      `Cannot use ${names.map(({ name }) => `--${name}`).join(" and ")} together: wanted one of them`,
    );
  }
}

function checkOperands(given: readonly string[], { name: command, operands }: Grammar): void {
  for (const [at, operand] of given.entries()) {
    const row = operands[at] ?? operands.findLast(({ count }) => count === "some");
    if (row === undefined) {
      throw new UsageError(
        `Cannot run ${command}: "${quotable(operand, 60)}" is not expected`,
        `fasthook help ${command}`,
      );
    }
    checkChoice(operand, command, row);
  }
  const missing = operands.slice(given.length).find(({ count }) => count !== "optional");
  if (missing === undefined) return;
  throw new UsageError(
    `Cannot run ${command}: wanted ${missing.name.replaceAll("|", " or ")}, got nothing`,
    `fasthook help ${command}`,
  );
}

function checkChoice(given: string, command: string, { name }: OperandRow): void {
  const choices = choicesOf(name);
  if (choices.length === 0 || choices.includes(given)) return;
  const meant = closest(given, choices);
  throw new UsageError(
    `Cannot run ${command}: wanted ${choices.join(", ")}, got "${quotable(given, 60)}"`,
    meant === undefined ? `fasthook help ${command}` : `fasthook ${command} ${meant}`,
  );
}
