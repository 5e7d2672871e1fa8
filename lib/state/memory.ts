/**
 * Session memory: what has happened in a session, as counted observations. Pure: a memory and an entry in, a memory out.
 * The entries are kept by a session store.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";
import type { StateResult } from "./folder.ts";

/** How often something was seen, and when. */
export interface Observation {
  /** How often, or how much in all. */
  readonly count: number;
  /** The last time, in milliseconds since 1970. */
  readonly lastAt: number;
}

/** What a session remembers, by the keys of {@linkcode observationKey}. */
export interface SessionMemory {
  /** The number of observations at most: one may be counted more than once. */
  readonly size: number;
  /** Whether something was seen. */
  readonly has: (key: string) => boolean;
  /** How often and when something was seen; `undefined` for never. */
  readonly get: (key: string) => Observation | undefined;
}

/** Observations by their key. The one that was not seen for the longest time is first. */
export type Observations = ReadonlyMap<string, Observation>;

/** What one event adds to a memory. */
export interface MemoryEntry {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** How much to add, by the observation's key. */
  readonly adds: ReadonlyMap<string, number>;
}

/** What to add to a memory, and what else was decided. */
export interface Decision<T> {
  /** What to add; may be nothing. */
  readonly entry: MemoryEntry;
  /** The result for the caller. */
  readonly value: T;
}

/** Decides what to add to a memory. It must be quick: other processes wait meanwhile. */
export type Decide<T> = (before: SessionMemory) => Decision<T>;

/** Where the memory of one session is kept. */
export interface SessionStore {
  /** Reads the memory. Others may add to it from now on. Never throws. */
  readonly read: () => StateResult<SessionMemory>;
  /** Adds what a decision says, in one step that no other process can come between. Never throws. */
  readonly update: <T>(decide: Decide<T>) => StateResult<T>;
}

/** Gives the store of the event's session; the same one each time. */
export type OpenSession = () => SessionStore;

/** Ends every whole line. A line that was cut short by a killed process or a full disk does not have it. */
const LINE_END = ";";

/** A memory of nothing. */
export const EMPTY_MEMORY: Observations = new Map();

/**
 * Names an observation without holding its text.
 *
 * @param kind What it is, such as `said`: letters `a` to `z`.
 * @param parts What distinguishes it from others of the kind; any text.
 * @returns The key.
 */
export function observationKey(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${shortHash(parts.join("\0"))}`;
}

/** Entries that are added to a memory. */
export interface Additions {
  /** What to add, oldest first. */
  readonly entries: Iterable<MemoryEntry>;
  /** The most observations that are kept. */
  readonly limit: number;
}

/**
 * Adds entries, at the price of one copy.
 *
 * @param memory What is known so far; it is not changed.
 * @param additions What to add.
 * @returns The new memory.
 */
export function addEntries(memory: Observations, { entries, limit }: Additions): Observations {
  const observations = new Map(memory);
  for (const entry of entries) add(observations, entry, limit);
  return observations;
}

/**
 * Keeps a session's memory in this process, for commands that analyse whole sessions.
 *
 * @param limit The most observations that are kept.
 * @returns The store of one session, empty at first.
 */
export function sessionInProcess(limit: number): SessionStore {
  let memory = EMPTY_MEMORY;
  return {
    read: () => ({ kind: "done", value: memory }),
    update: (decide) => {
      const { entry, value } = decide(memory);
      memory = addEntries(memory, { entries: [entry], limit });
      return { kind: "done", value };
    },
  };
}

/**
 * Looks observations up in written entries without reading them all: finding one takes a hundredth of the time.
 *
 * @param text Lines of {@linkcode encodeEntry}; others are passed over.
 * @returns The memory.
 */
export function searchEntries(text: string): SessionMemory {
  return {
    get size(): number {
      return text.split(":").length - 1;
    },
    has: (key) => findObservation(text, key) !== undefined,
    get: (key) => findObservation(text, key),
  };
}

/**
 * Writes an entry as one line: the moment, the keys with their amounts, and a mark that the line is whole.
 *
 * @param entry What to write.
 * @returns The line, without a line end.
 */
export function encodeEntry({ at, adds }: MemoryEntry): string {
  const words = [at.toString(36)];
  for (const [key, amount] of adds) words.push(amount === 1 ? key : `${key}+${amount}`);
  return `${words.join(" ")} ${LINE_END}`;
}

/**
 * Reads a line back.
 *
 * @param line One line of a session file.
 * @returns The entry, or `undefined` when the line is torn or something else.
 */
export function decodeEntry(line: string): MemoryEntry | undefined {
  const words = line.split(" ");
  const at = Number.parseInt(words[0] ?? "", 36);
  if (words.length < 2 || words.at(-1) !== LINE_END || !(at >= 0 && at <= Number.MAX_SAFE_INTEGER)) {
    return undefined;
  }
  const adds = new Map<string, number>();
  for (const word of words.slice(1, -1)) {
    const plus = word.indexOf("+");
    const amount = plus < 0 ? 1 : Number(word.slice(plus + 1));
    if (!word.includes(":") || !Number.isSafeInteger(amount)) return undefined;
    adds.set(plus < 0 ? word : word.slice(0, plus), amount);
  }
  return { at, adds };
}

/**
 * Writes a memory as the fewest entries that give it back.
 *
 * @param memory What to write.
 * @returns One entry an observation, oldest first.
 */
export function condense(memory: Observations): MemoryEntry[] {
  return [...memory].map(([key, { count, lastAt }]) => ({ at: lastAt, adds: new Map([[key, count]]) }));
}

function add(observations: Map<string, Observation>, { at, adds }: MemoryEntry, limit: number): void {
  for (const [key, amount] of adds) {
    const known = observations.get(key);
    // Taken out first: a map iterates in the order of insertion, and what was seen last must come last.
    observations.delete(key);
    observations.set(key, { count: (known?.count ?? 0) + amount, lastAt: at });
    if (observations.size <= limit) continue;
    const [oldest] = observations.keys();
    if (oldest !== undefined) observations.delete(oldest);
  }
}

function findObservation(text: string, key: string): Observation | undefined {
  const word = ` ${key}`;
  let count = 0;
  let lastAt = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const start = text.lastIndexOf("\n", at) + 1;
    const end = text.indexOf("\n", at);
    // Only a whole line counts, and it says how much of the key it adds.
    const entry = decodeEntry(text.slice(start, end < 0 ? text.length : end));
    const amount = entry?.adds.get(key);
    if (entry === undefined || amount === undefined) continue;
    count += amount;
    lastAt = entry.at;
  }
  return count === 0 ? undefined : { count, lastAt };
}
