/**
 * Runs linters with the cache and the breakers of all processes, which only this file opens.
 *
 * @module
 */
import { BREAKER_LIMITS } from "../state/breaker.ts";
import { type LinterRun, type LinterTask, runLinters } from "./run_all.ts";
import { Pool, type PoolLimits } from "../system/pool.ts";
import type { CacheLimits } from "../state/limits.ts";
import { openDatabase } from "../state/database.ts";
import type { Host } from "../state/host.ts";
import { noteFailure } from "../state/freshness.ts";

/** How much is kept and run. */
export interface StoredLimits {
  /** Of results. */
  readonly cache: CacheLimits;
  /** Of programs and their time. */
  readonly limits: PoolLimits;
  /** The program that this runs in. */
  readonly host: Host;
}

/**
 * Runs linters; without state they run uncached.
 *
 * @param tasks Which.
 * @param limits How much is kept and run.
 * @returns Findings and outcomes. Never throws.
 */
export async function runStored(
  tasks: readonly LinterTask[],
  { host, cache, limits }: StoredLimits,
): Promise<LinterRun> {
  const folder = host.stateFolder();
  const opened = folder.kind === "none" ? folder : await openDatabase(folder);
  const run = await runLinters(tasks, {
    database: opened.kind === "database" ? opened.database : undefined,
    pool: new Pool(limits),
    ...(folder.kind === "folder" && { folder }),
    cache,
    breaker: BREAKER_LIMITS,
    now: host.now,
  });
  if (opened.kind === "database") {
    if (host.life === "one-event") opened.database.release();
    else opened.database[Symbol.dispose]();
  }
  const isUnwell = run.outcomes.some(({ call }) => call === "failed" || call === "deadline");
  if (isUnwell && folder.kind === "folder") noteFailure(folder.path);
  return opened.kind === "none" ? { ...run, problems: [...run.problems, opened.problem] } : run;
}
