/**
 * Options of subcommands. The usage text of a command's row is the only place that lists them: it is read here, so help,
 * completions and the parser always agree.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { UserError } from "../../text/user_error.ts";
import { printClean } from "../../system/terminal.ts";
import { closest } from "../../text/suggest.ts";
import { quotable } from "../../text/clean.ts";
import { COMMANDS, type Run } from "../table.ts";
import type { Host } from "../../state/host.ts";

/** The exit code of wrong usage: EX_USAGE of sysexits(3). Never 2: agents read that as feedback for the model. */
export const USAGE = 64;

/** One option of a command, as its usage text shows it. */
export interface OptionSpec {
  /** The name without the dashes. */
  readonly name: string;
  /** The value's name such as `FILE`, or its choices such as `context|stderr`; "" for an option without a value. */
  readonly value: string;
  /** Which part of the usage text it is in: of the options of one part, only one can be given. */
  readonly part: number;
}

/** What a usage text says. */
export interface UsageSpec {
  /** The options, in order. */
  readonly options: readonly OptionSpec[];
  /** The arguments without dashes, such as `COMMAND` or `<session.jsonl|folder>...`. */
  readonly operands: readonly string[];
}

/** What was typed. */
export interface Options {
  /** The options without a value. */
  readonly flags: ReadonlySet<string>;
  /** The options with a value. */
  readonly values: ReadonlyMap<string, string>;
  /** The other arguments. */
  readonly operands: readonly string[];
}

/**
 * Reads a usage text.
 *
 * @param usage What follows the command's name, such as `[--user|--project] [--reply context|stderr]`.
 * @returns Its options and operands.
 */
export function parseUsage(usage: string): UsageSpec {
  const options: OptionSpec[] = [];
  const operands: string[] = [];
  // Brackets around an operand say that it may be left out; those around options say nothing, as all may.
  for (const { 0: part, index } of usage.matchAll(/\[[^\]]*\](?:\.\.\.)?|\S+/g)) {
    const inner = part.replace(/^\[|\](?=\.*$)/g, "");
    if (!inner.startsWith("--")) {
      operands.push(part);
      continue;
    }
    for (const alternative of inner.split("|--")) {
      const [name = "", value = ""] = alternative.replace(/^--/, "").split(" ");
      options.push({ name, value, part: index });
    }
  }
  return { options, operands };
}

/**
 * Makes a command out of what it does: its options are read as its row in the table says, `--help` shows the row, and
 * wrong usage ends with 64 and a suggestion.
 *
 * @param name The command's name.
 * @param run What it does.
 * @returns The command.
 */
export function withOptions(
  name: string,
  run: (options: Options, host: Host) => number | Promise<number>,
): Run {
  return async (args, host) => {
    if (args.includes("--help") || args.includes("-h")) {
      printClean(Deno.stdout, (await import("./help_text.ts")).commandHelp(name));
      return 0;
    }
    const usage = COMMANDS.find((row) => row.name === name)?.usage ?? "";
    const options = readOptions(args, { name, usage });
    if (!(options instanceof UserError)) return await run(options, host);
    printClean(Deno.stderr, options.report());
    return USAGE;
  };
}

/**
 * Reads a command's arguments.
 *
 * @param args What follows the command's name.
 * @param row The command's name and usage.
 * @returns The options, or what is wrong with them.
 */
export function readOptions(
  args: readonly string[],
  { name, usage }: { readonly name: string; readonly usage: string },
): Options | UserError {
  const spec = parseUsage(usage);
  const flags = spec.options.filter(({ value }) => value === "").map(({ name }) => name);
  const valued = spec.options.filter(({ value }) => value !== "");
  const unknown: string[] = [];
  const parsed = parseArgs(args, {
    boolean: flags,
    string: [...valued.map(({ name }) => name), "_"],
    unknown: (arg, key) => {
      if (key !== undefined) unknown.push(arg);
      return key === undefined;
    },
  });
  const [first] = unknown;
  if (first !== undefined) return unknownOption(first, name, spec);
  const given = spec.options.filter((option) =>
    option.value === "" ? parsed[option.name] : option.name in parsed
  );
  const operands = parsed._.map(String);
  const problem =
    given.map((option) => valueProblem(option, parsed[option.name])).find((problem) => problem) ??
      exclusionProblem(given) ?? operandProblem(operands, name, spec);
  return problem ?? {
    flags: new Set(given.filter(({ value }) => value === "").map(({ name }) => name)),
    values: new Map(
      given.filter(({ value }) => value !== "").map(({ name }) => [name, String(parsed[name])]),
    ),
    operands,
  };
}

function unknownOption(arg: string, command: string, { options }: UsageSpec): UserError {
  const [name = ""] = arg.split("=");
  const meant = closest(name, [...options.map((option) => `--${option.name}`), "--help"]);
  return new UserError(
    `Cannot run ${command}: there is no option "${quotable(name, 60)}"`,
    meant === undefined ? `fasthook help ${command}` : `fasthook ${command} ${meant}`,
  );
}

function valueProblem({ name, value }: OptionSpec, given: unknown): UserError | undefined {
  const choices = value.split("|");
  if (given === true || (given !== "" && choices.length < 2) || choices.includes(String(given))) {
    return undefined;
  }
  const wanted = choices.length < 2 ? value : choices.map((choice) => `"${choice}"`).join(" or ");
  const got = given === "" ? "nothing" : `"${quotable(String(given), 60)}"`;
  const meant = given === "" ? undefined : closest(String(given), choices);
  return new UserError(
    `Cannot use --${name}: wanted ${wanted}, got ${got}`,
    meant === undefined ? "" : `--${name} ${meant}`,
  );
}

function exclusionProblem(given: readonly OptionSpec[]): UserError | undefined {
  for (const { part } of given) {
    const names = given.filter((option) => option.part === part).map(({ name }) => `--${name}`);
    if (names.length > 1) {
      return new UserError(`Cannot use ${names.join(" and ")} together: wanted one of them`);
    }
  }
  return undefined;
}

function operandProblem(
  operands: readonly string[],
  command: string,
  spec: UsageSpec,
): UserError | undefined {
  const extra = operands[spec.operands.length];
  if (extra !== undefined && !spec.operands.some((operand) => operand.endsWith("..."))) {
    return new UserError(
      `Cannot run ${command}: "${quotable(extra, 60)}" is not expected`,
      `fasthook help ${command}`,
    );
  }
  for (const [at, operand] of operands.entries()) {
    const problem = choiceProblem(operand, command, spec.operands[at] ?? "");
    if (problem !== undefined) return problem;
  }
  const missing = spec.operands.slice(operands.length).find((operand) => !operand.startsWith("["));
  if (missing === undefined) return undefined;
  return new UserError(
    `Cannot run ${command}: wanted ${
      missing.replace(/[<>]|\.\.\.$/g, "").replaceAll("|", " or ")
    }, got nothing`,
    `fasthook help ${command}`,
  );
}

/** An operand such as `bash|zsh|fish` lists all there is; one in angle brackets says what kind of thing is meant. */
function choiceProblem(given: string, command: string, operand: string): UserError | undefined {
  const choices = operand.split("|");
  if (!/^[a-z|]+$/.test(operand) || choices.length < 2 || choices.includes(given)) return undefined;
  const meant = closest(given, choices);
  return new UserError(
    `Cannot run ${command}: wanted ${choices.join(", ")}, got "${quotable(given, 60)}"`,
    meant === undefined ? `fasthook help ${command}` : `fasthook ${command} ${meant}`,
  );
}
