/**
 * Sums up the journal, in constant memory.
 *
 * @module
 */
import { countOne, type Span, sumsOf, widen } from "../shared/bounded.ts";
import { localDay } from "../../text/day.ts";
import { Histogram } from "../shared/histogram.ts";
import type { PeriodSums } from "./timeline.ts";
import { type JournalRecord, type LinterOutcome, type Stage, STAGES } from "../../state/journal_record.ts";

/** The events of one tool. */
export interface ToolSums {
  /** How many. */
  events: number;
  /** How many of them got feedback. */
  replies: number;
  /** From the start of the process to the end. */
  readonly times: Histogram;
}

/** The findings of one rule. */
export interface RuleSums {
  /** How often it was reported. */
  reported: number;
  /** How often a mute, the threshold, the session's memory or the budget held it back. */
  held: number;
}

/** The outcomes of one linter. */
export interface LinterSums {
  /** Times it was wanted. */
  wanted: number;
  /** Times the cache had the result. */
  hits: number;
  /** Times the cache was asked. */
  asked: number;
  /** Calls that were made. */
  calls: number;
  /** Calls that failed or took too long. */
  failed: number;
  /** Times its breaker opened. */
  opened: number;
  /** Time of the calls. */
  readonly times: Histogram;
}

/** A part of all sessions. */
export interface SessionPart {
  /** The first of its events, pluralize from the session's beginning. */
  readonly first: number;
  /** The last of them. */
  readonly last: number;
  /** How many there were, in all sessions. */
  events: number;
  /** How many of them got feedback. */
  replies: number;
}

/** Events that were not asked for. */
export interface LeftOut {
  /** How many of each tool. */
  readonly tools: Map<string, number>;
  /** How many of each agent. */
  readonly agents: Map<string, number>;
  /** When the newest came, in milliseconds since 1970; `undefined` for none. */
  newestAt: number | undefined;
}

/** How many of the slowest events are kept. */
const SLOWEST = 10;
/** Tools, rules and the like; names come with events, and a hostile session must not fill the memory with them. */
const MAX_NAMES = 500;
/** Sessions and minutes: more than the journal holds of them. */
const MAX_MOMENTS = 200_000;
const MAX_DAYS = 1000;
const MINUTE_MS = 60_000;
/** Where the parts of a session end that are compared, in events. */
const PART_ENDS = [5, 10, 20, 50, 100, 200, 500];

/** The sums. */
export class StatsTally {
  /** Events. */
  events = 0;
  /** Events with feedback. */
  replies = 0;
  /** Events that could not be analysed. */
  refused = 0;
  /** Events that another process had too: fasthook is registered twice. */
  twice = 0;
  /** Words for the model. */
  words = 0;
  /** Lines of the journal that could not be read. */
  broken = 0;
  /** The first and the last moment, in milliseconds since 1970. */
  span: Span | undefined;
  /** Hashes of the sessions. */
  readonly sessions = new Set<string>();
  readonly #eventsOf = new Map<string, number>();
  /** All events, from the start of the process to the end. */
  readonly times = new Histogram();
  /** By tool; "" for events without one. */
  readonly tools = new Map<string, ToolSums>();
  /** Time of each stage. */
  readonly stages = new Map<Stage, Histogram>(STAGES.map((stage) => [stage, new Histogram()]));
  /** By rule. */
  readonly rules = new Map<string, RuleSums>();
  /** By linter. */
  readonly linters = new Map<string, LinterSums>();
  /** By minute since 1970. */
  readonly minutes = new Map<number, PeriodSums>();
  /** What was reported of each rule, by local day. */
  readonly ruleDays = new Map<string, Map<string, number>>();
  /** By how far the session was: up to the 5th event, the 10th, and so on. */
  readonly parts: readonly SessionPart[] = [...PART_ENDS, Infinity].map((last, at) => ({
    first: (PART_ENDS[at - 1] ?? 0) + 1,
    last,
    events: 0,
    replies: 0,
  }));
  /** The events that were not asked for: how many of each tool, and when the newest came. */
  readonly leftOut: LeftOut = { tools: new Map(), agents: new Map(), newestAt: undefined };
  /** The slowest events, the slowest first. */
  slowest: readonly JournalRecord[] = [];

  /**
   * Adds an event.
   *
   * @param record Its line in the journal.
   */
  add(record: JournalRecord): void {
    const ms = record.totalUs / 1000;
    const isReply = record.reply === "stderr" || record.reply === "context";
    this.events++;
    if (isReply) this.replies++;
    if (record.reply === "refused") this.refused++;
    if (record.twice === true) this.twice++;
    this.words += record.words;
    this.times.add(ms);
    this.span = widen(this.span, record.at);
    if (record.session !== "" && this.sessions.size < MAX_MOMENTS) this.sessions.add(record.session);
    this.#addTool(record.tool, { ms, isReply });
    for (const stage of STAGES) {
      const us = record.us[stage];
      if (us !== undefined) this.stages.get(stage)?.add(us / 1000);
    }
    for (const [rule, , verdict] of record.findings) this.#addFinding(rule, { verdict, at: record.at });
    for (const outcome of record.linters ?? []) this.#addLinter(outcome);
    this.#addMinute(record.at, isReply);
    this.#addPart(record.session, isReply);
    this.#addSlow(record);
  }

  /**
   * Takes note of an event that was not asked for.
   *
   * @param record Its line in the journal.
   */
  leaveOut({ tool, agent, at }: JournalRecord): void {
    const { tools, agents, newestAt } = this.leftOut;
    countOne(tools, tool, MAX_NAMES);
    countOne(agents, agent, MAX_NAMES);
    this.leftOut.newestAt = Math.max(newestAt ?? at, at);
  }

  #addTool(tool: string, { ms, isReply }: { readonly ms: number; readonly isReply: boolean }): void {
    const sums = sumsOf(this.tools, tool, {
      most: MAX_NAMES,
      start: () => ({ events: 0, replies: 0, times: new Histogram() }),
    });
    sums.events++;
    if (isReply) sums.replies++;
    sums.times.add(ms);
  }

  #addFinding(rule: string, { verdict, at }: { readonly verdict: string; readonly at: number }): void {
    const sums = sumsOf(this.rules, rule, { most: MAX_NAMES, start: () => ({ reported: 0, held: 0 }) });
    if (verdict !== "reported") sums.held++;
    else {
      sums.reported++;
      const day = localDay(at);
      const rules = sumsOf(this.ruleDays, day, { most: MAX_DAYS, start: () => new Map<string, number>() });
      countOne(rules, rule, MAX_NAMES);
    }
  }

  #addLinter({ id, cache, call, opened, us }: LinterOutcome): void {
    const sums = sumsOf(this.linters, id, {
      most: MAX_NAMES,
      start: () => ({ wanted: 0, hits: 0, asked: 0, calls: 0, failed: 0, opened: 0, times: new Histogram() }),
    });
    sums.wanted++;
    if (cache !== "off") sums.asked++;
    if (cache === "hit") sums.hits++;
    if (opened) sums.opened++;
    if (call === "none") return;
    sums.calls++;
    if (call !== "done") sums.failed++;
    sums.times.add(us / 1000);
  }

  #addMinute(at: number, isReply: boolean): void {
    const minute = Math.floor(at / MINUTE_MS);
    const { events, replies } = this.minutes.get(minute) ?? { events: 0, replies: 0 };
    if (this.minutes.size >= MAX_MOMENTS && !this.minutes.has(minute)) return;
    this.minutes.set(minute, { events: events + 1, replies: replies + (isReply ? 1 : 0) });
  }

  #addPart(session: string, isReply: boolean): void {
    if (session === "" || (this.#eventsOf.size >= MAX_MOMENTS && !this.#eventsOf.has(session))) return;
    const count = (this.#eventsOf.get(session) ?? 0) + 1;
    this.#eventsOf.set(session, count);
    const part = this.parts.find(({ last }) => count <= last);
    if (part === undefined) return;
    part.events++;
    if (isReply) part.replies++;
  }

  #addSlow(record: JournalRecord): void {
    const last = this.slowest.at(-1);
    if (this.slowest.length === SLOWEST && last !== undefined && last.totalUs >= record.totalUs) return;
    this.slowest = [...this.slowest, record].sort((a, b) => b.totalUs - a.totalUs).slice(0, SLOWEST);
  }
}
