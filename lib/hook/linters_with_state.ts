/**
 * Runs linters in hook mode: from recent results if possible, otherwise through the database.
 *
 * @module
 */
import { decodeProblems } from "../linters/cached_problems.ts";
import type { LintProblem } from "../linters/linter.ts";
import type { LinterResults, LinterTask } from "../linters/plan.ts";
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
 * @returns What they found.
 */
export async function runLintersWithState(
  tasks: readonly LinterTask[],
  { host, settings: { state: { cache } }, trace, limits }: RunContext,
): Promise<LinterResults> {
  const known = recentOf(tasks, host, cache.ttlMs);
  const hits = tasks.filter(({ key }) => known.has(key));
  trace.linters = [...trace.linters, ...hits.map(({ id }) => ({ id, ...HIT }))];
  const left = tasks.filter(({ key }) => !known.has(key));
  if (left.length === 0) return { found: known, late: new Set() };
  // Other programs run already: asking the database first would only take time.
  if (left.some(({ isStarted }) => isStarted)) { for (const { start } of left) start?.(); }
  const { runStored } = await import("../linters/run_stored.ts");
  const run = await runStored(left, { host, cache, limits });
  trace.linters = [...trace.linters, ...run.outcomes];
  trace.linterProblems = [...trace.linterProblems, ...run.problems];
  const late = left.filter((_, index) => run.outcomes[index]?.call === "deadline").map(({ key }) => key);
  return { found: new Map([...known, ...run.found]), late: new Set(late) };
}

const HIT: Omit<LinterOutcome, "id"> = {
  cache: "hit",
  breaker: "none",
  opened: false,
  call: "none",
  us: 0,
};

/** The results of tasks that were not started, if all of them are among the recent copies. */
function recentOf(
  tasks: readonly LinterTask[],
  { now, stateFolder }: Host,
  ttlMs: number,
): ReadonlyMap<string, readonly LintProblem[]> {
  const folder = stateFolder();
  const asked = tasks.filter(({ isStarted, isFleeting }) => !isStarted && !isFleeting);
  if (folder.kind === "none" || asked.length === 0) return new Map();
  const found = recall(folder, asked, { now: now(), ttlMs, decode: decodeProblems });
  return new Map(found === undefined ? [] : asked.map(({ key }, index) => [key, found[index] ?? []]));
}
