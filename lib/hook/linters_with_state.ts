/**
 * Runs linters in hook mode: from recent results if possible, otherwise through the database.
 *
 * @module
 */
import { decodeProblems } from "../linters/cached_problems.ts";
import type { LintProblem } from "../linters/linter.ts";
import type { LinterTask } from "../linters/plan.ts";
import type { Host } from "../state/host.ts";
import type { LinterOutcome } from "../state/journal_record.ts";
import { recall } from "../state/recent_results.ts";
import type { PoolLimits } from "../system/pool.ts";
import type { LinterContext } from "./late_linters.ts";

/** What a run depends on. */
export interface RunContext extends LinterContext {
  /** How many linters run at a time, and for how long. */
  readonly limits: PoolLimits;
}

/**
 * Runs linters with the cache and the breakers that all processes share. The database is opened only if a result is not
 * among the recent copies.
 *
 * @param tasks Which.
 * @param context Host, settings, trace and limits.
 * @returns What they found, by their ids.
 */
export async function runLintersWithState(
  tasks: readonly LinterTask[],
  { host, settings: { state: { cache } }, trace, limits }: RunContext,
): Promise<ReadonlyMap<string, readonly LintProblem[]>> {
  const known = recentOf(tasks, host, cache.ttlMs);
  if (known !== undefined) {
    trace.linters = [...trace.linters, ...tasks.map(({ id }) => ({ id, ...HIT }))];
    return known;
  }
  const { runStored } = await import("../linters/run_stored.ts");
  const run = await runStored(tasks, { host, cache, limits });
  trace.linters = [...trace.linters, ...run.outcomes];
  trace.linterProblems = [...trace.linterProblems, ...run.problems];
  return run.found;
}

const HIT: Omit<LinterOutcome, "id"> = {
  cache: "hit",
  breaker: "none",
  opened: false,
  call: "none",
  us: 0,
};

/** The results of all tasks, if all are among the recent copies. */
function recentOf(
  tasks: readonly LinterTask[],
  { now, stateFolder }: Host,
  ttlMs: number,
): ReadonlyMap<string, readonly LintProblem[]> | undefined {
  const folder = stateFolder();
  if (folder.kind === "none" || tasks.some(({ isStarted }) => isStarted)) return undefined;
  const found = recall(folder, tasks, { now: now(), ttlMs, decode: decodeProblems });
  return found && new Map(tasks.map(({ id }, index) => [id, found[index] ?? []]));
}
