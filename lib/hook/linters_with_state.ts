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
import type { Host } from "../state/host.ts";
import { recall } from "../state/recent_results.ts";
import type { Trace } from "./trace.ts";

/** What running linters depends on. */
export interface LintersPlace {
  /** The settings in force. */
  readonly settings: Settings;
  /** Where it is noted what happened to them. */
  readonly trace: Trace;
  /** The program that this runs in. */
  readonly host: Host;
}

/**
 * Runs linters behind the cache and the breakers that all processes share.
 *
 * @param place Settings, trace and state folder.
 * @returns How they are run; the database is opened when one is whose result is not among the last ones.
 */
export function storedLinters(
  { host, settings: { state: { cache } }, trace }: LintersPlace,
): RunLinters {
  return async (tasks, limits) => {
    const known = recalled(tasks, host, cache.ttlMs);
    if (known !== undefined) {
      trace.linters = [...trace.linters, ...tasks.map(({ id }) => ({ id, ...HIT }))];
      return known;
    }
    const { runStored } = await import("../linters/run_stored.ts");
    const run = await runStored(tasks, { host, cache, limits });
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
  { now, stateFolder }: Host,
  ttlMs: number,
): Map<string, readonly LintProblem[]> | undefined {
  const folder = stateFolder();
  if (folder.kind === "none" || tasks.some(({ isStarted }) => isStarted)) return undefined;
  const found = recall(folder, tasks, { now: now(), ttlMs, decode: decodeProblems });
  return found && new Map(tasks.map(({ id }, index) => [id, found[index] ?? []]));
}
