/**
 * Looks at files and folders of a project, within limits and never outside of it.
 *
 * @module
 */
import { realPathIfAny } from "./files.ts";

/** A folder with more names is no source folder, and listing it takes time. */
const MAX_NAMES = 2000;

/**
 * Reads a file of a project.
 *
 * @param path The whole path.
 * @param root The project's folder.
 * @param maxBytes The largest file that is read.
 * @returns Its text; `undefined` for what is missing, outside of the folder, no regular file, larger, or cannot be read.
 */
export function readProjectFile(path: string, root: string, maxBytes: number): string | undefined {
  // A path elsewhere is not even looked at.
  if (!isWithin(path, root)) return undefined;
  const [real, realRoot] = [realPathIfAny(path), realPathIfAny(root)];
  if (real === undefined || realRoot === undefined || !isWithin(real, realRoot)) return undefined;
  try {
    const info = Deno.lstatSync(real);
    return info.isFile && info.size <= maxBytes ? Deno.readTextFileSync(real) : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Tells whether there is something of a path.
 *
 * @param path The whole path.
 * @returns True for a file, a folder, or a link to one.
 */
export function isThere(path: string): boolean {
  return realPathIfAny(path) !== undefined;
}

/**
 * Lists a folder.
 *
 * @param folder The whole path.
 * @returns The names in it; empty for what is no folder, cannot be read, or holds more than 2,000.
 */
export function namesIn(folder: string): readonly string[] {
  try {
    const names: string[] = [];
    for (const { name } of Deno.readDirSync(folder)) {
      if (names.push(name) > MAX_NAMES) return [];
    }
    return names;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [];
  }
}

/**
 * Tells whether a path is in a folder, or is the folder.
 *
 * @param path A whole path.
 * @param folder A whole path.
 * @returns False for an empty folder.
 */
export function isWithin(path: string, folder: string): boolean {
  return folder !== "" && (path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`));
}
