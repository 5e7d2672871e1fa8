/**
 * Session memory: what has happened in a session, as counted patterns. Pure: a memory and an entry in, a memory out; the
 * store keeps the entries.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";

/** How often something was seen, and when. */
export interface Observation {
  /** How often, or how much in all. */
  readonly count: number;
  /** The last time, in milliseconds since 1970. */
  readonly lastAt: number;
}

/** What a session remembers. */
export interface Memory {
  /** How many patterns there are, at most: one may be counted more than once. */
  readonly size: number;
  /** Whether a pattern was seen. */
  readonly has: (key: string) => boolean;
  /** How often and when a pattern was seen; `undefined` for never. */
  readonly get: (key: string) => Observation | undefined;
}

/** Observations by their key, the one that was seen longest ago first. */
export type Observations = ReadonlyMap<string, Observation>;

/** What one call adds to a memory. */
export interface Entry {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** How much to add, by the pattern's key. */
  readonly adds: ReadonlyMap<string, number>;
}

/** What to add to a memory, and what else was decided by it. */
export interface Decision<T> {
  /** What to add; may be nothing. */
  readonly entry: Entry;
  /** Anything. */
  readonly value: T;
}

/** Decides by what a session remembers; quick, because other processes wait meanwhile. */
export type Decide<T> = (before: Memory) => Decision<T>;

/** What a decision gave, or why there is no memory. */
export type Remembered<T> =
  | { readonly kind: "remembered"; readonly value: T }
  | { readonly kind: "none"; readonly problem: string };

/** The memory of one session, wherever it is kept. */
export interface SessionMemory {
  /** Tells what is remembered. Others may add to it from now on. Never throws. */
  readonly recall: () => Remembered<Memory>;
  /** Adds what a decision by the memory says, in one step that no other process can come between. Never throws. */
  readonly remember: <T>(decide: Decide<T>) => Remembered<T>;
}

/** Gives the memory of the event's session; the same one each time. */
export type OpenMemory = () => SessionMemory;

/** Ends every whole line: a line that was cut short by a killed process or a full disk does not have it. */
const WHOLE = ";";

/** A memory of nothing. */
export const EMPTY_MEMORY: Observations = new Map();

/**
 * Names a pattern without holding its text.
 *
 * @param kind What it is, such as `said`: letters `a` to `z`.
 * @param parts What tells it from others of the kind; any text.
 * @returns The key.
 */
export function observationKey(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${shortHash(parts.join("\0"))}`;
}

/**
 * Adds an entry.
 *
 * @param memory What is known so far; it is not changed.
 * @param entry What to add.
 * @param limit The most patterns that are kept.
 * @returns The new memory.
 */
export function remembered(memory: Observations, entry: Entry, limit: number): Observations {
  const patterns = new Map(memory);
  add(patterns, entry, limit);
  return patterns;
}

/**
 * Adds many entries, at the price of one copy.
 *
 * @param entries What to add, oldest first.
 * @param limit The most patterns that are kept.
 * @returns The memory.
 */
export function recalled(entries: Iterable<Entry>, limit: number): Observations {
  const patterns = new Map<string, Observation>();
  for (const entry of entries) add(patterns, entry, limit);
  return patterns;
}

/**
 * Keeps a session's memory in this process: for sessions that are looked at again as a whole.
 *
 * @param limit The most patterns that are kept.
 * @returns The memory of one session, empty at first.
 */
export function memoryInProcess(limit: number): SessionMemory {
  let memory = EMPTY_MEMORY;
  return {
    recall: () => ({ kind: "remembered", value: memory }),
    remember: (decide) => {
      const { entry, value } = decide(memory);
      memory = remembered(memory, entry, limit);
      return { kind: "remembered", value };
    },
  };
}

/**
 * Looks patterns up in written entries without reading them all: reading 500 costs a new process 3 ms, finding one 20 us.
 *
 * @param text Lines of {@linkcode encodeEntry}; others are passed over.
 * @returns The memory.
 */
export function searched(text: string): Memory {
  return {
    get size(): number {
      return text.split(":").length - 1;
    },
    has: (key) => found(text, key) !== undefined,
    get: (key) => found(text, key),
  };
}

/**
 * Writes an entry as one line: the moment, the keys with their amounts, and a mark that the line is whole.
 *
 * @param entry What to write.
 * @returns The line, without a line end.
 */
export function encodeEntry({ at, adds }: Entry): string {
  const words = [at.toString(36)];
  for (const [key, amount] of adds) words.push(amount === 1 ? key : `${key}+${amount}`);
  return `${words.join(" ")} ${WHOLE}`;
}

/**
 * Reads a line back.
 *
 * @param line One line of a session file.
 * @returns The entry, or `undefined` when the line is torn or something else.
 */
export function decodeEntry(line: string): Entry | undefined {
  const words = line.split(" ");
  const at = Number.parseInt(words[0] ?? "", 36);
  if (words.length < 2 || words.at(-1) !== WHOLE || !(at >= 0 && at <= Number.MAX_SAFE_INTEGER)) {
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
 * @returns One entry a pattern, oldest first.
 */
export function condensed(memory: Observations): Entry[] {
  return [...memory].map(([key, { count, lastAt }]) => ({ at: lastAt, adds: new Map([[key, count]]) }));
}

function add(patterns: Map<string, Observation>, { at, adds }: Entry, limit: number): void {
  for (const [key, amount] of adds) {
    const known = patterns.get(key);
    // Taken out first: a map iterates in the order of insertion, so the end is the place of what was seen last.
    patterns.delete(key);
    patterns.set(key, { count: (known?.count ?? 0) + amount, lastAt: at });
    if (patterns.size <= limit) continue;
    const [oldest] = patterns.keys();
    if (oldest !== undefined) patterns.delete(oldest);
  }
}

function found(text: string, key: string): Observation | undefined {
  const word = ` ${key}`;
  let count = 0;
  let lastAt = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    const start = text.lastIndexOf("\n", at) + 1;
    const end = text.indexOf("\n", at);
    // The line as a whole says whether it is one, and how much of the key it adds.
    const entry = decodeEntry(text.slice(start, end < 0 ? text.length : end));
    const amount = entry?.adds.get(key);
    if (entry === undefined || amount === undefined) continue;
    count += amount;
    lastAt = entry.at;
  }
  return count === 0 ? undefined : { count, lastAt };
}
