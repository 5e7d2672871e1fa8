/**
 * Everything outside hook mode: options that stop, subcommands, and wrong usage.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { UserError } from "../text/user_error.ts";
import { isObject } from "../text/json_object.ts";
import { readEvent } from "../hook/hook.ts";
import { printClean } from "../system/terminal.ts";
import { closest } from "../text/suggest.ts";
import { quotable } from "../text/clean.ts";
import { overview } from "./shared/help_text.ts";
import { USAGE } from "./shared/options.ts";
import { COMMANDS } from "./table.ts";
import type { Host } from "../state/host.ts";

/** What wrong usage ends with when an event is waiting: a hook that is registered wrongly must not harm a session. */
const COULD_NOT_ANALYSE = 1;

const OPTIONS = ["--reply=stderr", "--reply=context", "--help", "--version"];

/**
 * Runs what the arguments ask for.
 *
 * @param args The program's arguments.
 * @param host The program itself.
 * @returns The exit code.
 */
export async function runCommand(args: readonly string[], host: Host): Promise<number> {
  const row = COMMANDS.find(({ name }) => name === args[0]);
  if (row === undefined) return await runOption(args);
  try {
    return await (await row.load())(args.slice(1), host);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printClean(Deno.stderr, error.report());
    return COULD_NOT_ANALYSE;
  }
}

async function runOption(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) return print(overview());
  if (args.includes("--version") || args.includes("-V")) return print(`fasthook ${config.version}\n`);
  const problem = usageProblem(args);
  printClean(Deno.stderr, problem.report());
  return await hasEvent() ? COULD_NOT_ANALYSE : USAGE;
}

function print(text: string): number {
  printClean(Deno.stdout, text);
  return 0;
}

function usageProblem(args: readonly string[]): UserError {
  const [first] = args;
  if (first === undefined || first.startsWith("--reply=stderr") || first.startsWith("--reply=context")) {
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
  const meant = closest(first, kind === "option" ? OPTIONS : COMMANDS.map(({ name }) => name));
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
