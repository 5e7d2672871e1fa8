/**
 * `fasthook bench`: how fast the installed program is on this machine, alone and under load, and what it does in faults.
 *
 * @module
 */
import { visibleJson } from "../text/clean.ts";
import { FAULT_RUNS, type FaultRow, injectFaults } from "./bench/faults.ts";
import { measureLoad, runsOfLoad } from "./bench/load.ts";
import { type BenchResults, isWell, jsonReport, textReport } from "./bench/report.ts";
import { measureScenarios, RUNS_A_ROUND } from "./bench/scenario_table.ts";
import type { Trials } from "./bench/trial.ts";
import { withWorkspace, type Workspace } from "./bench/workspace.ts";
import { runChild } from "../system/child.ts";
import { UsageError } from "../text/usage_error.ts";
import { UserError } from "../text/user_error.ts";
import { mayStart, onPath, ownPathIfAny, realPath, wayOntoPath } from "../system/executable.ts";
import { Interrupt, STOPPED } from "../system/interrupt.ts";
import { reasonOf } from "../system/reason.ts";
import { Progress } from "../system/progress.ts";
import { columns, printClean, styler } from "../system/terminal.ts";
import { pluralize } from "../text/columns.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** How much is measured. */
interface Plan {
  /** Counted runs of each scenario. */
  readonly rounds: number;
  /** The fewest runs with each number of processes at once. */
  readonly runs: number;
  /** When the scenarios are measured well enough, and when the load. */
  readonly budgetMs: { readonly scenarios: number; readonly load: number };
}

/** Within 30 s in all, also where a process takes 200 ms; the faults take 5 s. 48 is whole volleys of 1, 3 and 16. */
const USUAL: Plan = { rounds: 20, runs: 48, budgetMs: { scenarios: 12_000, load: 8000 } };

/** Hours of work: more is a slip of the finger. */
const MAX_ROUNDS = 10_000;

const FASTHOOK = { command: "fasthook", args: [] };

/** Measures the installed program. */
export const run: Run = withOptions("bench", bench);

async function bench({ flags, values }: Options, { env }: Host): Promise<number> {
  const plan = planOf(values.get("rounds"));
  const program = findInstalled(env);
  const interrupt = new Interrupt();
  try {
    const results = await withWorkspace((workspace) => measure({ plan, program, workspace, interrupt }));
    if (results === undefined) return STOPPED;
    const text = flags.has("json")
      ? visibleJson(jsonReport(results))
      : textReport(results, { style: styler(Deno.stdout, env), width: Math.min(100, columns(Deno.stdout)) });
    printClean(Deno.stdout, text);
    return isWell(results) ? 0 : 1;
  } catch (error) {
    // Ctrl-C ends the measured program, too, which then answers nothing.
    if (error instanceof UserError && interrupt.isRaised) return STOPPED;
    throw error;
  } finally {
    interrupt.release();
  }
}

function planOf(given: string | undefined): Plan {
  if (given === undefined) return USUAL;
  const rounds = Number(given);
  if (Number.isInteger(rounds) && rounds >= 1 && rounds <= MAX_ROUNDS) {
    return { rounds, runs: rounds, budgetMs: { scenarios: Infinity, load: Infinity } };
  }
  throw new UsageError(
    `Cannot use --rounds: wanted a whole number from 1 to ${MAX_ROUNDS}, got "${given}"`,
    `--rounds ${USUAL.rounds}`,
  );
}

/** The file of the program that is measured. */
function findInstalled(env: Host["env"]): string {
  const named = onPath(FASTHOOK.command, env);
  const own = ownPathIfAny();
  if (named === undefined) {
    throw new UserError("Cannot measure: wanted fasthook on PATH, got none", wayOntoPath(own, env));
  }
  if (!mayStart(FASTHOOK.command)) {
    throw new UserError(`Cannot measure: wanted the right to start ${named}, got none`, "fasthook doctor");
  }
  if (own !== undefined && realPath(named) !== realPath(own)) {
    printClean(Deno.stderr, `fasthook: measuring ${named}, the fasthook on PATH; this is ${own}\n`);
  }
  return named;
}

/** What a benchmark needs. */
interface Bench {
  readonly plan: Plan;
  readonly program: string;
  readonly workspace: Workspace;
  readonly interrupt: Interrupt;
}

async function measure({ plan, program, workspace, interrupt }: Bench): Promise<BenchResults | undefined> {
  const { rounds, runs, budgetMs } = plan;
  const all = (rounds + 1) * RUNS_A_ROUND + runsOfLoad(runs) + FAULT_RUNS;
  const progress = new Progress(all, (amount) => pluralize(amount, "run"));
  const trials: Trials = {
    run: (stdin) => runChild(FASTHOOK, { stdin, env: workspace.env }),
    onRun: () => progress.add(1),
    stopped: () => interrupt.isRaised,
  };
  try {
    const version = await versionOf(workspace);
    const scenarios = await measureScenarios(trials, {
      rounds,
      until: performance.now() + budgetMs.scenarios,
    });
    const load = await measureLoad(trials, { runs, until: performance.now() + budgetMs.load });
    const faults: readonly FaultRow[] = interrupt.isRaised
      ? []
      : await injectFaults(FASTHOOK, { workspace, ...trials });
    if (interrupt.isRaised) return undefined;
    return { program, version, machine: machine(), scenarios, load, faults };
  } finally {
    progress.clear();
  }
}

/** Also finds out whether the program can be started at all. */
async function versionOf({ env }: Workspace): Promise<string> {
  try {
    const { code, stdout, stderr } = await runChild({ ...FASTHOOK, args: ["--version"] }, { stdin: "", env });
    if (code === 0) return stdout.trim();
    throw new UserError(`fasthook --version ends with ${code}: ${stderr.trim()}`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot measure: ${reasonOf(error)}`, "fasthook doctor");
  }
}

function machine(): string {
  const { os, arch } = Deno.build;
  return `${os} ${arch}, ${pluralize(navigator.hardwareConcurrency, "processor")}`;
}
