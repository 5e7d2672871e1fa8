/**
 * From the trace of an event to its line in the journal.
 *
 * @module
 */
import { shortHash } from "./hash.ts";
import { loadSettings } from "./load_settings.ts";
import { journalName, type JournalRecord, STAGES } from "./record.ts";
import { stateFolder } from "./store/folder.ts";
import { appendJournal } from "./store/journal.ts";
import type { Trace } from "./trace.ts";

/**
 * Writes an event down, and forgets its session when that has ended. What cannot be written is lost: nobody waits for it.
 *
 * @param trace What happened to the event.
 */
export async function writeDown(trace: Trace): Promise<void> {
  const { event, settings = await loadSettings(event?.cwd ?? "") } = trace;
  const { journal } = settings.state;
  if (journal === "off" && event?.endsSession === undefined) return;
  const folder = stateFolder();
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

function recordOf(
  { agent, event, analysis, externals, reply, times }: Trace,
  problems: readonly string[],
): JournalRecord {
  const { judged = [], text = "", turn } = analysis ?? {};
  const [call, ...more] = event?.calls ?? [];
  // The analysis measured its own stages, which its one mark has in sum.
  const all = { ...times, ...analysis?.times };
  return {
    v: 1,
    at: Date.now(),
    agent,
    event: journalName(event?.name ?? ""),
    tool: more.length > 0 ? "" : journalName(call?.tool ?? ""),
    session: event === undefined || event.session === "" ? "" : shortHash(event.session),
    agentType: journalName(event?.agentType ?? ""),
    us: Object.fromEntries(STAGES.flatMap((stage) => {
      const ms = all[stage];
      return ms === undefined ? [] : [[stage, Math.round(ms * 1000)]];
    })),
    totalUs: Math.round(performance.now() * 1000),
    findings: judged.map(({ finding: { rule, severity }, verdict }) => [rule, severity, verdict.kind]),
    reply,
    words: text === "" ? 0 : text.split(/\s+/).length,
    ...(turn === "second" && { twice: true }),
    ...(externals.length > 0 && { external: externals }),
    ...(problems.length > 0 && { state: problems }),
  };
}
