/**
 * The folders from one up to the project's.
 *
 * @module
 */

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
