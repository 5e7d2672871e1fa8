/**
 * The folder that holds everything fasthook remembers: where it is, and whether it may be used.
 *
 * @module
 */
import { infoOf } from "../system/files.ts";
import { newPatience, type Patience } from "../system/lock.ts";

/** Why there is no state, or no part of it. `fasthook state` explains each in a sentence, with the way out. */
export type StateProblem =
  | "no-home"
  | "relative"
  | "not-a-folder"
  | "not-a-file"
  | "gone"
  | "symlink"
  | "other-owner"
  | "open-to-others"
  | "permission"
  | "read-only"
  | "disk-full"
  | "locked"
  | "damaged"
  | "unexpected";

/** A state folder that may be used. */
export interface CheckedFolder {
  /** Where it is. */
  readonly path: string;
  /** How long its host may still wait for other processes. */
  readonly patience: Patience;
}

/** The state folder, or why there is none. */
export type StateFolder =
  | ({ readonly kind: "folder" } & CheckedFolder)
  | { readonly kind: "none"; readonly path: string; readonly problem: StateProblem };

/** What a step with the state gave, or why it was not done. */
export type StateResult<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "none"; readonly problem: StateProblem };

/** Reads a variable of the environment. */
export type ReadVariable = (name: string) => string | undefined;

/** Group and others may do nothing at all. */
const OTHERS = 0o077;

/**
 * Says whether fasthook makes a file of this name. A folder with only such files may be closed to others without asking.
 *
 * @param name A file's name in the state folder.
 * @returns Whether it is one of ours.
 */
export function isOwnName(name: string): boolean {
  return /^(?:journal(?:\.\d+)?\.jsonl|settings|sessions(?:\.swept)?|trusted\.json|mentioned|state\.(?:db|lock)[\w.-]*)$/
    .test(name);
}

/**
 * Finds the state folder, and makes it if it is missing.
 *
 * @param variable Reads the environment.
 * @returns The folder, which is ours, closed to others, and not a link; or why there is none. Never throws.
 */
export function stateFolder(variable: ReadVariable): StateFolder {
  let path = "";
  try {
    path = statePath(variable, Deno.build.os);
    const problem = path === "" ? "no-home" : isAbsolute(path) ? check(path) : "relative";
    return problem === undefined
      ? { kind: "folder", path, patience: newPatience() }
      : { kind: "none", path, problem };
  } catch (error) {
    return { kind: "none", path, problem: problemOf(error) };
  }
}

/**
 * Says where the state folder is, whether or not it exists.
 *
 * @param variable Reads the environment.
 * @param os The operating system, as `Deno.build.os` names it.
 * @returns The path without a slash at the end; "" when the environment does not say.
 */
export function statePath(variable: ReadVariable, os: typeof Deno.build.os): string {
  const named = variable("FASTHOOK_STATE_DIR") ?? "";
  // With a slash at the end the check would follow a link.
  if (named !== "") return "/\\.".includes(named.slice(-1)) ? named.replace(/(?<=.)[/\\]+\.?$/, "") : named;
  const local = os === "windows" ? variable("LOCALAPPDATA") ?? "" : "";
  if (local !== "") return `${local}\\fasthook`;
  const xdg = variable("XDG_STATE_HOME") ?? "";
  // The XDG specification: a relative path is invalid and is ignored.
  if (isAbsolute(xdg)) return `${xdg}/fasthook`;
  const home = variable("HOME") ?? "";
  if (home === "" || os === "windows") return "";
  return os === "darwin" ? `${home}/Library/Application Support/fasthook` : `${home}/.local/state/fasthook`;
}

/**
 * Returns the path of a journal file.
 *
 * @param folder The state folder.
 * @param age 0 for the current file, 1 for the one before it, and so on.
 * @returns The path.
 */
export function journalPath(folder: string, age: number): string {
  return age === 0 ? `${folder}/journal.jsonl` : `${folder}/journal.${age}.jsonl`;
}

/**
 * Names the cause of an error.
 *
 * @param error Whatever was thrown by the file system or the database.
 * @returns The problem; "unexpected" for an unknown one.
 */
export function problemOf(error: unknown): StateProblem {
  if (!(error instanceof Error)) return "unexpected";
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return "permission";
  }
  const code = "code" in error ? String(error.code) : "";
  return BY_CODE[code] ?? BY_MESSAGE.find(([part]) => error.message.includes(part))?.[1] ?? "unexpected";
}

const BY_CODE: Readonly<Record<string, StateProblem>> = {
  EACCES: "permission",
  EPERM: "permission",
  EROFS: "read-only",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  ENOTDIR: "not-a-folder",
  EEXIST: "not-a-folder",
  EISDIR: "not-a-file",
  ENOENT: "gone",
};

// All errors of node:sqlite have the same code; these are SQLite's messages.
const BY_MESSAGE: readonly (readonly [part: string, problem: StateProblem])[] = [
  ["database is locked", "locked"],
  ["database or disk is full", "disk-full"],
  ["readonly database", "read-only"],
  ["unable to open database file", "permission"],
  ["not a database", "damaged"],
  ["malformed", "damaged"],
  ["no such table", "damaged"],
  ["no such column", "damaged"],
  // It was closed because it is damaged.
  ["database is not open", "damaged"],
];

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || Deno.build.os === "windows" && /^(?:[A-Za-z]:)?[/\\]/.test(path);
}

function check(path: string): StateProblem | undefined {
  const info = infoOf(path) ?? make(path);
  if (info.isSymlink) return "symlink";
  if (!info.isDirectory) return "not-a-folder";
  // Windows has neither owner nor mode; there the profile's own rights protect the folder.
  if (info.uid !== null && info.uid !== Deno.uid()) return "other-owner";
  return info.mode !== null && (info.mode & OTHERS) !== 0 ? close(path) : undefined;
}

function make(path: string): Deno.FileInfo {
  Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  return Deno.lstatSync(path);
}

/** Closes a folder to others if only our files are in it; any other folder stays as it is. */
function close(path: string): StateProblem | undefined {
  if (!hasOnlyOurFiles(path)) return "open-to-others";
  Deno.chmodSync(path, 0o700);
  // Checked again: until now others could add files.
  return hasOnlyOurFiles(path) ? undefined : "open-to-others";
}

function hasOnlyOurFiles(path: string): boolean {
  const uid = Deno.uid();
  return [...Deno.readDirSync(path)].every(({ name, isSymlink }) =>
    !isSymlink && isOwnName(name) && Deno.lstatSync(`${path}/${name}`).uid === uid
  );
}
