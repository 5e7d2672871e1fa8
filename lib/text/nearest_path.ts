/**
 * Finds the existing file or folder that was meant by a path that is not there.
 *
 * @module
 */
import { nearestName } from "./nearest_name.ts";

/** Looks at folders. Each question costs a look at the disk. */
export interface Folders {
  /** Whether there is a file or a folder of this path. */
  readonly has: (path: string) => boolean;
  /** The names in a folder; empty for what is no folder or has too many. */
  readonly names: (folder: string) => readonly string[];
}

/** A path that is not there, and where it was looked for. */
export interface MissingPath {
  /** The path as it was written, with slashes. */
  readonly path: string;
  /** The folder that a relative path counts from. */
  readonly cwd: string;
  /** The project's folder: nothing outside of it is looked at. */
  readonly root: string;
}

/** What was meant, and how that differs. */
export interface NearestPath {
  /** The whole path. */
  readonly path: string;
  /** The path repeats the folder that it counts from; another name is similar; the same name is in another folder. */
  readonly kind: "inside" | "similar" | "elsewhere";
}

/** A longer way from the last folder that is there is not a slip. */
const MAX_MISSING_LEVELS = 3;
/** Folders in which a name is looked for. */
const MAX_FOLDERS = 40;

/**
 * Finds the nearest path. Asks for at most one listing a level, and for some hundred paths.
 *
 * @param missing The path that is not there.
 * @param folders Looks at folders.
 * @returns What was meant; `undefined` when nothing near is there.
 */
export function nearestPath({ path, cwd, root }: MissingPath, folders: Folders): NearestPath | undefined {
  const whole = absolute(path, cwd);
  if (!isWithin(whole, root) || whole === root) return undefined;
  const inside = removeRepeats(path, cwd);
  for (const path of inside) if (isWithin(path, root) && folders.has(path)) return { path, kind: "inside" };
  const fromRoot = absolute(path, root);
  if (!path.startsWith("/") && cwd !== root && isWithin(fromRoot, root) && folders.has(fromRoot)) {
    return { path: fromRoot, kind: "elsewhere" };
  }
  const { folder, rest } = deepest(whole, root, folders);
  if (rest.length === 0 || rest.length > MAX_MISSING_LEVELS) return undefined;
  const similar = similarPath(folder, rest, folders);
  if (similar !== undefined) return { path: similar, kind: "similar" };
  const moved = movedPath({ folder, rest, root }, folders);
  return moved === undefined ? undefined : { path: moved, kind: "elsewhere" };
}

/** The path without the folders that it repeats: of the folder it counts from, or one after another. */
function removeRepeats(path: string, cwd: string): string[] {
  const found: string[] = [];
  if (!path.startsWith("/")) {
    const parts = partsOf(path);
    const here = partsOf(cwd);
    for (let count = 1; count <= parts.length && parts[0] !== ".." && parts[0] !== "~"; count++) {
      if (here.slice(-count).join("/") === parts.slice(0, count).join("/")) {
        found.push([cwd, ...parts.slice(count)].join("/"));
      }
    }
  }
  const parts = partsOf(absolute(path, cwd));
  for (let at = 0; at < parts.length; at++) {
    for (let count = 1; at + 2 * count <= parts.length; count++) {
      const first = parts.slice(at, at + count).join("/");
      if (first === parts.slice(at + count, at + 2 * count).join("/")) {
        found.push(`/${[...parts.slice(0, at), ...parts.slice(at + count)].join("/")}`);
      }
    }
  }
  return found.slice(0, MAX_FOLDERS);
}

/** The last folder on the way to a path that is there, and the names after it. */
function deepest(
  whole: string,
  root: string,
  folders: Folders,
): { readonly folder: string; readonly rest: readonly string[] } {
  const rest: string[] = [];
  let folder = whole;
  while (folder.length > root.length && !folders.has(folder)) {
    const slash = folder.lastIndexOf("/");
    rest.unshift(folder.slice(slash + 1));
    folder = folder.slice(0, slash);
  }
  return { folder, rest };
}

/** Follows the names, each as it is or as the nearest one is. */
function similarPath(folder: string, rest: readonly string[], folders: Folders): string | undefined {
  let path = folder;
  for (const name of rest) {
    const next = `${path}/${name}`;
    if (folders.has(next)) path = next;
    else {
      const near = nearestName(name, folders.names(path));
      if (near === undefined) return undefined;
      path += `/${near}`;
    }
  }
  return path;
}

/** The same name in another folder: some names on the way are too many, or one is missing. */
function movedPath(
  { folder, rest, root }: {
    readonly folder: string;
    readonly rest: readonly string[];
    readonly root: string;
  },
  folders: Folders,
): string | undefined {
  const name = rest.at(-1) ?? "";
  // What a build was to write has not been moved.
  if (rest.some((part) => OUTPUTS.includes(part))) return undefined;
  const inside = (place: string): string[] =>
    folders.names(place).filter((child) => !SKIPPED.includes(child)).slice(0, MAX_FOLDERS)
      .map((child) => `${place}/${child}`);
  if (MANIFEST.test(name)) {
    const found = inside(folder).map((child) => `${child}/${name}`).filter(folders.has);
    return found.length === 1 ? found[0] : undefined;
  }
  // A name such as index.ts is everywhere.
  if (COMMON.test(name)) return undefined;
  for (let from = 1; from < rest.length; from++) {
    const path = [folder, ...rest.slice(from)].join("/");
    if (folders.has(path)) return path;
  }
  const above = folder.slice(0, folder.lastIndexOf("/"));
  if (isWithin(above, root) && folders.has(`${above}/${name}`)) return `${above}/${name}`;
  const within = (place: string): string | undefined =>
    inside(place).flatMap((child) => [[child, ...rest].join("/"), `${child}/${name}`]).find(folders.has);
  return within(folder) ?? (isWithin(above, root) ? within(above) : undefined);
}

/** Files that tools look for where they are run: the only one in a folder below is the one that was meant. */
const MANIFEST = /^(?:package\.json|Cargo\.toml|go\.mod|pyproject\.toml|pom\.xml|composer\.json|Gemfile)$/;
const COMMON =
  /^(?:index|main|mod|lib|__init__|package|readme|license|makefile|dockerfile|config|test|types)\b/i;
const OUTPUTS: readonly string[] = ["target", "dist", "build", "out", "coverage"];
const SKIPPED: readonly string[] = [".git", "node_modules", ".venv", "venv", ...OUTPUTS];

function absolute(path: string, cwd: string): string {
  const parts: string[] = [];
  for (const part of partsOf(path.startsWith("/") ? path : `${cwd}/${path}`)) {
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

function isWithin(path: string, root: string): boolean {
  return root !== "" && (path === root || path.startsWith(root.endsWith("/") ? root : `${root}/`));
}
