/**
 * Finds session files: the files that are named, those in folders, and those of sub-agents.
 *
 * @module
 */
import { UserError } from "../../text/user_error.ts";

/** The way out where there is nothing to replay. */
export const WHAT_TO_NAME =
  "name .jsonl files or folders with some; Claude Code writes them below ~/.claude/projects";

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

/**
 * Finds the session files for the names that were given.
 *
 * @param names Files, and folders, in which every `.jsonl` file counts.
 * @returns The files in the order given, those of a folder by name, each once, a session's sub-agents after it.
 * @throws {UserError} When a name leads nowhere.
 */
export function sessionFiles(names: readonly string[]): readonly SessionFile[] {
  const found = new Map<string, SessionFile>();
  for (const file of names.flatMap(filesOf)) found.set(file.path, file);
  return [...found.values()];
}

function filesOf(name: string): readonly SessionFile[] {
  const path = name.replace(/(?<=.)[\\/]+$/, "");
  const info = statOf(path);
  if (info.isDirectory) return inFolder(path);
  // Opening a pipe waits for its writer, and a device has no end.
  const got = !info.isFile ? "something else" : info.size > MAX_BYTES ? `${info.size} bytes` : "";
  if (got !== "") {
    throw new UserError(
      `Cannot read ${path}: wanted a file of at most 2 GiB or a folder, got ${got}`,
      WHAT_TO_NAME,
    );
  }
  return [fileOf(path, info), ...subAgentsOf(path)];
}

function statOf(path: string): Deno.FileInfo {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot read ${path}: ${error.message}`, WHAT_TO_NAME);
  }
}

function inFolder(folder: string): readonly SessionFile[] {
  const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  return entries.flatMap(({ name, isDirectory, isFile }) => {
    const path = `${folder}/${name}`;
    // A link to a folder could lead in circles, and a folder of a session holds its sub-agents.
    if (isDirectory) return inFolder(path);
    const file = isFile && name.endsWith(ENDING) ? fileOf(path, Deno.statSync(path)) : undefined;
    return file === undefined || file.bytes > MAX_BYTES ? [] : [file];
  });
}

function subAgentsOf(path: string): readonly SessionFile[] {
  const folder = `${path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : path}/subagents`;
  try {
    return inFolder(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}

function fileOf(path: string, { size, mtime }: Deno.FileInfo): SessionFile {
  return { path, bytes: size, writtenAt: mtime?.getTime() ?? Infinity };
}
