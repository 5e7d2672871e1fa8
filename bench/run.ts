/**
 * `deno task bench`: the scenarios in process with `deno bench`, then as whole processes next to an empty program.
 *
 * @module
 */
import { ROOT, V8_FLAGS } from "../.github/tasks/program.ts";
import { UserError } from "../lib/text/user_error.ts";
import { writeAll } from "../lib/system/io.ts";
import { costsOf, costTable } from "./costs.ts";
import { aboveLimit, measure, type Row } from "./cold_start.ts";
import { firstUseTable, measureFirstUses } from "./first_uses.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { FLOOR_TITLE } from "./subjects.ts";
import { table } from "./table.ts";

const IN_PROCESS = "bench/in_process_bench.ts";

const FAILED = 1;
/** EX_USAGE of sysexits(3). */
const WRONG_USAGE = 64;

const LEGEND = `
CPU is average processor time, all threads; spread is the standard deviation; x is times the
empty Deno program. Grades by average: A+ < 50 ms, A < 100, B < 200, C < 500, else D.
`;

async function main(options: Options): Promise<number> {
  if (options.help) return print(USAGE);
  const { only, format, rounds, limits } = options;
  if (only === "costs") return await costs(options);
  const inProcess = only === "process" ? undefined : await benchInProcess(format);
  const rows = only === "inprocess" ? [] : await measureProcesses(options);
  if (format === "json") {
    print(`${JSON.stringify({ deno: Deno.version.deno, rounds, rows, costs: costsOf(rows), inProcess })}\n`);
  } else if (rows.length > 0) {
    print(`${table(rows)}${LEGEND}\n${costTable(costsOf(rows))}`);
  }
  const slow = aboveLimit(rows);
  for (const row of slow) writeAll(Deno.stderr, complaint(row));
  return limits === "enforced" && slow.length > 0 ? FAILED : 0;
}

async function costs({ rounds, format }: Options): Promise<number> {
  const firstUses = await measureFirstUses({ rounds, onRound: progress(rounds) });
  clearProgress();
  return print(
    format === "json"
      ? `${JSON.stringify({ deno: Deno.version.deno, rounds, firstUses })}\n`
      : firstUseTable(firstUses),
  );
}

/** Runs `deno bench`: as text it writes to our own output, as JSON its results become a part of ours. */
async function benchInProcess(format: Options["format"]): Promise<unknown> {
  const args = [
    "bench",
    "--quiet",
    "-P=tasks",
    V8_FLAGS,
    ...(format === "json" ? ["--json"] : []),
    IN_PROCESS,
  ];
  const command = new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    stdin: "null",
    stdout: format === "json" ? "piped" : "inherit",
    stderr: "inherit",
  });
  if (format === "json") {
    const { success, stdout } = await command.output();
    if (success) return JSON.parse(new TextDecoder().decode(stdout));
  } else if ((await command.spawn().status).success) return undefined;
  throw new UserError("Cannot finish the benchmarks in process: deno bench failed");
}

async function measureProcesses({ rounds, baselines }: Options): Promise<Row[]> {
  const rows = await measure({ rounds, baselines, onRound: progress(rounds) });
  clearProgress();
  return rows;
}

function progress(rounds: number): (finished: number) => void {
  if (!Deno.stderr.isTerminal()) return () => {};
  return (finished) => void writeAll(Deno.stderr, `\rround ${finished + 1} of ${rounds}`);
}

function clearProgress(): void {
  if (Deno.stderr.isTerminal()) writeAll(Deno.stderr, "\r\x1b[K");
}

function complaint({ title, limit, ratio: { byMin, byMedian } }: Row): string {
  return `above ${limit} times "${FLOOR_TITLE}": ${title}, ${byMin.toFixed(2)} by minimum, ${
    byMedian.toFixed(2)
  } by median\n`;
}

function print(text: string): number {
  writeAll(Deno.stdout, text);
  return 0;
}

async function start(args: readonly string[]): Promise<number> {
  let failure = WRONG_USAGE;
  try {
    const options = parseOptions(args);
    failure = FAILED;
    return await main(options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    writeAll(Deno.stderr, error.report());
    return failure;
  }
}

Deno.exit(await start(Deno.args));
