/**
 * Marks in a session's memory that events leave without reading it. Their keys are fixed: nothing is hashed.
 *
 * @module
 */
import { encodeEntry } from "./memory.ts";
import { sessionPath } from "./session_path.ts";
import { encodeUtf8 } from "../text/utf8.ts";

/** A call that may have changed files. */
export const CHANGED = "changed:0";

/** The model has forgotten what was reported to it: its context was compacted or cleared. */
export const FORGOTTEN = "forgotten:0";

/** A session's memory on disk. */
export interface MarkPlace {
  /** The state folder. */
  readonly folder: string;
  /** The agent's session; not "". */
  readonly session: string;
}

/**
 * Adds a mark to a session that remembers something: one that does not has nothing to compare the mark with.
 *
 * @param place Which session.
 * @param key The mark.
 * @param now The moment, in milliseconds since 1970.
 * @throws {Error} What the file system throws, except for a missing file.
 */
export function addMark({ folder, session }: MarkPlace, key: string, now: number): void {
  try {
    using file = Deno.openSync(sessionPath(folder, session), { append: true });
    file.writeSync(encodeUtf8(`\n${encodeEntry({ at: now, adds: new Map([[key, 1]]) })}`));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
