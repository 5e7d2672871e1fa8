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
import { ownFolder, type StateFolder } from "../state/folder.ts";
import { noteFailure } from "../state/freshness.ts";

/** How much is kept and run. */
export interface StoredLimits {
  /** Of results. */
  readonly cache: CacheLimits;
  /** Of programs and their time. */
  readonly limits: PoolLimits;
  /** The state folder; this process's own by default. */
  readonly folder?: StateFolder;
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
  { cache, limits, folder = ownFolder() }: StoredLimits,
): Promise<LinterRun> {
  const opened = folder.kind === "none" ? folder : await openDatabase(folder.path);
  const run = await runLinters(tasks, {
    database: opened.kind === "database" ? opened.database : undefined,
    pool: new Pool(limits),
    ...(folder.kind === "folder" && { folder: folder.path }),
    cache,
    breaker: BREAKER_LIMITS,
    now: Date.now,
  });
  if (opened.kind === "database") opened.database.release();
  const isUnwell = run.outcomes.some(({ call }) => call === "failed" || call === "deadline");
  if (isUnwell && folder.kind === "folder") noteFailure(folder.path);
  return opened.kind === "none" ? { ...run, problems: [...run.problems, opened.problem] } : run;
}
