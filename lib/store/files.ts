/**
 * Files that may be missing, because another process removed or moved them.
 *
 * @module
 */

/**
 * Removes a file.
 *
 * @param path The file; it may be gone already.
 * @throws {Error} What the file system throws, except for a missing file.
 */
export function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/**
 * Looks at a file.
 *
 * @param path The file.
 * @returns What the file system knows about it; `undefined` when it is not there.
 * @throws {Error} What the file system throws, except for a missing file.
 */
export function infoOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return undefined;
  }
}

/**
 * Moves a file to another name in the same folder; what has that name is overwritten.
 *
 * @param from The file; it may be gone already.
 * @param to The new path.
 * @throws {Error} What the file system throws, except for a missing file.
 */
export function moveIfThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
