/**
 * One line of the journal: what happened to one event, in numbers and names of our own. Never content, commands or
 * paths.
 *
 * @module
 */
import { isObject } from "../text/json_object.ts";
import type { Severity } from "../event/finding.ts";

/** The stages of hook mode that are measured. */
export const STAGES = [
  "boot",
  "read",
  "decode",
  "settings",
  "load",
  "memory",
  "analyze",
  "render",
  "encode",
  "write",
] as const;

/** One stage of hook mode. */
export type Stage = typeof STAGES[number];

/** How an event was answered. */
export type ReplyKind =
  /** Nothing was worth saying. */
  | "none"
  /** Text on standard error, for the model. */
  | "stderr"
  /** A JSON object on standard output, for the model. */
  | "context"
  /** The event or the configuration could not be used; the person got a message. */
  | "refused";

/** What became of a finding: reported, or held back by a mute, the threshold, the session's memory or the budget. */
export type Verdict = "reported" | "muted" | "too-light" | "repeated" | "over-budget";

/** What happened to one linter. */
export interface LinterOutcome {
  /** Its id. */
  readonly id: string;
  /** How the cache answered; "off" without state. */
  readonly cache: "hit" | "miss" | "expired" | "off";
  /** What the breaker said; "none" when it was not asked. */
  readonly breaker: "none" | "closed" | "probe" | "refused";
  /** Whether that call opened it. */
  readonly opened: boolean;
  /** What became of the call; "none" when none was made. */
  readonly call: "none" | "done" | "failed" | "deadline" | "out-of-time" | "queue-full";
  /** How long the call took, in microseconds. */
  readonly us: number;
}

/** One line of the journal. */
export interface JournalRecord {
  /** The version of this format. */
  readonly v: 1;
  /** When the event was answered, in milliseconds since 1970. */
  readonly at: number;
  /** Which agent's event it was; "" if unknown. */
  readonly agent: string;
  /** The event's name; "" if unknown. */
  readonly event: string;
  /** The tool's name; "" for none or several. */
  readonly tool: string;
  /** The beginning of the session's id; "" when it has none. */
  readonly session: string;
  /** The sub-agent's type; "" in the main conversation. */
  readonly agentType: string;
  /** How long each stage took, in microseconds, if it was reached. "boot" begins with the process. */
  readonly us: Readonly<Partial<Record<Stage, number>>>;
  /** From the process's start, or the event's arrival at a server, to this line, in microseconds. */
  readonly totalUs: number;
  /** What was found: rule, severity, verdict. */
  readonly findings: readonly (readonly [rule: string, severity: Severity, verdict: Verdict])[];
  /** How it was answered. */
  readonly reply: ReplyKind;
  /** Words for the model. */
  readonly words: number;
  /** True if another process has answered this call already: fasthook is registered twice. */
  readonly twice?: true;
  /** The linters that wanted the event. */
  readonly linters?: readonly LinterOutcome[];
  /** What was wrong with the state: part and problem, such as "sessions/disk-full". */
  readonly state?: readonly string[];
}

/** A longer name is none: it could be a text. */
const MAX_NAME_UNITS = 64;
const NAME_UNITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:@/";

/**
 * Makes an event's name, which could be any text, fit for the journal.
 *
 * @param name A tool's, an event's or an agent type's name.
 * @returns The name when it looks like one, "other" when it is anything else, "" when it is empty.
 */
export function journalName(name: string): string {
  if (name.length > MAX_NAME_UNITS) return "other";
  // No pattern: see deno task bench --only costs.
  for (let index = 0; index < name.length; index++) {
    if (!NAME_UNITS.includes(name.charAt(index))) return "other";
  }
  return name;
}

/**
 * Shortens a session's id: enough to find the session, and to distinguish it from others.
 *
 * @param session The agent's session; "" where it names none.
 * @returns The first eight characters of a UUID, and whatever {@linkcode journalName} makes of other ids.
 */
export function journalSession(session: string): string {
  return journalName(session.slice(0, 8));
}

/**
 * Reads a line back.
 *
 * @param line One line of the journal.
 * @returns The record, or `undefined` when the line is torn, of another version, or something else.
 */
export function decodeRecord(line: string): JournalRecord | undefined {
  if (!line.startsWith('{"v":1,') || !line.endsWith("}")) return undefined;
  try {
    const record: unknown = JSON.parse(line);
    return isRecord(record) ? record : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

const TEXTS = ["agent", "event", "tool", "session", "agentType", "reply"] as const;
const NUMBERS = ["at", "totalUs", "words"] as const;

function isRecord(value: unknown): value is JournalRecord {
  return isObject(value) && value["v"] === 1 &&
    TEXTS.every((key) => typeof value[key] === "string") &&
    NUMBERS.every((key) => Number.isFinite(value[key])) &&
    isObject(value["us"]) && Object.values(value["us"]).every(Number.isFinite) &&
    isListOf(value["findings"], isFinding) &&
    isListOf(value["linters"] ?? [], isLinterOutcome) &&
    isListOf(value["state"] ?? [], isText);
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}

function isFinding(value: unknown): boolean {
  return Array.isArray(value) && value.length === 3 && value.every(isText);
}

function isLinterOutcome(value: unknown): boolean {
  return isObject(value) && ["id", "cache", "breaker", "call"].every((key) => isText(value[key])) &&
    typeof value["opened"] === "boolean" && Number.isFinite(value["us"]);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
