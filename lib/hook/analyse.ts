/**
 * Event in, feedback out: which analyzers want it, what they find, what of that is told.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import type { RunLinters } from "../linters/plan.ts";
import type { Analyzer } from "../analyzers/table.ts";
import type { HookEvent, ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import type { Memory, OpenMemory } from "../state/memory.ts";
import type { Judged, Overrides } from "../feedback/judge.ts";
import type { CallFindings } from "../feedback/render.ts";
import { type Recollection, type Report, report } from "../feedback/report.ts";
import type { ConfigProblem, Settings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";

/** All that an analysis gives. */
export interface Analysis {
  /** Every finding and what became of it. */
  readonly judged: readonly Judged[];
  /** The feedback for the model; "" when nothing is worth saying. */
  readonly text: string;
  /** Whether another process has the same event and says what there is to say. */
  readonly turn: "first" | "second";
  /** What could not be used of the configuration. */
  readonly problems: readonly ConfigProblem[];
  /** What was wrong with the session's memory. */
  readonly memoryProblems: readonly string[];
  /** How long the stages took, in milliseconds. */
  readonly times: StageTimes;
}

/** How long each stage took, in milliseconds. */
export interface StageTimes {
  /** Recalling what happened before in the session. */
  readonly memory: number;
  /** Loading and running the analyzers. */
  readonly analyze: number;
  /** Judging and writing the feedback. */
  readonly render: number;
}

/** What an analysis depends on beside event and settings. */
export interface AnalysisOptions {
  /** The program that this runs in. */
  readonly host: Host;
  /** Gives the session's memory; without one every event is the first of its session. */
  readonly openMemory?: OpenMemory;
  /** Runs linters; without it no programs are started. */
  readonly runLinters?: RunLinters;
  /** The moment, in milliseconds since 1970; the host's by default. */
  readonly now?: number;
}

/** What is analysed, and by whom. */
export interface AnalysisRequest {
  /** A decoded event. */
  readonly event: HookEvent;
  /** The settings in force. */
  readonly settings: Settings;
  /** The analyzers to ask: given, because who asks has them already. */
  readonly analyzers: readonly Analyzer[];
}

/**
 * Analyses an event.
 *
 * @param question The event, its settings, and the analyzers.
 * @param options The session's memory, and the moment.
 * @returns What was found, what is told, and how long it took.
 */
export async function analyse(
  { event, settings, analyzers }: AnalysisRequest,
  { host, openMemory, runLinters, now = host.now() }: AnalysisOptions,
): Promise<Analysis> {
  const started = host.clock();
  const problems = [...settings.problems];
  const blank: AnalysisContext = {
    host,
    event,
    settings,
    memory: NO_MEMORY,
    now,
    ...(runLinters && { runLinters }),
    report: (problem) => problems.push(problem),
  };
  const recollection = await recalled(blank, { analyzers, openMemory });
  const recalledAt = host.clock();
  const groups = await findings({ ...blank, memory: recollection.memory }, analyzers);
  const foundAt = host.clock();
  const telling = groups.length === 0 && recollection.keys.length === 0
    ? NOTHING
    : report(groups, { ...blank, recollection, openMemory, overrides: await overridesFor(groups, settings) });
  return {
    judged: telling.judged,
    text: telling.text,
    turn: telling.turn,
    problems,
    memoryProblems: [...new Set([...recollection.problems, ...telling.problems])],
    times: {
      memory: recalledAt - started,
      analyze: foundAt - recalledAt,
      render: host.clock() - foundAt,
    },
  };
}

async function overridesFor(
  groups: readonly CallFindings[],
  { mutes, severities }: Settings,
): Promise<Overrides | undefined> {
  return groups.length === 0 || mutes.length + severities.length === 0
    ? undefined
    : await import("../feedback/overrides.ts");
}

const NO_MEMORY: Memory = new Map();
const NO_RECOLLECTION: Recollection = { memory: NO_MEMORY, keys: [], problems: [] };
const NOTHING: Report = { judged: [], text: "", turn: "first", problems: [] };

/** Almost no event is worth remembering: those that are not do not touch the session's file. */
async function recalled(
  context: AnalysisContext,
  { analyzers, openMemory }: {
    readonly analyzers: readonly Analyzer[];
    readonly openMemory: OpenMemory | undefined;
  },
): Promise<Recollection> {
  const rows = analyzers.filter(({ remembers }) => remembers && context.event.calls.some(remembers));
  if (rows.length === 0 || openMemory === undefined) return NO_RECOLLECTION;
  const modules = await Promise.all(rows.map(({ load }) => load()));
  const keys = context.event.calls.flatMap((call) =>
    rows.flatMap(({ remembers }, index) =>
      remembers?.(call) ? modules[index]?.patterns?.(call, context.event) ?? [] : []
    )
  );
  const recalled = openMemory().recall();
  return recalled.kind === "remembered"
    ? { memory: recalled.value, keys, problems: [] }
    : { memory: NO_MEMORY, keys, problems: [recalled.problem] };
}

async function findings(context: AnalysisContext, analyzers: readonly Analyzer[]): Promise<CallFindings[]> {
  const groups: CallFindings[] = [];
  for (const call of context.event.calls) {
    // Almost always one call, and its analyzers are loaded once.
    const wanting = analyzers.filter(({ wants }) => wants(call, context));
    const findings = await analyzed(call, context, wanting);
    if (findings.length > 0) groups.push({ call, findings });
  }
  return groups;
}

async function analyzed(
  call: ToolCall,
  context: AnalysisContext,
  wanting: readonly Analyzer[],
): Promise<Finding[]> {
  const loaded = await Promise.all(wanting.map(({ load }) => load()));
  return (await Promise.all(loaded.map(({ analyze }) => analyze(call, context)))).flat();
}
