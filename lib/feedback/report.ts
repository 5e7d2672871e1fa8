/**
 * What a session remembers meets what was found: what is new of it is told, and remembered.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzers/analyzer.ts";
import type { HookEvent } from "../event/event.ts";
import { type Memory, observationKey, type OpenMemory } from "../state/memory.ts";
import { judge, type Judged, type Overrides, reportKey } from "./judge.ts";
import { type CallFindings, render } from "./render.ts";
import { wordCount } from "../text/words.ts";

/** What a session remembers from before an event. */
export interface Recollection {
  /** The memory; empty where nothing was asked of it. */
  readonly memory: Memory;
  /** Patterns that the event is to be remembered for. */
  readonly keys: readonly string[];
  /** What was wrong with the memory. */
  readonly problems: readonly string[];
}

/** What is told. */
export interface Report {
  /** Every finding and what became of it. */
  readonly judged: readonly Judged[];
  /** The feedback for the model; "" when nothing is worth saying. */
  readonly text: string;
  /** Whether another process has answered the same event: fasthook is registered twice. */
  readonly turn: "first" | "second";
  /** What was wrong with the memory. */
  readonly problems: readonly string[];
}

/** What telling depends on. */
export interface ReportContext extends AnalysisContext {
  /** What was recalled before the analysis. */
  readonly recollection: Recollection;
  /** Gives the session's memory, where there is one. */
  readonly openMemory: OpenMemory | undefined;
  /** What the settings mute and weigh anew; `undefined` where they do not. */
  readonly overrides: Overrides | undefined;
}

/** Words for the model, counted over the session: one pattern of its kind, so nothing is hashed. */
const WORDS = "words:0";

/**
 * Decides what is told of what was found, and remembers it with the patterns of the event. Other processes may have told
 * some of it since the memory was recalled, so it is looked at again, in one step with the writing.
 *
 * @param groups The findings, by call.
 * @param context Event, settings, session.
 * @returns What is told.
 */
export function report(groups: readonly CallFindings[], context: ReportContext): Report {
  const { recollection: { memory, keys }, openMemory, event, now } = context;
  const session = openMemory?.();
  const claim = claimOf(event);
  const remembered = session?.remember<readonly Judged[] | "second">((memory) => {
    if (claim !== undefined && memory.has(claim)) {
      return { entry: { at: now, adds: new Map() }, value: "second" };
    }
    const judged = judgedBy(memory, groups, context);
    return { entry: { at: now, adds: addsOf(judged, { keys, claim }) }, value: judged };
  });
  if (remembered?.kind !== "remembered") {
    return telling(judgedBy(memory, groups, context), remembered === undefined ? [] : [remembered.problem]);
  }
  if (remembered.value === "second") return { judged: [], text: "", turn: "second", problems: [] };
  return telling(remembered.value, []);
}

/** Names the event for "only one process answers it"; `undefined` where its calls have no identifiers. */
function claimOf({ name, calls }: HookEvent): string | undefined {
  const ids = calls.map(({ id }) => id).filter((id) => id !== "");
  return ids.length === 0 ? undefined : observationKey("call", name, ...ids);
}

function judgedBy(
  memory: Memory,
  groups: readonly CallFindings[],
  { event, settings, overrides }: ReportContext,
): Judged[] {
  return judge(groups, {
    settings,
    overrides,
    today: localDay,
    told: { has: (key) => memory.has(observationKey("said", key)) },
    wordsTold: memory.get(WORDS)?.count ?? 0,
    cwd: event.cwd,
  });
}

/** What is told, its words, and the event as this process's own. */
function addsOf(
  judged: readonly Judged[],
  { keys, claim }: { readonly keys: readonly string[]; readonly claim: string | undefined },
): Map<string, number> {
  const adds = new Map(keys.map((key) => [key, 1]));
  const told = judged.filter(isTold);
  for (const { finding, call } of told) adds.set(observationKey("said", reportKey(finding, call)), 1);
  if (told.length > 0) {
    adds.set(WORDS, told.reduce((sum, { finding }) => sum + wordCount(finding.text), 0));
  }
  if (adds.size > 0 && claim !== undefined) adds.set(claim, 1);
  return adds;
}

function telling(judged: readonly Judged[], problems: readonly string[]): Report {
  const told = judged.filter(isTold);
  const calls = [...new Set(told.map(({ call }) => call))];
  const groups = calls.map((call) => ({
    call,
    findings: told.filter((entry) => entry.call === call).map(({ finding }) => finding),
  }));
  // What the user asked not to hear is not worth a word; what a limit held back is.
  const withheld =
    judged.filter(({ verdict: { kind } }) => kind === "repeated" || kind === "over-budget").length;
  return { judged, text: render(groups, { withheld }), turn: "first", problems };
}

function isTold({ verdict }: Judged): boolean {
  return verdict.kind === "reported";
}

function localDay(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
