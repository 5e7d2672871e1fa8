/**
 * Replays many session files, several at a time.
 *
 * @module
 */
import type { SessionFile } from "./files.ts";
import { inOrder } from "./in_order.ts";
import {
  type Found,
  type ReplayedCall,
  type ReplayOptions,
  replaySession,
  type SessionLine,
} from "./session.ts";
import { maskedCall, maskedFound } from "./masked.ts";
import { Tally } from "./tally.ts";

/** While one file waits for the disk, the other is analysed; more than two gain nothing and cost 25 MB each. */
const PARALLEL_FILES = 2;

/** So many calls are remembered: 100 bytes each. */
const MAX_KNOWN_CALLS = 1_000_000;

/** How many files are replayed, and where what is found goes. */
export interface ReplayAllOptions extends Omit<ReplayOptions, "take" | "ready" | "alone"> {
  /** Whether secrets are shown. */
  readonly secrets: "masked" | "shown";
  /** Takes the calls that would have got feedback, in the order of the files and of their lines. */
  readonly feedback: (call: ReplayedCall, place: SessionLine) => void;
}

/** What a replay of many files gives. */
export interface ReplaySums {
  /** The sums over all files. */
  readonly tally: Tally;
  /** How many files there are. */
  readonly files: number;
  /** How many of them were read to the end. */
  readonly filesDone: number;
}

/**
 * Replays files.
 *
 * @param files The files; they are only read.
 * @param options What is done with what is found.
 * @returns The sums, also where it was stopped before the end.
 */
export async function replayFiles(
  files: readonly SessionFile[],
  options: ReplayAllOptions,
): Promise<ReplaySums> {
  const tally = new Tally();
  const copies = new Copies();
  const isMasked = options.secrets === "masked";
  let filesDone = 0;
  let last = Promise.resolve();
  const alone = (work: () => Promise<void>): Promise<void> => last = last.then(work);
  await inOrder<SessionFile, readonly [Found, SessionLine]>(files, {
    parallel: PARALLEL_FILES,
    take: ([found, place]) => {
      if ("key" in found && copies.isCopy(found.key, place.file)) return;
      tally.add(isMasked ? maskedFound(found) : found, place);
      if (found.kind !== "call" || found.result.text === "") return;
      options.feedback(isMasked ? maskedCall(found) : found, place);
    },
    work: async ({ path }, { give, ready }) => {
      if (options.stopped()) return;
      await replaySession(path, {
        ...options,
        ready,
        alone,
        take: (found, place) => give([found, place]),
      });
      if (!options.stopped()) filesDone++;
    },
  });
  return { tally, files: files.length, filesDone };
}

/** Recognises calls that a file has from another one, which it was forked or resumed from. */
class Copies {
  readonly #files = new Map<string, string>();

  isCopy(key: string, file: string): boolean {
    if (key === "") return false;
    const first = this.#files.get(key);
    if (first === undefined && this.#files.size < MAX_KNOWN_CALLS) this.#files.set(key, file);
    return first !== undefined && first !== file;
  }
}
