/**
 * Finds and reads configuration files: the user's own file and the repository's.
 *
 * @module
 */
import type { Scope } from "./settings.ts";
import { isMissing, isThere } from "../system/files.ts";
import { readPlainText } from "../system/plain_file.ts";
import { isInside } from "../text/path.ts";
import type { ReadVariable } from "../state/folder.ts";

/** A configuration file that is there. */
export interface ConfigFile {
  /** Whose it is. */
  readonly scope: Scope;
  /** Its path. */
  readonly path: string;
  /** What it holds. */
  readonly text: string;
}

/** A configuration file that is there and cannot be read. */
export interface UnreadableFile {
  /** Its path. */
  readonly path: string;
  /** Why not. */
  readonly reason: string;
}

/** What decides where to look, besides the folder. */
export interface ProjectOptions {
  /** Reads the environment. */
  readonly env: ReadVariable;
  /** The project's folder as the agent names it; "" to find it from the folder. */
  readonly projectDir: string;
}

/** Where to look. */
export interface ConfigPlaces {
  /** The user's file; "" when there is no place for one. */
  readonly user: string;
  /** The repository's file, which may not be there; "" when no repository is known. */
  readonly repository: string;
  /** The project's folder, which globs are about; "" when it is not known. */
  readonly projectDir: string;
}

/** What there is of configuration, and where it was looked for. */
export interface FoundConfig {
  /** Where it was looked for. */
  readonly places: ConfigPlaces;
  /** The files that are there: the user's first, then the repository's. */
  readonly files: readonly ConfigFile[];
  /** The files that are there and cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
}

/** The repository's file, from the project's folder. */
const REPOSITORY_FILE = ".claude/fasthook.json";

/** Names the user's file, where it is not in its usual place. */
export const USER_FILE_VARIABLE = "FASTHOOK_CONFIG";

/** The user's file, from the folder of all programs' configuration. */
const USER_FILE = "/fasthook/config.json";

/** A folder's own size, where some hundred names have room. */
const MAX_LISTED_BYTES = 8192;

/** What 500 rules need. A broken file of that size is still checked quickly. */
const MAX_REPOSITORY_BYTES = 128 * 1024;
const MAX_USER_BYTES = 4 * MAX_REPOSITORY_BYTES;

/** Deeper than any folder in practice: bounds the way up from a hostile cwd. */
const MAX_LEVELS = 40;

/**
 * Finds the places of the configuration files.
 *
 * @param cwd The folder the session works in; "" when it is not known.
 * @param project The environment, and the project's folder if the agent names it.
 * @returns The places, whether or not files are there.
 */
export function configPlaces(cwd: string, { env, projectDir: named }: ProjectOptions): ConfigPlaces {
  const projectDir = named || projectAbove(cwd);
  return {
    user: env(USER_FILE_VARIABLE) || userFile(env),
    repository: projectDir === "" ? "" : `${projectDir}/${REPOSITORY_FILE}`,
    projectDir: projectDir || cwd,
  };
}

/**
 * Reads the configuration files that are there.
 *
 * @param places Where to look.
 * @returns What there is.
 */
export function readConfigFiles(places: ConfigPlaces): FoundConfig {
  const files: ConfigFile[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const scope of ["user", "repository"] as const) {
    const path = places[scope];
    if (path === "" || (scope === "repository" && path === places.user)) continue;
    try {
      const text = readIfThere(path, scope === "user" ? "" : places.projectDir);
      if (text !== undefined) files.push({ scope, path, text });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (isMissing(error)) continue;
      unreadable.push({ path, reason: error.message });
    }
  }
  return { places, files, unreadable };
}

function readIfThere(path: string, projectDir: string): string | undefined {
  if (!mayBeThere(path)) return undefined;
  const contains = (real: string): boolean =>
    // The user's own file may be wherever the user wants it.
    projectDir === "" || isInside(real, Deno.realPathSync(projectDir));
  const maxBytes = projectDir === "" ? MAX_USER_BYTES : MAX_REPOSITORY_BYTES;
  return readPlainText(path, { maxBytes, within: { contains } });
}

/**
 * Whether a file may be there. Most people have no configuration, and looking for a missing file costs a new process more
 * than reading small folders (`deno task bench --only costs`).
 */
function mayBeThere(path: string): boolean {
  const isUsers = path.endsWith(USER_FILE);
  if (!isUsers && !path.endsWith(REPOSITORY_FILE)) return true;
  const own = isUsers ? path.slice(0, path.lastIndexOf("/")) : path;
  const folder = own.slice(0, own.lastIndexOf("/"));
  // Other names may be written in more than one way.
  const isUsual = folder.endsWith("/.claude") || folder.endsWith("/.config");
  return (!isUsual || isListed(folder)) && isListed(own);
}

/** Whether a folder lists a file with a plain name; true also where that would take long. */
function isListed(path: string): boolean {
  const end = path.lastIndexOf("/");
  const folder = path.slice(0, end) || "/";
  const name = path.slice(end + 1);
  try {
    // Other looks at files have no use for `stat`, and a new process pays for its first use (deno task bench --only costs).
    const info = Deno.lstatSync(folder);
    if ((info.isSymlink ? Deno.statSync(folder) : info).size > MAX_LISTED_BYTES) return true;
    for (const entry of Deno.readDirSync(folder)) {
      // Some file systems take both cases for one name.
      if (entry.name.toLowerCase() === name) return true;
    }
    return false;
  } catch (error) {
    // A file can be readable in a folder that is not.
    return !isMissing(error);
  }
}

/** The closest folder with a configuration, not above the repository's root; else that root; else "". */
function projectAbove(cwd: string): string {
  // No patterns here: the first use of one costs more than all of this.
  if (!cwd.startsWith("/") && cwd[1] !== ":") return "";
  let folder = cwd.includes("\\") ? cwd.replaceAll("\\", "/") : cwd;
  for (let level = 0; level < MAX_LEVELS && folder.includes("/"); level++) {
    // What is there most often comes first: the first look for something missing is expensive.
    if (isThere(`${folder}/.git`) || isThere(`${folder}/${REPOSITORY_FILE}`)) return folder;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return "";
}

function userFile(env: ReadVariable): string {
  const xdg = env("XDG_CONFIG_HOME");
  if (xdg) return `${xdg}${USER_FILE}`;
  if (Deno.build.os === "windows") {
    const appData = env("APPDATA");
    return appData ? `${appData}\\fasthook\\config.json` : "";
  }
  const home = env("HOME");
  if (!home) return "";
  const folder = Deno.build.os === "darwin" ? "Library/Application Support" : ".config";
  return `${home}/${folder}${USER_FILE}`;
}
