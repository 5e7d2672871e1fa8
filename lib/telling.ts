/**
 * What a session remembers meets what was found: what is new of it is told, and remembered.
 *
 * @module
 */
import type { Context } from "./analysis.ts";
import type { HookEvent } from "./event.ts";
import { EMPTY_MEMORY, type Entry, type Memory, patternKey, type Remember } from "./memory.ts";
import { judge, type Judged, tellingKey, wordCount } from "./policy.ts";
import { type CallFindings, render } from "./render.ts";

/** What a session remembers from before an event. */
export interface Recollection {
  /** The memory; empty where nothing was asked of it. */
  readonly memory: Memory;
  /** Whether another process has the same event: fasthook is registered twice. */
  readonly turn: "first" | "second";
  /** Whether the event is noted as this process's own. */
  readonly hasClaim: "yes" | "no";
  /** What was wrong with the memory. */
  readonly problems: readonly string[];
}

/** What is told. */
export interface Telling {
  /** Every finding and what became of it. */
  readonly judged: readonly Judged[];
  /** The feedback for the model; "" when nothing is worth saying. */
  readonly text: string;
  /** Whether another process says it. */
  readonly turn: "first" | "second";
  /** What was wrong with the memory. */
  readonly problems: readonly string[];
}

/** What telling depends on. */
export interface TellingContext extends Context {
  /** What was recalled before the analysis. */
  readonly recollection: Recollection;
  /** The session's memory, where there is one. */
  readonly remember: Remember | undefined;
}

/** Words for the model, counted over the session. */
const WORDS = patternKey("words");

/**
 * Adds what an event is to be remembered for, and gives what was remembered before.
 *
 * @param keys Patterns to count.
 * @param context The event and the moment.
 * @param remember The session's memory.
 * @returns The memory before; empty when there is none.
 */
export async function recall(
  keys: readonly string[],
  { event, now }: Context,
  remember: Remember,
): Promise<Recollection> {
  const claim = claimOf(event);
  const remembered = await remember<Pick<Recollection, "memory" | "turn">>((memory) => {
    if (claim !== undefined && memory.has(claim)) {
      return { entry: nothing(now), value: { memory, turn: "second" } };
    }
    const adds = new Map(keys.map((key) => [key, 1]));
    if (claim !== undefined) adds.set(claim, 1);
    return { entry: { at: now, adds }, value: { memory, turn: "first" } };
  });
  if (remembered.kind === "none") {
    return { memory: EMPTY_MEMORY, turn: "first", hasClaim: "no", problems: [remembered.problem] };
  }
  return { ...remembered.value, hasClaim: "yes", problems: [] };
}

/**
 * Decides what is told of what was found, and remembers it.
 *
 * @param groups The findings, by call; not empty.
 * @param context Event, settings, session.
 * @returns What is told.
 */
export async function tell(groups: readonly CallFindings[], context: TellingContext): Promise<Telling> {
  const { recollection: { memory, hasClaim }, remember, event, now } = context;
  const judged = judgedBy(memory, groups, context);
  // Who has nothing to say anyway needs not look what was said before.
  if (remember === undefined || !judged.some(isTold)) return telling(judged, []);
  const claim = hasClaim === "yes" ? undefined : claimOf(event);
  const remembered = await remember<readonly Judged[] | "second">((memory) => {
    if (claim !== undefined && memory.has(claim)) return { entry: nothing(now), value: "second" };
    const judged = judgedBy(memory, groups, context);
    return { entry: entryOf(judged, { claim, now }), value: judged };
  });
  if (remembered.kind === "none") return telling(judged, [remembered.problem]);
  if (remembered.value === "second") return { judged: [], text: "", turn: "second", problems: [] };
  return telling(remembered.value, []);
}

/** Names the event for "only one process answers it"; `undefined` where its calls have no identifiers. */
function claimOf({ name, calls }: HookEvent): string | undefined {
  const ids = calls.map(({ id }) => id).filter((id) => id !== "");
  return ids.length === 0 ? undefined : patternKey("call", name, ...ids);
}

function nothing(at: number): Entry {
  return { at, adds: new Map() };
}

function judgedBy(memory: Memory, groups: readonly CallFindings[], { event, settings }: Context): Judged[] {
  return judge(groups, {
    settings,
    today: localDay,
    told: { has: (key) => memory.has(patternKey("said", key)) },
    wordsTold: memory.get(WORDS)?.count ?? 0,
    cwd: event.cwd,
  });
}

function entryOf(
  judged: readonly Judged[],
  { claim, now }: { readonly claim: string | undefined; readonly now: number },
): Entry {
  const told = judged.filter(isTold);
  if (told.length === 0) return nothing(now);
  const adds = new Map(told.map(({ finding, call }) => [patternKey("said", tellingKey(finding, call)), 1]));
  adds.set(WORDS, told.reduce((sum, { finding }) => sum + wordCount(finding.text), 0));
  if (claim !== undefined) adds.set(claim, 1);
  return { at: now, adds };
}

function telling(judged: readonly Judged[], problems: readonly string[]): Telling {
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
  return verdict.kind === "told";
}

function localDay(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
