/**
 * Reads the logs of all sessions, and what was added since.
 *
 * @module
 */
import { textIfReadable } from "../system/readable.ts";
import { sessionFiles } from "./session_files.ts";
import { decodeLogEntry, LOG_ENDING, type LogEntry } from "./session_log.ts";

/** Twice what is written to one. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Reads logs. */
export class LogReader {
  readonly #folder: string;
  /** How many bytes and entries of each file are known. */
  readonly #known = new Map<string, { readonly bytes: number; readonly entries: number }>();

  /**
   * Reads nothing yet.
   *
   * @param folder The state folder.
   */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Reads what was added.
   *
   * @returns The entries that were not read before, the oldest first.
   */
  readNew(): readonly LogEntry[] {
    return sessionFiles(this.#folder).filter(({ path }) => path.endsWith(LOG_ENDING))
      .flatMap(({ path, bytes }) => this.#readNewOf(path, bytes))
      .sort((a, b) => a.at - b.at);
  }

  #readNewOf(path: string, bytes: number): readonly LogEntry[] {
    const known = this.#known.get(path) ?? { bytes: 0, entries: 0 };
    if (known.bytes === bytes) return [];
    const entries = textIfReadable(path, { maxBytes: MAX_BYTES }).split("\n").map(decodeLogEntry)
      .filter((entry) => entry !== undefined);
    this.#known.set(path, { bytes, entries: entries.length });
    return entries.slice(known.entries);
  }
}
