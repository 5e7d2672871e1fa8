/**
 * Hook mode's way to cache and breakers.
 *
 * @module
 */
import type { RunExternals } from "../linters/plan.ts";
import { cachedFindings } from "../linters/cached_findings.ts";
import type { External } from "../linters/plan.ts";
import type { Finding } from "../event/finding.ts";
import type { ExternalOutcome } from "../state/journal_record.ts";
import type { Settings } from "../config/settings.ts";
import type { StateFolder } from "../state/folder.ts";
import { recall } from "../state/recent_results.ts";
import type { Trace } from "./trace.ts";

/** What running external analyzers depends on. */
export interface ExternalsPlace {
  /** The settings in force. */
  readonly settings: Settings;
  /** Where it is noted what happened to them. */
  readonly trace: Trace;
  /** The state folder. */
  readonly folder: StateFolder;
}

/**
 * Runs external analyzers behind the cache and the breakers that all processes share.
 *
 * @param place Settings, trace and state folder.
 * @returns How they are run; the database is opened when one is whose result is not among the last ones.
 */
export function storedExternals(
  { settings: { state: { cache } }, trace, folder }: ExternalsPlace,
): RunExternals {
  return async (externals, limits) => {
    const known = recalled(externals, folder, cache.ttlMs);
    if (known !== undefined) {
      trace.externals = [...trace.externals, ...externals.map(({ id }) => ({ id, ...HIT }))];
      return known;
    }
    const { runStored } = await import("../linters/run_stored.ts");
    const run = await runStored(externals, { cache, limits, folder });
    trace.externals = [...trace.externals, ...run.outcomes];
    trace.externalProblems = [...trace.externalProblems, ...run.problems];
    return run.findings;
  };
}

const HIT: Omit<ExternalOutcome, "id"> = {
  cache: "hit",
  breaker: "none",
  opened: false,
  call: "none",
  us: 0,
};

/** The results of all, if all are among the last ones. */
function recalled(
  externals: readonly External[],
  folder: StateFolder,
  ttlMs: number,
): Map<string, readonly Finding[]> | undefined {
  if (folder.kind === "none" || externals.some(({ isStarted }) => isStarted)) return undefined;
  const found = recall(folder.path, externals, { now: Date.now(), ttlMs, decode: cachedFindings });
  return found && new Map(externals.map(({ id }, index) => [id, found[index] ?? []]));
}
