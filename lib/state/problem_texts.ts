/**
 * What is wrong with the state, in sentences, and how to mend it.
 *
 * @module
 */
import type { StateProblem } from "./folder.ts";

/** A problem as a person reads it. */
export interface ProblemText {
  /** What is wrong, without a final period. */
  readonly what: string;
  /** The way out. */
  readonly fix: string;
}

/**
 * Explains a problem.
 *
 * @param problem What was found.
 * @param path The file or folder that it is about; "" where there is none.
 * @returns Cause and way out.
 */
export function problemText(problem: StateProblem, path: string): ProblemText {
  const [what, fix] = TEXTS[problem];
  return { what: what.replaceAll("{path}", path), fix: fix.replaceAll("{path}", path) };
}

const TEXTS: Readonly<Record<StateProblem, readonly [what: string, fix: string]>> = {
  "no-home": [
    "No place for the state: neither FASTHOOK_STATE_DIR nor HOME is set",
    "set FASTHOOK_STATE_DIR to an absolute path in the environment that the agent runs in",
  ],
  relative: [
    'Cannot use the state folder "{path}": wanted an absolute path, got a relative one',
    "set FASTHOOK_STATE_DIR to an absolute path",
  ],
  "not-a-folder": [
    "Cannot use {path}: a file stands where a folder is wanted",
    "move that file away, or name another folder with FASTHOOK_STATE_DIR",
  ],
  "not-a-file": [
    "Cannot use {path}: a folder stands where a file is wanted",
    "move that folder away: mv '{path}' '{path}.aside'",
  ],
  gone: ["{path} has vanished while it was used", "nothing to do: it is made anew"],
  symlink: [
    "Cannot use {path}: it is a symbolic link, and what it leads to could be anybody's",
    "put a real folder there, or name the target with FASTHOOK_STATE_DIR",
  ],
  "other-owner": [
    "Cannot use {path}: it belongs to another user",
    "chown it to yourself, or name another folder with FASTHOOK_STATE_DIR",
  ],
  "open-to-others": [
    "Cannot use {path}: others may look into it, and it holds more than fasthook's files",
    "chmod 700 '{path}', or name an empty folder with FASTHOOK_STATE_DIR",
  ],
  permission: ["Cannot use {path}: no permission", "chmod -R u+rwX '{path}'"],
  "read-only": [
    "Cannot write to {path}: it is on a read-only file system",
    "name a folder that can be written with FASTHOOK_STATE_DIR",
  ],
  "disk-full": [
    "Cannot write to {path}: the disk is full",
    "make room; fasthook state clear frees its own part",
  ],
  locked: [
    "{path} was held by other processes for too long",
    "nothing to do if it was once; else look for a stopped fasthook process",
  ],
  damaged: ["{path} was damaged", "nothing to do: it was set aside and made anew"],
  unexpected: ["{path} failed in a way that fasthook does not know", "report this as a bug"],
};
