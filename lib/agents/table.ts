/**
 * The agents whose events are understood. An agent is one file and one row; the first row that decodes an event has it.
 *
 * @module
 */
import type { HookEvent } from "../event/event.ts";
import { isObject, type JsonObject } from "../text/json_object.ts";
import { decode as claudeCode, head as claudeCodeHead } from "./claude_code/decode.ts";
import { decode as shortForm } from "./claude_code/short_form.ts";

/** One agent. */
export interface Agent {
  /** The agent's name in reports. */
  readonly id: string;
  /** Decodes an event, or says with `undefined` that it is not this agent's. */
  readonly decode: (json: JsonObject) => HookEvent | undefined;
  /**
   * Makes JSON of the beginning of a large event's text: an object without what comes later, or `undefined` where the
   * beginning is not known to be of use.
   */
  readonly head?: (text: string) => JsonObject | undefined;
}

/** All agents, in the order in which they are asked. */
export const AGENTS: readonly Agent[] = [
  { id: "claude-code", decode: claudeCode, head: claudeCodeHead },
  { id: "short-form", decode: shortForm },
];

/** An event, and whose it is. */
export interface Decoded {
  /** The agent's name in reports. */
  readonly agent: string;
  /** The event. */
  readonly event: HookEvent;
}

/**
 * Decodes an event with the first agent that knows it.
 *
 * @param json What came on standard input.
 * @returns The event, or `undefined` when no agent knows it.
 */
export function decodeEvent(json: unknown): Decoded | undefined {
  if (!isObject(json)) return undefined;
  for (const { id, decode } of AGENTS) {
    const event = decode(json);
    if (event !== undefined) return { agent: id, event };
  }
  return undefined;
}

/**
 * Decodes as much of a large event as its beginning tells.
 *
 * @param text The beginning.
 * @returns The event, without what comes later; `undefined` when its beginning is of no use.
 */
export function decodeHead(text: string): Decoded | undefined {
  for (const { head } of AGENTS) {
    const json = head?.(text);
    if (json !== undefined) return decodeEvent(json);
  }
  return undefined;
}
