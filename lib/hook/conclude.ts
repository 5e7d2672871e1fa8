/**
 * What is left to do when an event is answered.
 *
 * @module
 */
import type { EventCalls } from "../config/parse.ts";
import { loadSettings, type MakeSettings } from "../config/load.ts";
import { journalName, type JournalRecord, journalSession } from "../state/journal_record.ts";
import type { Host } from "../state/host.ts";
import { appendJournal } from "../state/journal.ts";
import type { Trace } from "./trace.ts";
import { wordCount } from "../text/words.ts";

/** What concluding depends on. */
export interface ConcludeOptions {
  /** The program that this runs in. */
  readonly host: Host;
  /** Makes settings, where the event needed none. */
  readonly make: MakeSettings;
}

/**
 * Does what is left to do when an event is answered: writes it down, and forgets its session when that has ended. What
 * cannot be written is lost: nobody waits for it.
 *
 * @param trace What happened to the event.
 * @param options The host, and how settings are made.
 */
export async function conclude(trace: Trace, options: ConcludeOptions): Promise<void> {
  try {
    await noted(trace, options);
  } catch (error) {
    // The answer is out: whatever is wrong now must not change how the process ends.
    if (!(error instanceof Error)) throw error;
  }
}

async function noted(trace: Trace, { host, make }: ConcludeOptions): Promise<void> {
  const { event } = trace;
  const settings = trace.settings ?? await loadSettings(event?.cwd ?? "", {
    env: host.env,
    event: NO_CALLS,
    make,
  });
  const { journal } = settings.state;
  if (journal === "off" && event?.endsSession === undefined) return;
  const folder = host.stateFolder();
  if (folder.kind === "none") return;
  const problems = trace.analysis?.memoryProblems.map((problem) => `sessions/${problem}`) ?? [];
  problems.push(...trace.linterProblems.map((problem) => `database/${problem}`));
  if (event?.endsSession && event.session !== "") {
    const { endSession } = await import("../state/sessions.ts");
    const problem = endSession({ folder, session: event.session }, host.now());
    if (problem !== undefined) problems.push(`sessions/${problem}`);
  }
  trace.mark("write");
  if (journal === "off") return;
  await appendJournal(folder.path, JSON.stringify(recordOf(trace, { host, problems })), journal);
}

/** The settings for an event that no analyzer was asked about: how to write it down is all that matters. */
const NO_CALLS: EventCalls = { name: "", agentType: "", calls: [] };

function recordOf(
  { agent, event, analysis, linters, reply, us, startedAt }: Trace,
  { host, problems }: { readonly host: Host; readonly problems: readonly string[] },
): JournalRecord {
  const { judged = [], text = "", turn } = analysis ?? {};
  const [call, ...more] = event?.calls ?? [];
  return {
    v: 1,
    at: host.now(),
    agent,
    event: journalName(event?.name ?? ""),
    tool: more.length > 0 ? "" : journalName(call?.tool ?? ""),
    session: journalSession(event?.session ?? ""),
    agentType: journalName(event?.agentType ?? ""),
    us,
    totalUs: Math.round((host.clock() - startedAt) * 1000),
    findings: judged.map(({ finding: { rule, severity }, verdict }) => [rule, severity, verdict.kind]),
    reply,
    words: wordCount(text),
    ...(turn === "second" && { twice: true }),
    ...(linters.length > 0 && { external: linters }),
    ...(problems.length > 0 && { state: problems }),
  };
}
