/**
 * Hook mode's way to what fasthook remembers. Everything behind it is loaded only when it is wanted.
 *
 * @module
 */
import type { RunExternals } from "./analysis.ts";
import type { Remember } from "./memory.ts";
import type { Settings } from "./settings.ts";
import type { Trace } from "./trace.ts";

/**
 * Gives the memory of a session, shared by the processes of its events.
 *
 * @param session The agent's session; not "".
 * @param settings The settings in force.
 * @returns The memory; it is looked for when it is first asked.
 */
export function storedMemory(session: string, { state: { patterns } }: Settings): Remember {
  return async (decide) => {
    const [{ stateFolder }, { remember }] = await Promise.all([
      import("./store/folder.ts"),
      import("./store/sessions.ts"),
    ]);
    const folder = stateFolder();
    if (folder.kind === "none") return folder;
    return remember({ folder: folder.path, session, limit: patterns }, decide);
  };
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

/**
 * Does what is left to do when an event is answered: a line in the journal, and forgetting a session that has ended.
 *
 * @param trace What happened to the event.
 */
export async function conclude(trace: Trace): Promise<void> {
  const { writeDown } = await import("./journal_entry.ts");
  await writeDown(trace);
}
