/**
 * Where a file is in which project: the one place where paths of events are resolved for linters.
 *
 * @module
 */
import { realPathIfAny } from "../system/files.ts";
import { repositoryRoot } from "../system/repository.ts";
import { withoutSlash } from "../text/path.ts";

/** A file of a project. */
export interface ProjectFile {
  /** The file, absolute, with slashes, below the project's folder. */
  readonly path: string;
  /** The project's folder, without a slash at the end. */
  readonly projectDir: string;
}

/** What decides about the project. */
export interface ProjectContext {
  /** The folder that the agent calls the project; "" if it names none. */
  readonly projectDir: string;
  /** The folder that the session works in; "" if it is not known. */
  readonly cwd: string;
  /** The person's own folder; "" if it is not known. */
  readonly home: string;
}

/**
 * Finds a file's project: the agent's; if the file is not in it, the repository of the session's folder, such as another
 * work tree. Links on the way to either are followed.
 *
 * @param path The file, absolute, with slashes.
 * @param context The folders.
 * @param os The operating system, which decides whether two spellings of a name are one.
 * @returns The file; `undefined` when it is in no project.
 */
export function projectFileOf(
  path: string,
  { projectDir, cwd, home }: ProjectContext,
  os: typeof Deno.build.os = Deno.build.os,
): ProjectFile | undefined {
  const named = folderOf(projectDir);
  const below = named === "" ? undefined : fileBelow(path, named, os);
  if (below !== undefined) return below;
  const name = path.slice(path.lastIndexOf("/"));
  const folder = realPathIfAny(path.slice(0, -name.length) || "/");
  const real = folder === undefined ? path : withoutSlash(folder.replaceAll("\\", "/")) + name;
  const own = cwd === "" ? undefined : repositoryRoot(folderOf(cwd), home);
  // The root folder is no project: there, the session's folder is one.
  const candidates = [named, own ?? (named === "" ? folderOf(cwd) : "")].filter((folder) => folder !== "");
  for (const candidate of candidates) {
    const found = fileBelow(path, candidate, os) ??
      fileBelow(real, folderOf(realPathIfAny(candidate) ?? ""), os);
    if (found !== undefined) return found;
  }
  return undefined;
}

function folderOf(path: string): string {
  return withoutSlash(path.replaceAll("\\", "/"));
}

/** The file with the folder's own spelling in front. */
function fileBelow(path: string, folder: string, os: typeof Deno.build.os): ProjectFile | undefined {
  if (folder === "") return undefined;
  if (path.startsWith(`${folder}/`)) return { path, projectDir: folder };
  if (!spelling(path, os).startsWith(`${spelling(folder, os)}/`)) return undefined;
  const rest = path.split("/").slice(folder.split("/").length);
  return { path: [folder, ...rest].join("/"), projectDir: folder };
}

/** On Windows and macOS, case and Unicode's form make no other name. */
function spelling(path: string, os: typeof Deno.build.os): string {
  return os === "windows" || os === "darwin" ? path.normalize("NFC").toLowerCase() : path;
}
