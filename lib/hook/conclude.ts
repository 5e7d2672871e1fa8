/**
 * Work after the answer: writes the journal line and the log, deletes an ended session's memory.
 *
 * @module
 */
import type { EventCalls } from "../config/parse.ts";
import { projectDirOf } from "../agents/table.ts";
import { loadSettings } from "../config/load.ts";
import { journalName, type JournalRecord, journalSession } from "../state/journal_record.ts";
import type { Host } from "../state/host.ts";
import { appendJournal } from "../state/journal.ts";
import { addMark, CHANGED, FORGOTTEN } from "../state/marks.ts";
import { mayChangeFiles } from "../event/change.ts";
import type { HookEvent } from "../event/event.ts";
import type { Trace } from "./trace.ts";
import { createSettingsMaker } from "./make_settings.ts";
import { wordCount } from "../text/words.ts";

/**
 * Does the work that is left after the answer: deletes an ended session's memory, writes the log and the journal line. What cannot be
 * written is lost.
 *
 * @param trace What happened to the event.
 * @param host The program that this runs in.
 */
export async function conclude(trace: Trace, host: Host): Promise<void> {
  try {
    await finish(trace, host);
  } catch (error) {
    // The answer is out: whatever is wrong now must not change how the process ends.
    if (!(error instanceof Error)) throw error;
  }
}

async function finish(trace: Trace, host: Host): Promise<void> {
  const { event } = trace;
  const settings = trace.settings ?? await loadSettings(event?.cwd ?? "", {
    env: host.env,
    projectDir: projectDirOf(host.env, event && trace.agent),
    event: NO_CALLS,
    make: createSettingsMaker(host),
  });
  const { journal, log } = settings.state;
  const writeLog = log ? trace.log : undefined;
  const mark = event === undefined ? undefined : markOf(event);
  if (journal === "off" && event?.endsSession === undefined && mark === undefined && writeLog === undefined) {
    return;
  }
  const folder = host.stateFolder();
  if (folder.kind === "none") return;
  const problems = trace.report?.memoryProblems.map((problem) => `sessions/${problem}`) ?? [];
  problems.push(...trace.linterProblems.map((problem) => `database/${problem}`));
  if (event?.endsSession && event.session !== "") {
    const { endSession } = await import("../state/sessions.ts");
    const problem = endSession({ folder, session: event.session }, host.now());
    if (problem !== undefined) problems.push(`sessions/${problem}`);
  }
  if (mark !== undefined && event !== undefined) {
    addMark({ folder: folder.path, session: event.session }, mark, host.now());
  }
  writeLog?.(folder.path, host.now());
  trace.mark("write");
  if (journal === "off") return;
  await appendJournal(folder.path, JSON.stringify(recordOf(trace, { host, problems })), journal);
}

/** What later events of the session must know of this one. */
function markOf({ session, forgets, calls }: HookEvent): string | undefined {
  if (session === "") return undefined;
  if (forgets) return FORGOTTEN;
  return calls.some(mayChangeFiles) ? CHANGED : undefined;
}

/** For an event that no analyzer was asked about: only the journal's settings matter. */
const NO_CALLS: EventCalls = { name: "", agentType: "", calls: [] };

function recordOf(
  { agent, event, report, linters, reply, us, startedAt }: Trace,
  { host, problems }: { readonly host: Host; readonly problems: readonly string[] },
): JournalRecord {
  const { judged = [], text = "", turn } = report ?? {};
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
    ...(linters.length > 0 && { linters }),
    ...(problems.length > 0 && { state: problems }),
  };
}
