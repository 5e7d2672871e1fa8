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
  type Memory,
  type Observations,
  recalled,
  type Remembered,
  searched,
  type SessionMemory,
} from "./memory.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import { infoOf, removeIfThere } from "../system/files.ts";
import { type CheckedFolder, problemOf, type StateProblem } from "./folder.ts";
import { type LockedSession, lockSession, openSession, sessionPath, sweepOnceADay } from "./session_files.ts";

/** Which session's memory, in which folder. */
export interface SessionPlace {
  /** The state folder. */
  readonly folder: CheckedFolder;
  /** The agent's session; not "". */
  readonly session: string;
  /** The most patterns that are kept. */
  readonly limit: number;
}

/** 2,000 patterns, which is the most that can be configured, are 60 kB; what comes behind this is not ours. */
const MAX_UNITS = 256 * 1024;

/** A full memory of 500 patterns, in one read. */
const READ_BYTES = 16 * 1024;

/** How much of a full memory is kept: written anew each time, it would cost every event 2 ms. */
const KEPT = 0.8;

/**
 * The memory of a session in its file. The file stays open between recalling and remembering, and is read again only when
 * another process has changed it meanwhile.
 */
export class StoredMemory implements SessionMemory, Disposable {
  readonly #place: SessionPlace;
  readonly #path: string;
  #recalled: Content | undefined;

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
  recall(): Remembered<Memory> {
    try {
      const file = openSession(this.#path);
      const text = restOf(file);
      this.#recalled = { file, text };
      return { kind: "remembered", value: searched(text) };
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
  remember<T>(decide: Decide<T>): Remembered<T> {
    try {
      const recalled = this.#recalled ?? { file: openSession(this.#path), text: "" };
      this.#recalled = undefined;
      const locked = lockSession(recalled.file, { path: this.#path, patience: this.#place.folder.patience });
      using file = locked.file;
      const text = restOf(file, file === recalled.file ? recalled.text : "");
      return this.#added(decide, { ...locked, text });
    } catch (error) {
      return { kind: "none", problem: problemOf(error) };
    }
  }

  /** Closes the file. A process that ends needs not. */
  [Symbol.dispose](): void {
    this.#recalled?.file.close();
    this.#recalled = undefined;
  }

  #added<T>(decide: Decide<T>, { file, text, isAlone, modifiedAt }: Content & LockedSession): Remembered<T> {
    const { folder, limit } = this.#place;
    const before = searched(text);
    const { entry, value } = decide(before);
    if (entry.adds.size === 0) return { kind: "remembered", value };
    const line = `\n${encodeEntry(entry)}`;
    const isFull = before.size + entry.adds.size > limit || text.length >= MAX_UNITS;
    if (isFull && isAlone) {
      replace(this.#path, newest(text + line, Math.floor(limit * KEPT)));
    } else {
      const bytes = encodeUtf8(line);
      if (file.writeSync(bytes) < bytes.length) return { kind: "none", problem: "disk-full" };
    }
    if (text === "") sweepOnceADay(folder.path, modifiedAt);
    return { kind: "remembered", value };
  }
}

/** An open file, and what was read of it, up to where it stands. */
interface Content {
  readonly file: Deno.FsFile;
  readonly text: string;
}

/**
 * Forgets a session that has ended, and those that were never ended.
 *
 * @param place Which session.
 * @param now The moment, in milliseconds since 1970.
 * @returns The problem, where that was not possible.
 */
export function endSession(
  { folder, session }: Omit<SessionPlace, "limit">,
  now: number,
): StateProblem | undefined {
  try {
    const path = sessionPath(folder.path, session);
    sweepOnceADay(folder.path, infoOf(path)?.mtime?.getTime() ?? now);
    removeIfThere(path);
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** Reads on from where a file stands. */
function restOf(file: Deno.FsFile, before = ""): string {
  const bytes = new Uint8Array(READ_BYTES);
  let text = before;
  for (let count = bytes.length; count === bytes.length && text.length < MAX_UNITS;) {
    count = file.readSync(bytes) ?? 0;
    // Nothing is most of what is read: a new session, or no other process.
    if (count > 0) text += decodeUtf8(bytes.subarray(0, count));
  }
  return text;
}

function newest(text: string, limit: number): Observations {
  return recalled(text.split("\n").map(decodeEntry).filter((entry) => entry !== undefined), limit);
}

/** Whole or not at all, whenever the process is killed. */
function replace(path: string, patterns: Observations): void {
  const text = condensed(patterns).map((entry) => `\n${encodeEntry(entry)}`).join("");
  // Only the holder of the lock writes here, so what an earlier, killed one left is overwritten.
  const next = `${path}.new`;
  Deno.writeTextFileSync(next, text, { mode: 0o600 });
  Deno.renameSync(next, path);
}
