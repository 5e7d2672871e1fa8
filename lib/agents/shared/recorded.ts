/**
 * What session files of agents hold: tool calls, and runs of hooks.
 *
 * @module
 */
import type { JsonObject } from "../../text/json_object.ts";

/** A tool call that would have started a hook. */
export interface RecordedCall {
  /** What the record is about. */
  readonly kind: "call";
  /** When it ended, in milliseconds since 1970; NaN where the file does not say. */
  readonly at: number;
  /** The same for the copies of a call that forked and resumed sessions hold; "" if the file names no id. */
  readonly key: string;
  /** In which record the model asked for it, counted in the file. */
  readonly announced: number;
  /** In which record its result is, counted in the file. */
  readonly ended: number;
  /** The event as a hook would have got it. */
  readonly event: JsonObject;
}

/** One run of any hook. */
export interface RecordedHook {
  /** What the record is about. */
  readonly kind: "hook";
  /** When it ended, in milliseconds since 1970; NaN where the file does not say. */
  readonly at: number;
  /** The event that it ran for; "" where the file does not say. */
  readonly event: string;
  /** Its command; "" where the file does not say. */
  readonly command: string;
  /** How long it took, in milliseconds; `undefined` where the file does not say. */
  readonly ms: number | undefined;
  /** How it ended. */
  readonly outcome: "output" | "context" | "blocked" | "failed" | "cancelled";
  /** The text that the model was given; "" for none. */
  readonly text: string;
}

/** What one line of a session file holds. */
export type Recorded = RecordedCall | RecordedHook;

/** Reads one session file, line by line. */
export interface SessionReader {
  /** Gives what happened by a line's JSON, in order; empty for most lines. */
  readonly read: (line: unknown) => readonly Recorded[];
}

/** A call without a result so far. */
export interface OpenCall {
  /** In which record the model asked for it, counted in the file. */
  readonly announced: number;
  /** The tool. */
  readonly name: string;
  /** Its arguments. */
  readonly input: JsonObject;
}

/** Agents run a handful of calls at a time; more open ones belong to sessions that were cut off. */
const MAX_OPEN_CALLS = 1000;

/** The calls of a session that have begun. */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>();

  /**
   * Adds a call.
   *
   * @param id Its identifier.
   * @param call The call.
   */
  add(id: string, call: OpenCall): void {
    this.#calls.set(id, call);
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > MAX_OPEN_CALLS && oldest !== undefined) this.#calls.delete(oldest);
  }

  /**
   * Takes a call out.
   *
   * @param id Its identifier.
   * @returns The call; `undefined` for one that has not begun, or has ended already.
   */
  take(id: string): OpenCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }
}

/** How the texts begin that hooks added to a tool's output: Copilot's, Gemini's, and Qwen's, which has no mark of its own. */
const ADDED = [
  /\n\nTool "[^"\n]*" (?:succeeded|failed)\. Additional guidance from postToolUse(?:Failure)? hooks:\n/,
  /\n\n<hook_context>/,
  /\n\nfasthook on /,
];

/**
 * Leaves out what hooks added to a tool's output after it was shown to them.
 *
 * @param text The output as the model was given it.
 * @returns The output as the hooks got it.
 */
export function withoutAdded(text: string): string {
  const starts = ADDED.map((pattern) => text.search(pattern)).filter((start) => start >= 0);
  return starts.length === 0 ? text : text.slice(0, Math.min(...starts));
}

/**
 * Reads when a record was written.
 *
 * @param timestamp The moment as session files write it.
 * @returns Milliseconds since 1970; NaN for anything else.
 */
export function momentOf(timestamp: unknown): number {
  return typeof timestamp === "string" ? Date.parse(timestamp) : NaN;
}
