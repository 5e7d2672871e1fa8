/**
 * The options of `deno task bench`.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { UserError } from "../lib/text/user_error.ts";
import { closest } from "../lib/text/suggest.ts";

/** What one run is to do. */
export interface Options {
  /** Counted rounds of whole processes. */
  readonly rounds: number;
  /** Command lines of other hooks. */
  readonly baselines: readonly string[];
  /** Which measurements are made. */
  readonly only: "all" | "process" | "inprocess" | "costs";
  /** What standard output holds. */
  readonly format: "text" | "json";
  /** Whether a row above its limit is a failure. */
  readonly limits: "shown" | "enforced";
  /** Whether nothing is measured and the usage is printed. */
  readonly help: boolean;
}

/** What `--help` prints. */
export const USAGE = `deno task bench [options]

  --rounds N          run each whole process N times, what has a limit 3 N times (40)
  --baseline COMMAND  measure another hook on the same events, through sh -c; may be repeated
  --only PART         "process" or "inprocess" (both); "costs": first uses in a new process
  --json              results as one JSON object on standard output
  --gate              exit code 1 when a row is above its limit
`;

const NAMES = ["--rounds", "--baseline", "--only", "--json", "--gate", "--help"];

/** Hours of work: more is a slip of the finger. */
const MAX_ROUNDS = 10_000;

/**
 * Reads the options.
 *
 * @param args The program's arguments.
 * @returns What to do, defaults filled in.
 * @throws {UserError} At the first argument that means nothing, by itself or together with the others.
 */
export function parseOptions(args: readonly string[]): Options {
  const given = parseArgs(args, {
    string: ["rounds", "baseline", "only"],
    boolean: ["json", "gate", "help"],
    collect: ["baseline"],
    unknown: refuse,
  });
  const options = {
    rounds: roundsOf(given.rounds),
    baselines: given.baseline,
    only: partOf(given.only),
    format: given.json ? "json" : "text",
    limits: given.gate ? "enforced" : "shown",
    help: given.help,
  } as const;
  if (options.baselines.includes("")) {
    throw new UserError("Cannot use --baseline: wanted a command line, got nothing");
  }
  const { only } = options;
  if ((only === "inprocess" || only === "costs") && (given.gate || options.baselines.length > 0)) {
    throw new UserError(
      `Cannot use --gate or --baseline with --only=${only}: both are about whole processes`,
      "leave --only out",
    );
  }
  return options;
}

function roundsOf(given = "40"): number {
  const rounds = Number(given);
  if (given !== "" && Number.isInteger(rounds) && rounds >= 1 && rounds <= MAX_ROUNDS) return rounds;
  throw new UserError(`Cannot use --rounds: wanted a whole number from 1 to ${MAX_ROUNDS}, got "${given}"`);
}

function partOf(given: string | undefined): Options["only"] {
  if (given === undefined) return "all";
  if (given === "process" || given === "inprocess" || given === "costs") return given;
  throw new UserError(`Cannot use --only: wanted "process", "inprocess" or "costs", got "${given}"`);
}

function refuse(argument: string): never {
  const [name = ""] = argument.split("=");
  const meant = closest(name, NAMES);
  throw new UserError(
    `Cannot run the benchmarks: there is no ${name.startsWith("-") ? "option" : "argument"} "${name}"`,
    meant === undefined ? "deno task bench --help" : `deno task bench ${meant}`,
  );
}
