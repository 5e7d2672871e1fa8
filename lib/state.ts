/**
 * Hook mode's way to what fasthook remembers: session memory, cache and breakers.
 *
 * @module
 */
import type { RunExternals } from "./analysis.ts";
import type { SessionMemory } from "./memory.ts";
import type { Settings } from "./settings.ts";
import type { StateFolder } from "./store/folder.ts";
import { StoredMemory } from "./store/sessions.ts";
import type { Trace } from "./trace.ts";

/** Where a session's memory is kept, and how much of it. */
export interface MemoryPlace {
  /** The agent's session; not "". */
  readonly session: string;
  /** The settings in force. */
  readonly settings: Settings;
  /** The state folder. */
  readonly folder: StateFolder;
}

/**
 * Gives the memory of a session, shared by the processes of its events.
 *
 * @param place Where it is kept.
 * @returns The memory; of no use where there is no state.
 */
export function storedMemory(
  { session, settings: { state: { patterns } }, folder }: MemoryPlace,
): SessionMemory {
  return folder.kind === "none"
    ? { recall: () => folder, remember: () => folder }
    : new StoredMemory({ folder: folder.path, session, limit: patterns });
}

/**
 * Runs external analyzers behind the cache and the breakers that all processes share.
 *
 * @param settings The settings in force.
 * @param trace Where it is noted what happened to them.
 * @returns How they are run; the database is opened when the first one is.
 */
export function storedExternals({ state: { cache } }: Settings, trace: Trace): RunExternals {
  return async (externals, limits) => {
    const { runStored } = await import("./run_stored.ts");
    const run = await runStored(externals, { cache, limits });
    trace.externals = [...trace.externals, ...run.outcomes];
    trace.externalProblems = [...trace.externalProblems, ...run.problems];
    return run.findings;
  };
}
