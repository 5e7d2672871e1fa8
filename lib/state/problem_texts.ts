/**
 * Problems of the state in sentences, and how to fix them.
 *
 * @module
 */
import type { StateProblem } from "./folder.ts";
import { ownerFix, ownersOf } from "./owner_fix.ts";

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
  return {
    what: what.replaceAll("{path}", path),
    fix: (isAboutOwners(problem) && ownerFix(path, ownersOf(path))) || fix.replaceAll("{path}", path),
  };
}

/** Only a file's owner, or root, can do something about these. */
function isAboutOwners(problem: StateProblem): boolean {
  return problem === "other-owner" || problem === "permission";
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
    "Cannot use {path}: wanted a folder, got a file",
    "move that file away, or name another folder with FASTHOOK_STATE_DIR",
  ],
  "not-a-file": [
    "Cannot use {path}: wanted a file, got a folder",
    "move that folder away: mv '{path}' '{path}.aside'",
  ],
  gone: ["{path} was removed while it was used", "nothing to do: it is made again"],
  symlink: [
    "Cannot use {path}: it is a symbolic link, and its target could belong to another user",
    "put a real folder there, or name the target with FASTHOOK_STATE_DIR",
  ],
  "other-owner": [
    "Cannot use {path}: it belongs to another user",
    "name another folder with FASTHOOK_STATE_DIR",
  ],
  "open-to-others": [
    "Cannot use {path}: other users may read it, and it contains more than fasthook's files",
    "chmod 700 '{path}', or name an empty folder with FASTHOOK_STATE_DIR",
  ],
  permission: ["Cannot use {path}: no permission", "chmod -R u+rwX '{path}'"],
  "read-only": [
    "Cannot write to {path}: it is on a read-only file system",
    "set FASTHOOK_STATE_DIR to a folder that can be written",
  ],
  "disk-full": [
    "Cannot write to {path}: the disk is full",
    "free some space; fasthook state clear frees fasthook's own part",
  ],
  locked: [
    "{path} was held by other processes for too long",
    "nothing to do if it happened once; otherwise look for a stopped fasthook process",
  ],
  damaged: ["{path} was damaged", "nothing to do: it was set aside, and a new one was made"],
  unexpected: ["{path} failed in a way that fasthook does not know", "report this as a bug"],
};
