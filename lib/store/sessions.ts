/**
 * Session files: what a session remembers, shared by the processes of its events.
 *
 * @module
 */
import {
  condensed,
  type Decide,
  decodeEntry,
  encodeEntry,
  type Patterns,
  recalled,
  type Remembered,
  searched,
} from "../memory.ts";
import { infoOf, removeIfThere } from "./files.ts";
import { problemOf, type StateProblem } from "./folder.ts";
import { openAlone, sessionPath, sweepSessions } from "./session_files.ts";

/** Which session's memory, in which folder. */
export interface SessionPlace {
  /** The checked state folder. */
  readonly folder: string;
  /** The agent's session; not "". */
  readonly session: string;
  /** The most patterns that are kept. */
  readonly limit: number;
}

/** 2,000 patterns, which is the most that can be configured, are 60 kB; what is larger is not ours. */
const MAX_BYTES = 256 * 1024;

/** How much of a full memory is kept: written anew each time, it would cost every event 2 ms. */
const KEPT = 0.8;

/**
 * Gives a session's memory to a decision and adds what the decision says, in one step that no other process can come
 * between.
 *
 * @param place Which session.
 * @param decide Decides by the memory what to add; with nothing to add, nothing is written.
 * @returns What the decision gave, or why there is no memory; then nothing was decided.
 */
export function remember<T>(place: SessionPlace, decide: Decide<T>): Remembered<T> {
  try {
    using file = openAlone(sessionPath(place.folder, place.session));
    return file === undefined ? { kind: "none", problem: "locked" } : decided(file, { place, decide });
  } catch (error) {
    return { kind: "none", problem: problemOf(error) };
  }
}

/**
 * Forgets a session that has ended, and those that were never ended.
 *
 * @param place Which session.
 * @param now The moment, in milliseconds since 1970.
 * @returns The problem, where that was not possible.
 */
export function endSession(place: Omit<SessionPlace, "limit">, now: number): StateProblem | undefined {
  try {
    const path = sessionPath(place.folder, place.session);
    sweepSessions(place.folder, infoOf(path)?.mtime?.getTime() ?? now);
    removeIfThere(path);
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

interface Step<T> {
  readonly place: SessionPlace;
  readonly decide: Decide<T>;
}

function decided<T>(file: Deno.FsFile, { place, decide }: Step<T>): Remembered<T> {
  const { limit } = place;
  const { size, mtime } = file.statSync();
  const text = size === 0 ? "" : endOf(file, size);
  const before = searched(text);
  const { entry, value } = decide(before);
  if (entry.adds.size === 0) return { kind: "remembered", value };
  const line = encodeEntry(entry);
  if (before.size + entry.adds.size > limit) {
    replace(sessionPath(place.folder, place.session), newest(`${text}\n${line}`, Math.floor(limit * KEPT)));
  } else file.writeSync(new TextEncoder().encode(`\n${line}`));
  // A session's first entry: the moment to forget old sessions. By the file system's own clock, which may be another.
  if (size === 0 && mtime !== null) sweepSessions(place.folder, mtime.getTime());
  return { kind: "remembered", value };
}

function endOf(file: Deno.FsFile, size: number): string {
  const bytes = new Uint8Array(Math.min(size, MAX_BYTES));
  if (size > MAX_BYTES) file.seekSync(-MAX_BYTES, Deno.SeekMode.End);
  let length = 0;
  for (let count = 1; count > 0 && length < bytes.length; length += count) {
    count = file.readSync(bytes.subarray(length)) ?? 0;
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}

function newest(text: string, limit: number): Patterns {
  return recalled(text.split("\n").map(decodeEntry).filter((entry) => entry !== undefined), limit);
}

/** Whole or not at all, whenever the process is killed. */
function replace(path: string, patterns: Patterns): void {
  const text = condensed(patterns).map((entry) => `\n${encodeEntry(entry)}`).join("");
  // Only the holder of the lock writes here, so what an earlier, killed one left is overwritten.
  const next = `${path}.new`;
  Deno.writeTextFileSync(next, text, { mode: 0o600 });
  Deno.renameSync(next, path);
}
