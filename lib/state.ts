/**
 * Hook mode's way to what fasthook remembers: session memory, cache and breakers, journal.
 *
 * @module
 */
import type { RunExternals } from "./analysis.ts";
import type { FoundConfig } from "./config_files.ts";
import { loadSettings, type MakeSettings } from "./load_settings.ts";
import type { SessionMemory } from "./memory.ts";
import { journalName, type JournalRecord, journalSession, type Stage, STAGES } from "./record.ts";
import type { Settings } from "./settings.ts";
import { type StateFolder, stateFolder } from "./store/folder.ts";
import { appendJournal } from "./store/journal.ts";
import type { Trace } from "./trace.ts";
import { wordCount } from "./words.ts";

let looked: StateFolder | undefined;
let opening: Promise<MakeSettings> | undefined;

/**
 * Makes settings of configuration files, and checks them only when they have changed since the last time.
 *
 * @param found What there is; the same each time in a process.
 * @returns Makes the settings; what it needs for that is already on its way.
 */
export function openSettings(found: FoundConfig): MakeSettings {
  opening ??= opened(found);
  // Who waits for it is told what is wrong; perhaps nobody does.
  opening.catch(() => {});
  const making = opening;
  return async (sources) => await (await making)(sources);
}

/**
 * Gives the memory of a session, shared by the processes of its events.
 *
 * @param session The agent's session; not "".
 * @param settings The settings in force.
 * @returns The memory; of no use where there is no state.
 */
export async function storedMemory(
  session: string,
  { state: { patterns } }: Settings,
): Promise<SessionMemory> {
  const loading = import("./store/sessions.ts");
  // Looked for while that is loaded.
  const folder = ownFolder();
  const { StoredMemory } = await loading;
  if (folder.kind === "none") return { recall: () => folder, remember: () => folder };
  return new StoredMemory({ folder: folder.path, session, limit: patterns });
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
 * Does what is left to do when an event is answered: writes it down, and forgets its session when that has ended. What
 * cannot be written is lost: nobody waits for it.
 *
 * @param trace What happened to the event.
 */
export async function conclude(trace: Trace): Promise<void> {
  try {
    await noted(trace);
  } catch (error) {
    // The answer is out: whatever is wrong now must not change how the process ends.
    if (!(error instanceof Error)) throw error;
  }
}

async function noted(trace: Trace): Promise<void> {
  const { event, config, settings } = trace;
  const { journal } = (settings ?? await withoutCalls(event?.cwd ?? "", config)).state;
  if (journal === "off" && event?.endsSession === undefined) return;
  const folder = ownFolder();
  if (folder.kind === "none") return;
  const problems = trace.analysis?.memoryProblems.map((problem) => `sessions/${problem}`) ?? [];
  problems.push(...trace.externalProblems.map((problem) => `database/${problem}`));
  if (event?.endsSession && event.session !== "") {
    const { endSession } = await import("./store/sessions.ts");
    const problem = endSession({ folder: folder.path, session: event.session }, Date.now());
    if (problem !== undefined) problems.push(`sessions/${problem}`);
  }
  trace.mark("write");
  if (journal !== "off") await appendJournal(folder.path, JSON.stringify(recordOf(trace, problems)), journal);
}

async function opened(found: FoundConfig): Promise<MakeSettings> {
  const loading = import("./known_settings.ts");
  // Looked for while that is loaded.
  const folder = ownFolder();
  return (await loading).knownSettings(folder, found);
}

/** The settings for an event that no analyzer was asked about: how to write it down is all that matters. */
async function withoutCalls(cwd: string, found: FoundConfig | undefined): Promise<Settings> {
  return await loadSettings(cwd, { event: { name: "", calls: [] }, found, open: openSettings });
}

/** Looked for once in a process. */
function ownFolder(): StateFolder {
  return looked ??= stateFolder();
}

function recordOf(
  { agent, event, analysis, externals, reply, times }: Trace,
  problems: readonly string[],
): JournalRecord {
  const { judged = [], text = "", turn } = analysis ?? {};
  const [call, ...more] = event?.calls ?? [];
  return {
    v: 1,
    at: Date.now(),
    agent,
    event: journalName(event?.name ?? ""),
    tool: more.length > 0 ? "" : journalName(call?.tool ?? ""),
    session: journalSession(event?.session ?? ""),
    agentType: journalName(event?.agentType ?? ""),
    us: microseconds({ ...times, ...analysis?.times }),
    totalUs: Math.round(performance.now() * 1000),
    findings: judged.map(({ finding: { rule, severity }, verdict }) => [rule, severity, verdict.kind]),
    reply,
    words: wordCount(text),
    ...(turn === "second" && { twice: true }),
    ...(externals.length > 0 && { external: externals }),
    ...(problems.length > 0 && { state: problems }),
  };
}

/** The analysis measures its own stages, which its one mark has in sum. */
function microseconds(times: Trace["times"]): JournalRecord["us"] {
  const us: Partial<Record<Stage, number>> = {};
  for (const stage of STAGES) {
    const ms = times[stage];
    if (ms !== undefined) us[stage] = Math.round(ms * 1000);
  }
  return us;
}
