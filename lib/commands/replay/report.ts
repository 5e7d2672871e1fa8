/**
 * What a replay's reports have in common.
 *
 * @module
 */
import type { ReplayedCall, SessionLine } from "./session.ts";
import type { HookCost, Tally } from "./tally.ts";

/** A way to show a replay. Each part is written as soon as it is there, so that nothing has to be kept. */
export interface ReplayReport {
  /** What comes before everything. */
  readonly start: () => string;
  /** A call that would have got feedback. */
  readonly feedback: (call: ReplayedCall, place: SessionLine) => string;
  /** What comes after everything. */
  readonly end: (summary: Summary) => string | Promise<string>;
}

/** How a replay went. */
export interface Summary {
  /** The sums. */
  readonly tally: Tally;
  /** How many files there are. */
  readonly files: number;
  /** How many of them were read to the end. */
  readonly filesDone: number;
  /** How many bytes were read. */
  readonly bytes: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** True when it was stopped before the end. */
  readonly stopped: boolean;
}

/**
 * Lists the rules that spoke.
 *
 * @param tally The sums.
 * @returns Rules and how often they spoke, the most frequent first.
 */
export function rulesByCount({ rules }: Tally): readonly (readonly [rule: string, count: number])[] {
  return [...rules].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1));
}

/**
 * Lists the hooks by what they cost.
 *
 * @param tally The sums.
 * @returns The hooks, the slowest in all first.
 */
export function hooksByCost({ hooks }: Tally): readonly HookCost[] {
  return [...hooks.values()].sort((a, b) => b.times.sum - a.times.sum || b.runs - a.runs);
}
