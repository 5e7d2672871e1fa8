/**
 * Everything outside hook mode: options that stop, subcommands, and wrong usage.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { USAGE, UsageError } from "../text/usage_error.ts";
import { UserError } from "../text/user_error.ts";
import { isObject } from "../text/json_object.ts";
import { readEvent } from "../hook/hook.ts";
import { printText } from "../system/terminal.ts";
import { closest } from "../text/suggest.ts";
import { quotable } from "../text/clean.ts";
import { overview, shortHelp } from "./shared/help_text.ts";
import { commandNamed, COMMANDS } from "./table.ts";
import type { Host } from "../state/host.ts";

/** The exit code of a command that failed, and of wrong usage when an event is waiting: it must not harm a session. */
const FAILED = 1;

const OPTIONS = ["--reply=stderr", "--reply=context", "--help", "--version"];

/**
 * Runs what the arguments ask for.
 *
 * @param args The program's arguments.
 * @param host The program itself.
 * @returns The exit code.
 */
export async function runCommand(args: readonly string[], host: Host): Promise<number> {
  try {
    const row = commandNamed(args[0]);
    return row === undefined ? await runOption(args) : await (await row.load())(args.slice(1), host);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printText(Deno.stderr, error.report());
    return error instanceof UsageError ? error.exitCode : FAILED;
  }
}

async function runOption(args: readonly string[]): Promise<number> {
  if (args.length === 0) return print(shortHelp());
  if (args.includes("--help") || args.includes("-h")) return print(overview());
  if (args.includes("--version") || args.includes("-V")) return print(`fasthook ${config.version}\n`);
  printText(Deno.stderr, usageProblem(args).report());
  return await hasEvent() ? FAILED : USAGE;
}

function print(text: string): number {
  printText(Deno.stdout, text);
  return 0;
}

function usageProblem(args: readonly string[]): UserError {
  const [first = ""] = args;
  if (first.startsWith("--reply=stderr") || first.startsWith("--reply=context")) {
    return new UserError(
      args.length > 1
        ? `Cannot run: "${quote(args[1])}" is not expected after ${quote(first)}`
        : "Cannot read an event: standard input is a terminal, and an agent writes the event there",
      "fasthook --help",
    );
  }
  if (first === "--reply" || first.startsWith("--reply=")) {
    const value = first === "--reply" ? args[1] ?? "" : first.slice("--reply=".length);
    const meant = closest(value, ["stderr", "context"]) ?? "stderr";
    return new UserError(
      `Cannot use --reply: wanted "stderr" or "context", got "${quote(value)}"`,
      `--reply=${meant}`,
    );
  }
  const kind = first.startsWith("-") ? "option" : "command";
  const names = COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const meant = closest(first, kind === "option" ? OPTIONS : names);
  return new UserError(
    `Cannot run: there is no ${kind} "${quote(first)}"`,
    meant === undefined ? "fasthook --help" : `fasthook ${meant}`,
  );
}

function quote(argument = ""): string {
  return quotable(argument, 60);
}

async function hasEvent(): Promise<boolean> {
  if (Deno.stdin.isTerminal()) return false;
  try {
    return isObject(await readEvent(Deno.stdin));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}
