/**
 * Session files: what a session remembers, shared by the processes of its events.
 *
 * @module
 */
import { infoOf, removeIfThere } from "../system/files.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { type CheckedFolder, problemOf, type StateProblem, type StateResult } from "./folder.ts";
import {
  addEntries,
  condense,
  type Decide,
  decodeEntry,
  EMPTY_MEMORY,
  encodeEntry,
  type Observations,
  searchEntries,
  type SessionMemory,
  type SessionStore,
} from "./memory.ts";
import { type LockedFile, lockSessionFile, openSessionFile, sweepOnceADay } from "./session_files.ts";
import { owedPath, sessionPath, turnTextsPath } from "./session_path.ts";

/** Which session's memory, in which folder. */
export interface SessionPlace {
  /** The state folder. */
  readonly folder: CheckedFolder;
  /** The agent's session; not "". */
  readonly session: string;
  /** The most observations that are kept. */
  readonly limit: number;
}

/** The most that can be configured, 2,000 observations, is 60 kB. What comes after this is not ours. */
const MAX_UNITS = 256 * 1024;

/** A full memory of 500 observations, in one read. */
const READ_BYTES = 16 * 1024;

/** How much of a full memory is kept. If only the new entry made room, each event would rewrite the whole file. */
const KEPT = 0.8;

/**
 * The memory of a session in its file. The file stays open between reading and updating; then only what other processes
 * have added meanwhile is read.
 */
export class StoredSession implements SessionStore, Disposable {
  readonly #place: SessionPlace;
  readonly #path: string;
  #content: Content | undefined;

  /**
   * Touches no file yet.
   *
   * @param place Which session.
   */
  constructor(place: SessionPlace) {
    this.#place = place;
    this.#path = sessionPath(place.folder.path, place.session);
  }

  /** Reads the file. */
  read(): StateResult<SessionMemory> {
    try {
      const file = openSessionFile(this.#path);
      const text = restOf(file);
      this.#content = { file, text };
      return { kind: "done", value: searchEntries(text) };
    } catch (error) {
      return { kind: "none", problem: problemOf(error) };
    }
  }

  /**
   * Appends an entry to the file, alone unless others hold it for too long.
   *
   * @param decide Decides by the memory what to add; with nothing to add, nothing is written.
   * @returns What the decision gave, or why there is no memory; then nothing was added.
   */
  update<T>(decide: Decide<T>): StateResult<T> {
    try {
      const content = this.#content ?? { file: openSessionFile(this.#path), text: "" };
      this.#content = undefined;
      const locked = lockSessionFile(content.file, {
        path: this.#path,
        patience: this.#place.folder.patience,
      });
      using file = locked.file;
      const text = restOf(file, file === content.file ? content.text : "");
      return this.#add(decide, { ...locked, text });
    } catch (error) {
      return { kind: "none", problem: problemOf(error) };
    }
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#content?.file.close();
    this.#content = undefined;
  }

  #add<T>(decide: Decide<T>, { file, text, isAlone, modifiedAt }: Content & LockedFile): StateResult<T> {
    const { folder, limit } = this.#place;
    const before = searchEntries(text);
    const { entry, value } = decide(before);
    if (entry.adds.size === 0) return { kind: "done", value };
    const line = `\n${encodeEntry(entry)}`;
    const isFull = before.size + entry.adds.size > limit || text.length >= MAX_UNITS;
    if (isFull && isAlone) {
      replace(this.#path, parseNewest(text + line, Math.floor(limit * KEPT)));
    } else {
      const bytes = encodeUtf8(line);
      if (file.writeSync(bytes) < bytes.length) return { kind: "none", problem: "disk-full" };
    }
    if (text === "") sweepOnceADay(folder.path, modifiedAt);
    return { kind: "done", value };
  }
}

/** An open file, and what was read of it so far. */
interface Content {
  readonly file: Deno.FsFile;
  readonly text: string;
}

/**
 * Deletes the memory of a session that has ended, and of old ones that were never ended.
 *
 * @param place Which session.
 * @param now The moment, in milliseconds since 1970.
 * @returns The problem, if that was not possible.
 */
export function endSession(
  { folder, session }: Omit<SessionPlace, "limit">,
  now: number,
): StateProblem | undefined {
  try {
    const path = sessionPath(folder.path, session);
    sweepOnceADay(folder.path, infoOf(path)?.mtime?.getTime() ?? now);
    removeIfThere(path);
    removeIfThere(owedPath(folder.path, { session, agentId: "" }));
    removeIfThere(turnTextsPath(folder.path, session));
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** Reads on to the end of a file. */
function restOf(file: Deno.FsFile, before = ""): string {
  const bytes = new Uint8Array(READ_BYTES);
  let text = before;
  for (let count = bytes.length; count === bytes.length && text.length < MAX_UNITS;) {
    count = file.readSync(bytes) ?? 0;
    // Mostly nothing is read: a new session, or no other process.
    if (count > 0) text += decodeUtf8(bytes.subarray(0, count));
  }
  return text;
}

function parseNewest(text: string, limit: number): Observations {
  const entries = text.split("\n").map(decodeEntry).filter((entry) => entry !== undefined);
  return addEntries(EMPTY_MEMORY, { entries, limit });
}

/** Replaces the file in one step, so that a killed process leaves the old one or the new one. */
function replace(path: string, observations: Observations): void {
  const text = condense(observations).map((entry) => `\n${encodeEntry(entry)}`).join("");
  // Only the holder of the lock writes here. What an earlier one left when it was killed is overwritten.
  const next = `${path}.new`;
  Deno.writeTextFileSync(next, text, { mode: 0o600 });
  Deno.renameSync(next, path);
}
