/**
 * Looks at the folders of a project.
 *
 * @module
 */
import { hasTarget } from "../../system/files.ts";
import { namesIn } from "../../system/folder_names.ts";
import type { Folders } from "../../text/nearest_path.ts";

/** A folder with more names is no source folder. */
const MAX_NAMES = 2000;

/** The folders of this machine. */
export const FOLDERS: Folders = { has: hasTarget, names: (folder) => namesIn(folder, MAX_NAMES) };

const MAX_LEVELS = 20;

/**
 * Lists a folder and those around it.
 *
 * @param from Where to begin.
 * @param root The project's folder, the last one.
 * @returns From the inside out; only the first where it is not in the project.
 */
export function foldersUp(from: string, root: string): string[] {
  const folders: string[] = [];
  for (let folder = from; folder !== "" && folders.length < MAX_LEVELS;) {
    folders.push(folder);
    if (folder === root || !folder.startsWith(`${root}/`)) break;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return folders;
}
