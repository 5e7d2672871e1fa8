/**
 * Compares findings with what the session has already heard; reports and records the new ones.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import type { HookEvent } from "../event/event.ts";
import type { Host } from "../state/host.ts";
import { FORGOTTEN } from "../state/marks.ts";
import { observationKey, type OpenSession, type SessionMemory } from "../state/memory.ts";
import { localDay } from "../text/day.ts";
import { wordCount } from "../text/words.ts";
import { budgetOf, judge, type Judged, type Overrides, reportKey } from "./judge.ts";
import { type CallFindings, render } from "./render.ts";

/** What a session remembers from before an event. */
export interface Recalled {
  /** The memory; empty where no analyzer needs it. */
  readonly memory: SessionMemory;
  /** What the session is to remember of the event. */
  readonly keys: readonly string[];
  /** What was wrong with the memory. */
  readonly problems: readonly string[];
}

/** What is reported. */
export interface Report {
  /** Every finding and what became of it. */
  readonly judged: readonly Judged[];
  /** The feedback for the model; "" when nothing is worth saying. */
  readonly text: string;
  /** Whether another process has answered the same event: fasthook is registered twice. */
  readonly turn: "first" | "second";
  /** What was wrong with the session's memory. */
  readonly memoryProblems: readonly string[];
}

/** What reporting depends on. */
export interface ReportContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The event. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
  /** What was recalled before the analysis. */
  readonly recalled: Recalled;
  /** Gives the session's memory, where there is one. */
  readonly openSession: OpenSession | undefined;
}

/** Words for the model, counted over the session: one observation of its kind, so nothing is hashed. */
const WORDS = { rest: "words:0", repository: "words:1" } as const;

/**
 * Decides which findings are reported, and records them together with what the session is to remember of the event. Other
 * processes may have reported some of them since the memory was recalled, so it is read again, in one step with the writing.
 *
 * @param groups The findings, by call.
 * @param context Event, settings, session.
 * @returns What is reported.
 */
export async function report(groups: readonly CallFindings[], context: ReportContext): Promise<Report> {
  const { recalled: { memory, keys, problems }, openSession, event, now } = context;
  if (groups.length === 0 && keys.length === 0) return reportOf([], problems);
  const judging: Judging = { ...context, groups, overrides: await overridesFor(groups, context.settings) };
  const claim = claimOf(event);
  const updated = openSession?.().update<readonly Judged[] | "second">((memory) => {
    if (claim !== undefined && memory.has(claim)) {
      return { entry: { at: now, adds: new Map() }, value: "second" };
    }
    const judged = judgeAll(memory, judging);
    return { entry: { at: now, adds: addsOf(judged, { keys, claim, event, memory }) }, value: judged };
  });
  if (updated === undefined) return reportOf(judgeAll(memory, judging), problems);
  if (updated.kind === "none") {
    return reportOf(judgeAll(memory, judging), [...new Set([...problems, updated.problem])]);
  }
  return updated.value === "second"
    ? { ...reportOf([], problems), turn: "second" }
    : reportOf(updated.value, problems);
}

/** Most people mute nothing, so that code is loaded only where it is needed. */
async function overridesFor(
  groups: readonly CallFindings[],
  { mutes, severities }: Settings,
): Promise<Overrides | undefined> {
  return groups.length === 0 || mutes.length + severities.length === 0
    ? undefined
    : await import("./overrides.ts");
}

/**
 * Names an event, so that only one process answers it.
 *
 * @param event The event.
 * @returns The key under which a session remembers it; `undefined` where its calls have no identifiers.
 */
export function claimOf({ name, calls }: HookEvent): string | undefined {
  const ids = calls.map(({ id }) => id).filter((id) => id !== "");
  return ids.length === 0 ? undefined : observationKey("call", name, ...ids);
}

interface Judging extends ReportContext {
  readonly groups: readonly CallFindings[];
  readonly overrides: Overrides | undefined;
}

function judgeAll(memory: SessionMemory, { groups, host, event, settings, overrides }: Judging): Judged[] {
  return judge(groups, {
    settings,
    overrides,
    today: () => localDay(host.now()),
    reported: { has: (key) => memory.has(reportedKey(key, event, memory)) },
    reportedWords: memory.get(WORDS.rest)?.count ?? 0,
    repositoryWords: memory.get(WORDS.repository)?.count ?? 0,
    cwd: event.cwd,
  });
}

/** A sub-agent has a context of its own. That of the main conversation may have been compacted or cleared since. */
function reportedKey(key: string, { agentId }: HookEvent, memory: SessionMemory): string {
  const times = agentId === "" ? memory.get(FORGOTTEN)?.count ?? 0 : 0;
  return observationKey("said", agentId, `${times}`, key);
}

/** What is reported, its words, and the event as this process's own. */
function addsOf(
  judged: readonly Judged[],
  { keys, claim, event, memory }: {
    readonly keys: readonly string[];
    readonly claim: string | undefined;
    readonly event: HookEvent;
    readonly memory: SessionMemory;
  },
): Map<string, number> {
  const adds = new Map(keys.map((key) => [key, 1]));
  const reported = judged.filter(isReported);
  for (const { finding, call } of reported) {
    adds.set(reportedKey(reportKey(finding, call), event, memory), 1);
  }
  for (const whose of ["rest", "repository"] as const) {
    const counted = reported.filter((entry) => budgetOf(entry) === whose);
    if (counted.length > 0) {
      adds.set(WORDS[whose], counted.reduce((sum, { finding }) => sum + wordCount(finding.text), 0));
    }
  }
  if (adds.size > 0 && claim !== undefined) adds.set(claim, 1);
  return adds;
}

function reportOf(judged: readonly Judged[], memoryProblems: readonly string[]): Report {
  const reported = judged.filter(isReported);
  const calls = [...new Set(reported.map(({ call }) => call))];
  const groups = calls.map((call) => ({
    call,
    findings: reported.filter((entry) => entry.call === call).map(({ finding }) => finding),
  }));
  // What the user has muted is not worth a word; what a limit held back is.
  const withheld =
    judged.filter(({ verdict: { kind } }) => kind === "repeated" || kind === "over-budget").length;
  return { judged, text: render(groups, { withheld }), turn: "first", memoryProblems };
}

function isReported({ verdict }: Judged): boolean {
  return verdict.kind === "reported";
}
