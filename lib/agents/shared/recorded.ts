/**
 * What session files of agents hold: tool calls, and runs of hooks.
 *
 * @module
 */
import { shortHash } from "../../text/hash.ts";
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
  /** The tool. */
  readonly name: string;
  /** Its arguments. */
  readonly input: JsonObject;
}

/** Agents run a handful of calls at a time; more open ones belong to sessions that were cut off. */
const MAX_OPEN_CALLS = 1000;

/** The calls of a session file, from the record that asks for one to the record with its result. */
export class SessionCalls {
  readonly #open = new Map<string, OpenCall & { readonly announced: number }>();
  #records = 0;

  /** Counts a record: each of the file, before its calls. */
  countRecord(): void {
    this.#records++;
  }

  /**
   * Begins a call.
   *
   * @param id Its identifier.
   * @param call The call.
   */
  begin(id: string, call: OpenCall): void {
    this.#open.set(id, { ...call, announced: this.#records });
    const [oldest] = this.#open.keys();
    if (this.#open.size > MAX_OPEN_CALLS && oldest !== undefined) this.#open.delete(oldest);
  }

  /**
   * Ends a call that has begun.
   *
   * @param id Its identifier.
   * @param at When it ended, in milliseconds since 1970.
   * @param eventOf Makes the event that its hook got; `undefined` where no hook ran.
   * @returns The call; none for one that has not begun, or has ended already.
   */
  end(
    id: string,
    at: number,
    eventOf: (call: OpenCall) => JsonObject | undefined,
  ): readonly RecordedCall[] {
    const open = this.#take(id);
    if (open === undefined) return [];
    const { announced, ...call } = open;
    const event = eventOf(call);
    const key = id === "" ? "" : keyOf([id, call]);
    return event === undefined ? [] : [{ kind: "call", at, key, announced, ended: this.#records, event }];
  }

  /**
   * Adds a call that has ended, whether it has begun or not.
   *
   * @param id Its identifier.
   * @param at When it ended, in milliseconds since 1970.
   * @param call What tells it from other calls, and the event that its hook got.
   * @returns The call.
   */
  add(id: string, at: number, { parts, event }: EndedCall): readonly RecordedCall[] {
    const ended = this.#records;
    const { announced = ended } = this.#take(id) ?? {};
    return [{ kind: "call", at, key: keyOf([id, parts]), announced, ended, event }];
  }

  #take(id: string): OpenCall & { readonly announced: number } | undefined {
    const call = this.#open.get(id);
    this.#open.delete(id);
    return call;
  }
}

/** A call that has ended. */
export interface EndedCall {
  /** What tells it from other calls with its identifier. */
  readonly parts: unknown;
  /** The event that its hook got. */
  readonly event: JsonObject;
}

function keyOf(parts: readonly unknown[]): string {
  return shortHash(JSON.stringify(parts));
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
