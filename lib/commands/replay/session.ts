/**
 * Replays one session file: its lines, its calls, and what fasthook says about them.
 *
 * @module
 */
import { sessionInProcess, type SessionStore } from "../../state/memory.ts";
import { textField } from "../../text/json_object.ts";
import { DEFAULTS } from "../../config/settings.ts";
import { AnySession } from "../../agents/recordings/table.ts";
import type { Recorded, RecordedCall, RecordedHook, SessionReader } from "../../agents/shared/recorded.ts";
import { GivenFeedback } from "../shared/given_feedback.ts";
import {
  type FollowedFinding,
  type Outcome,
  OutcomeFollower,
  type SaidFinding,
} from "../shared/outcome_tally.ts";
import type { Reanalyser, Reanalysis } from "./analysis.ts";
import { type Line, MAX_LINE_BYTES, readLines } from "../shared/lines.ts";

/** A place in the session files. */
export interface SessionLine {
  /** The file. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
}

/** A call and what is said about it. */
export interface ReplayedCall {
  /** What was found. */
  readonly kind: "call";
  /** When the call ended, in milliseconds since 1970; NaN where the file does not say. */
  readonly at: number;
  /** The same for copies of the call in other files; "" if that is not known. */
  readonly key: string;
  /** The folder that the session works in; "" where the file does not say. */
  readonly cwd: string;
  /** What fasthook says about it. */
  readonly result: Reanalysis;
}

/** A line that cannot be read. */
export interface BrokenLine {
  /** What was found. */
  readonly kind: "broken";
  /** Why. */
  readonly reason: string;
}

/** What was done after a call. */
export interface FollowedOutcome {
  /** What was found. */
  readonly kind: "outcome";
  /** The same as the call's. */
  readonly key: string;
  /** What was done. */
  readonly outcome: Outcome;
}

/** Something found in a session file. */
export type Found = ReplayedCall | RecordedHook | BrokenLine | FollowedOutcome;

/** How a session file is replayed. */
export interface ReplayOptions {
  /** Analyses the calls. */
  readonly reanalyser: Reanalyser;
  /** The earliest moment, in milliseconds since 1970; older records and those without a date are left out. */
  readonly since: number | undefined;
  /** Whether the calls after each call are looked at. */
  readonly follows: boolean;
  /** Takes what is found. */
  readonly take: (found: Found, place: SessionLine) => void;
  /** Kept when the next piece of the file may be read. */
  readonly ready: () => Promise<void>;
  /** Does some work while no other file's work is done, so that times are not those of several analyses. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  /** Called with the number of bytes of each piece that was read. */
  readonly progress: (bytes: number) => void;
  /** Says whether to stop now. */
  readonly stopped: () => boolean;
}

/**
 * Replays a session file from its first line to its last.
 *
 * @param file The file; it is only read.
 * @param options What is done with it.
 */
export async function replaySession(file: string, options: ReplayOptions): Promise<void> {
  const transcript = new AnySession();
  // One memory a file: which of two files at the same time were first would change from run to run.
  const memory = sessionInProcess(DEFAULTS.state.observations);
  const given = new GivenFeedback();
  let line = 0;
  const follower = new OutcomeFollower((outcome) =>
    options.take({ kind: "outcome", key: outcome.key, outcome }, { file, line })
  );
  const reading = { ...options, file, memory, given, ...(options.follows && { follower }) };
  for await (const lines of readLines(file, options.progress)) {
    await options.alone(async () => {
      for (const next of lines) {
        if (options.stopped()) return;
        line = next.number;
        // In the order of the session.
        await replayLine(next, transcript, reading);
      }
    });
    if (options.stopped()) return;
    await options.ready();
  }
  follower.end();
}

/** What reading one session needs. */
interface Reading extends ReplayOptions {
  readonly file: string;
  readonly memory: SessionStore;
  readonly given: GivenFeedback;
  readonly follower?: OutcomeFollower;
}

async function replayLine(line: Line, transcript: SessionReader, reading: Reading): Promise<void> {
  for (const record of recordsOf(line, transcript)) {
    if (record.kind !== "broken" && !isWanted(record, reading)) continue;
    if (record.kind === "hook") reading.given.add(record);
    const found = record.kind === "call" ? await replayEvent(record, reading) : record;
    if (found === undefined) continue;
    // Before the call's outcome can be known.
    reading.take(found, { file: reading.file, line: line.number });
    if (found.kind === "call" && record.kind === "call") follow(record, found.result, reading);
  }
}

function follow(
  { announced, ended, key }: RecordedCall,
  { call, findings }: Reanalysis,
  { follower, given }: Reading,
): void {
  if (call === undefined) return;
  follower?.take({ call, key, announced, ended, findings: () => allFindings(findings, given.about(call)) });
}

/** What would be reported today, and what was reported then. */
function allFindings(
  today: readonly SaidFinding[],
  then: readonly SaidFinding[],
): readonly FollowedFinding[] {
  const isIn = (all: readonly SaidFinding[], rule: string): boolean => all.some((one) => one.rule === rule);
  return [
    ...then.map(({ rule, text }) => ({ rule, text, seen: true })),
    ...today.filter(({ rule }) => !isIn(then, rule)).map(({ rule, text }) => ({ rule, text, seen: false })),
  ];
}

function recordsOf({ text }: Line, transcript: SessionReader): readonly (Recorded | BrokenLine)[] {
  if (text === undefined) {
    return [{ kind: "broken", reason: `longer than ${MAX_LINE_BYTES / 1024 / 1024} MiB` }];
  }
  if (text.trim() === "") return [];
  try {
    return transcript.read(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ kind: "broken", reason: error.message }];
  }
}

function isWanted({ at }: Recorded, { since }: ReplayOptions): boolean {
  return since === undefined || at >= since;
}

async function replayEvent(
  { at, key, event }: RecordedCall,
  { reanalyser, memory }: Reading,
): Promise<ReplayedCall | undefined> {
  const openSession = (): SessionStore => memory;
  const result = await reanalyser.analyse(event, { openSession, ...(!Number.isNaN(at) && { now: at }) });
  return result && { kind: "call", at, key, cwd: textField(event, "cwd"), result };
}
