/**
 * Event in, feedback out: what the session remembers, what analyzers find, what of that is reported.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import type { ConfigProblem } from "../config/settings.ts";
import { type Recalled, type Report, report } from "../feedback/report.ts";
import type { RunLinters } from "../linters/plan.ts";
import type { NoteConsent } from "../linters/prepare.ts";
import type { Host } from "../state/host.ts";
import type { Stage } from "../state/journal_record.ts";
import { EMPTY_MEMORY, type OpenSession } from "../state/memory.ts";
import { find } from "./find.ts";
import type { AnswerRequest } from "./request.ts";

/** All that an analysis gives. */
export interface Analysis extends Report {
  /** What could not be used of the configuration. */
  readonly problems: readonly ConfigProblem[];
}

/** What an analysis depends on, besides the event, its settings and the analyzers. */
export interface AnalysisOptions {
  /** The program that this runs in. */
  readonly host: Host;
  /** Gives the session's memory; without one every event is the first of its session. */
  readonly openSession?: OpenSession | undefined;
  /** Runs linters; without it no programs are started. */
  readonly runLinters?: RunLinters;
  /** The moment, in milliseconds since 1970; the host's by default. */
  readonly now?: number;
  /** Takes note of a linter that needs the person's consent. */
  readonly note?: NoteConsent;
  /** Called at the end of each stage: memory, analyze, render. */
  readonly mark?: (stage: Stage) => void;
}

/**
 * Analyses an event.
 *
 * @param request The event, its settings, and the analyzers.
 * @param options The session's memory, and the moment.
 * @returns What was found, and what of it is reported.
 */
export async function analyse(request: AnswerRequest, options: AnalysisOptions): Promise<Analysis> {
  const { event, settings, analyzers } = request;
  const { host, openSession, runLinters, now = host.now(), mark, note } = options;
  const problems = [...settings.problems];
  const recalled = await recall(request, openSession);
  mark?.("memory");
  const context: AnalysisContext = {
    host,
    event,
    settings,
    memory: recalled.memory,
    now,
    ...(runLinters && { runLinters }),
    note,
    report: (problem) => problems.push(problem),
  };
  const groups = await find(context, analyzers);
  mark?.("analyze");
  const reported = await report(groups, { host, event, settings, now, recalled, openSession });
  mark?.("render");
  return { ...reported, problems };
}

/** Few events are worth remembering; the others do not touch the session's file. */
async function recall(
  { event, analyzers }: AnswerRequest,
  openSession: OpenSession | undefined,
): Promise<Recalled> {
  const rows = analyzers.filter(({ remembers }) => remembers && event.calls.some(remembers));
  if (rows.length === 0 || openSession === undefined) return { memory: EMPTY_MEMORY, keys: [], problems: [] };
  const before = openSession().read();
  const memory = before.kind === "done" ? before.value : EMPTY_MEMORY;
  const keys: string[] = [];
  for (const { remembers, load } of rows) {
    const { observe } = await load();
    for (const call of event.calls) {
      if (remembers?.(call) && observe !== undefined) keys.push(...await observe(call, { event, memory }));
    }
  }
  return { memory, keys, problems: before.kind === "done" ? [] : [before.problem] };
}
