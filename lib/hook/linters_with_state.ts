/**
 * Hook mode's way to cache and breakers.
 *
 * @module
 */
import type { RunLinters } from "../linters/plan.ts";
import { decodeProblems } from "../linters/cached_problems.ts";
import type { LinterTask } from "../linters/plan.ts";
import type { LintProblem } from "../linters/linter.ts";
import type { LinterOutcome } from "../state/journal_record.ts";
import type { Settings } from "../config/settings.ts";
import type { StateFolder } from "../state/folder.ts";
import { recall } from "../state/recent_results.ts";
import type { Trace } from "./trace.ts";

/** What running linters depends on. */
export interface LintersPlace {
  /** The settings in force. */
  readonly settings: Settings;
  /** Where it is noted what happened to them. */
  readonly trace: Trace;
  /** The state folder. */
  readonly folder: StateFolder;
}

/**
 * Runs linters behind the cache and the breakers that all processes share.
 *
 * @param place Settings, trace and state folder.
 * @returns How they are run; the database is opened when one is whose result is not among the last ones.
 */
export function storedLinters(
  { settings: { state: { cache } }, trace, folder }: LintersPlace,
): RunLinters {
  return async (tasks, limits) => {
    const known = recalled(tasks, folder, cache.ttlMs);
    if (known !== undefined) {
      trace.linters = [...trace.linters, ...tasks.map(({ id }) => ({ id, ...HIT }))];
      return known;
    }
    const { runStored } = await import("../linters/run_stored.ts");
    const run = await runStored(tasks, { cache, limits, folder });
    trace.linters = [...trace.linters, ...run.outcomes];
    trace.linterProblems = [...trace.linterProblems, ...run.problems];
    return run.found;
  };
}

const HIT: Omit<LinterOutcome, "id"> = {
  cache: "hit",
  breaker: "none",
  opened: false,
  call: "none",
  us: 0,
};

/** The results of all, if all are among the last ones. */
function recalled(
  tasks: readonly LinterTask[],
  folder: StateFolder,
  ttlMs: number,
): Map<string, readonly LintProblem[]> | undefined {
  if (folder.kind === "none" || tasks.some(({ isStarted }) => isStarted)) return undefined;
  const found = recall(folder.path, tasks, { now: Date.now(), ttlMs, decode: decodeProblems });
  return found && new Map(tasks.map(({ id }, index) => [id, found[index] ?? []]));
}
