/**
 * Finds session files: the files that are named, those in folders, and those of sub-agents.
 *
 * @module
 */
import { reasonOf } from "../../system/reason.ts";
import { isSession } from "../../agents/recordings/table.ts";
import { realPath } from "../../system/executable.ts";
import { isMissing, targetInfo } from "../../system/files.ts";
import { headIfReadable } from "../../system/readable.ts";
import { UserError } from "../../text/user_error.ts";

/** The way out where there is nothing to replay. */
export const WHAT_TO_NAME: string =
  "name .jsonl files or folders with some, such as ~/.claude/projects, ~/.codex/sessions, ~/.gemini/tmp, ~/.qwen/projects " +
  "or ~/.copilot/session-state";

/** A session file. */
export interface SessionFile {
  /** Its path. */
  readonly path: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly writtenAt: number;
}

const ENDING = ".jsonl";

/** Ten times the largest session that we know of. */
const MAX_BYTES = 2 * 1024 ** 3;
/** As much as shows whether a file is a session. */
const HEAD_BYTES = 64 * 1024;

/** The files that were found. */
export interface FoundFiles {
  /** The sessions, in the order given, those of a folder by name, a session's sub-agents after it. */
  readonly sessions: readonly SessionFile[];
  /** The `.jsonl` files of folders that are no sessions. */
  readonly others: readonly string[];
}

/**
 * Finds the session files that names mean. Each file counts once, whatever its names are.
 *
 * @param names Files, and folders, in which every `.jsonl` file counts.
 * @returns The files.
 * @throws {UserError} If a name leads nowhere, or to something that is no session.
 */
export function sessionFiles(names: readonly string[]): FoundFiles {
  const known = new Set<string>();
  const others: string[] = [];
  const sessions = names.flatMap((name) => filesOf(name, known)).filter((file) => {
    if (isSession(headIfReadable(file.path, { maxBytes: HEAD_BYTES }))) return true;
    if (names.includes(file.path)) throw noSession(file.path);
    others.push(file.path);
    return false;
  });
  return { sessions, others };
}

function filesOf(name: string, known: Set<string>): readonly SessionFile[] {
  const path = name.replace(/(?<=.)[\\/]+$/, "");
  const info = statOf(path);
  if (info.isDirectory) return inFolder(path, known);
  // Opening a pipe waits for its writer, and a device has no end.
  const got = !info.isFile ? "something else" : info.size > MAX_BYTES ? `${info.size} bytes` : "";
  if (got !== "") {
    throw new UserError(
      `Cannot read ${path}: wanted a file of at most 2 GiB or a folder, got ${got}`,
      WHAT_TO_NAME,
    );
  }
  return [...once(path, info, known), ...subAgentsOf(path, known)];
}

function statOf(path: string): Deno.FileInfo {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot read ${path}: ${reasonOf(error)}`, WHAT_TO_NAME);
  }
}

function inFolder(folder: string, known: Set<string>): readonly SessionFile[] {
  const real = realPath(folder);
  // A link may lead in a circle, or to a folder that is in the list anyway.
  if (known.has(real)) return [];
  known.add(real);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  return names.flatMap((name) => {
    const path = `${folder}/${name}`;
    const info = targetInfo(path);
    if (info?.isDirectory) return inFolder(path, known);
    const isWanted = info?.isFile && name.endsWith(ENDING) && info.size <= MAX_BYTES;
    return isWanted ? once(path, info, known) : [];
  });
}

function subAgentsOf(path: string, known: Set<string>): readonly SessionFile[] {
  const folder = `${path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : path}/subagents`;
  try {
    return inFolder(folder, known);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function once(path: string, { size, mtime }: Deno.FileInfo, known: Set<string>): readonly SessionFile[] {
  const real = realPath(path);
  if (known.has(real)) return [];
  known.add(real);
  return [{ path, bytes: size, writtenAt: mtime?.getTime() ?? Infinity }];
}

function noSession(path: string): UserError {
  return new UserError(
    `Cannot replay ${path}: it is no recorded session: no line at its beginning is a record`,
    WHAT_TO_NAME,
  );
}
