/**
 * Which folder a project's files may have come with: the repository that it is a part of.
 *
 * @module
 */
import { withoutSlash } from "../text/path.ts";
import { isThere } from "./files.ts";

/** Deeper than any folder in practice. */
const MAX_LEVELS = 40;

/** What version control keeps at the top of a repository. */
const SIGNS = [".git", ".hg", ".jj", ".svn"] as const;

/**
 * Finds the repository that a folder is a part of.
 *
 * @param folder The folder, absolute.
 * @param home The person's own folder, which may be under version control and comes from nobody else; "" if not known.
 * @returns The closest folder, this one or one above, that version control has its files in; `undefined` for none.
 */
export function repositoryRoot(folder: string, home: string): string | undefined {
  let place = withoutSlash(folder);
  for (let level = 0; level < MAX_LEVELS && place !== "" && place !== withoutSlash(home); level++) {
    if (SIGNS.some((sign) => isThere(`${place}/${sign}`))) return place;
    place = place.slice(0, place.lastIndexOf("/"));
  }
  return undefined;
}
