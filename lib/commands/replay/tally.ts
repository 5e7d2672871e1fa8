/**
 * Sums up what a replay finds, in constant memory.
 *
 * @module
 */
import { countOne, type Span, sumsOf, widen } from "../shared/bounded.ts";
import { Histogram } from "../shared/histogram.ts";
import { OutcomeTally } from "../shared/outcome_tally.ts";
import { wordCount } from "../../text/words.ts";
import type { RecordedHook } from "../../agents/shared/recorded.ts";
import type { BrokenLine, Found, ReplayedCall, SessionLine } from "./session.ts";

/** What the runs of one hook cost. */
export interface HookCost {
  /** Its command; "" where the session files do not say. */
  readonly command: string;
  /** The event it ran for. */
  readonly event: string;
  /** How often it left a record. Claude Code keeps none of a tool's hook that printed nothing. */
  runs: number;
  /** How often it failed, or was stopped. */
  failures: number;
  /** Words that it gave to the model. */
  words: number;
  /** How long it took, where that was recorded. */
  readonly times: Histogram;
}

/** A line that could not be read, and where. */
export interface BrokenPlace extends SessionLine {
  /** Why. */
  readonly reason: string;
}

/** People run a handful of hooks; a hostile file must not fill the memory with commands. */
const MAX_HOOKS = 200;
const MAX_RULES = 1000;
const MAX_PROJECTS = 100;
/** So many broken lines are named; all are counted. */
const MAX_BROKEN = 100;

/** The sums. */
export class Tally {
  /** Calls that a hook would have run for. */
  calls = 0;
  /** Calls that would have got feedback. */
  replies = 0;
  /** Words of all feedback. */
  words = 0;
  /** Lines that could not be read. */
  broken = 0;
  /** The first of them. */
  readonly brokenPlaces: BrokenPlace[] = [];
  /** Findings by rule. */
  readonly rules = new Map<string, number>();
  /** Time of each analysis. */
  readonly times = new Histogram();
  /** What hooks cost in these sessions. */
  readonly hooks = new Map<string, HookCost>();
  /** The folders that the sessions worked in. */
  readonly projects = new Set<string>();
  /** What was done after each call. */
  readonly outcomes = new OutcomeTally();
  /** The first and the last moment, in milliseconds since 1970. */
  span: Span | undefined;

  /**
   * Adds what was found.
   *
   * @param found A call, a hook's run, a broken line or an outcome.
   * @param place Where it is.
   */
  add(found: Found, place: SessionLine): void {
    switch (found.kind) {
      case "call":
        return this.#addCall(found);
      case "hook":
        return this.#addHook(found);
      case "broken":
        return this.#addBroken(found, place);
      case "outcome":
        return this.outcomes.add(found.outcome);
    }
  }

  #addCall({ at, cwd, result }: ReplayedCall): void {
    this.calls++;
    if (cwd !== "" && this.projects.size < MAX_PROJECTS) this.projects.add(cwd);
    this.times.add(result.ms);
    if (!Number.isNaN(at)) {
      this.span = widen(this.span, at);
    }
    if (result.text === "") return;
    this.replies++;
    this.words += wordCount(result.text);
    for (const rule of result.rules) countOne(this.rules, rule, MAX_RULES);
  }

  #addHook({ command, event, ms, outcome, text }: RecordedHook): void {
    const cost = sumsOf(this.hooks, `${event} ${command}`, {
      most: MAX_HOOKS,
      start: () => ({ command, event, runs: 0, failures: 0, words: 0, times: new Histogram() }),
    });
    // A context is recorded next to the run that gave it.
    if (outcome !== "context") cost.runs++;
    if (outcome === "failed" || outcome === "cancelled") cost.failures++;
    cost.words += wordCount(text);
    if (ms !== undefined && ms >= 0) cost.times.add(ms);
  }

  #addBroken({ reason }: BrokenLine, place: SessionLine): void {
    this.broken++;
    if (this.brokenPlaces.length < MAX_BROKEN) this.brokenPlaces.push({ ...place, reason });
  }
}
