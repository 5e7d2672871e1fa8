/**
 * Which folder a project's files may have come with: the repository that it is a part of.
 *
 * @module
 */
import { normalizePath, withoutSlash } from "../text/path.ts";
import { isThere, realPathIfAny } from "./files.ts";
import { textIfReadable } from "./readable.ts";

/** Deeper than any folder in practice. */
const MAX_LEVELS = 40;

/** What version control keeps at the top of a repository. */
const SIGNS = [".git", ".hg", ".jj", ".svn"] as const;

/** A line or two; the list of packed references of a large repository is longer. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Finds the repository that a folder is a part of.
 *
 * @param folder The folder, absolute.
 * @param home The person's own folder, which may be under version control and comes from no one else; "" if not known.
 * @returns The closest folder, this one or one above, that version control has its files in; `undefined` for none.
 */
export function repositoryRoot(folder: string, home: string): string | undefined {
  let place = withoutSlash(folder);
  for (let level = 0; level < MAX_LEVELS && place !== "" && place !== withoutSlash(home); level++) {
    const here = place;
    if (SIGNS.some((sign) => isThere(`${here}/${sign}`))) return place;
    place = place.slice(0, place.lastIndexOf("/"));
  }
  return undefined;
}

/**
 * Finds the repository that a Git worktree belongs to. Only what both say counts: a folder's files can claim anything.
 *
 * @param root A repository's folder, without links.
 * @returns The folder of the main worktree, or of the bare repository; `undefined` if this is no worktree of another one.
 */
export function mainRepository(root: string): string | undefined {
  const link = /^gitdir: (.+)$/m.exec(read(`${root}/.git`))?.[1];
  const own = link && realPathIfAny(resolve(link.trim(), root));
  const shared = own && realPathIfAny(resolve(read(`${own}/commondir`).trim(), own));
  if (!own || !shared || !own.startsWith(`${shared}/worktrees/`)) return undefined;
  const back = realPathIfAny(resolve(read(`${own}/gitdir`).trim(), own));
  if (back !== `${root}/.git`) return undefined;
  return shared.endsWith("/.git") ? shared.slice(0, -"/.git".length) : shared;
}

/**
 * Reads which commit a Git repository is at.
 *
 * @param root The repository's folder.
 * @returns The commit's name in hexadecimal digits; "" where it is not known.
 */
export function commitOf(root: string): string {
  const link = isThere(`${root}/.git/HEAD`) ? undefined : /^gitdir: (.+)$/m.exec(read(`${root}/.git`))?.[1];
  const own = link === undefined ? `${root}/.git` : resolve(link.trim(), root);
  const shared = resolve(read(`${own}/commondir`).trim() || ".", own);
  const head = read(`${own}/HEAD`).trim();
  const name = /^ref: (refs\/[\w./@+-]+)$/.exec(head)?.[1];
  if (name === undefined) return hash(head);
  if (name.includes("..")) return "";
  const packed = (): string =>
    read(`${shared}/packed-refs`).split("\n").find((line) => line.endsWith(` ${name}`))?.split(" ")[0] ?? "";
  return hash(read(`${shared}/${name}`).trim()) || hash(packed());
}

function hash(text: string): string {
  return /^[0-9a-f]{40,64}$/.test(text) ? text : "";
}

function read(path: string): string {
  return textIfReadable(path, { maxBytes: MAX_BYTES });
}

function resolve(path: string, folder: string): string {
  return normalizePath(path.startsWith("/") || path[1] === ":" ? path : `${folder}/${path}`);
}
