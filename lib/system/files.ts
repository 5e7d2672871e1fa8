/**
 * Files that may be missing or unreadable.
 *
 * @module
 */

/** A file in a folder of the state. */
export interface StoredFile {
  /** Its path. */
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
  /** When it was changed, in milliseconds since 1970. */
  readonly modifiedAt: number;
}

/**
 * Reports whether a path leads nowhere.
 *
 * @param error What the file system threw.
 * @returns True if there is no such file, or if a file is where a folder should be.
 */
export function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

/**
 * Lists the files of a folder.
 *
 * @param folder The folder; it may be missing.
 * @returns All of them, in no order.
 * @throws {Error} What the file system throws, except for missing files.
 */
export function filesIn(folder: string): StoredFile[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name }) => {
      const path = `${folder}/${name}`;
      const info = infoOf(path);
      return info === undefined ? [] : [{ path, bytes: info.size, modifiedAt: info.mtime?.getTime() ?? 0 }];
    });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return [];
  }
}

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
 * Returns what the file system knows about a file.
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

/**
 * Says whether a path leads to a file.
 *
 * @param path The path; links are followed.
 * @returns False also where it cannot be seen.
 */
export function isFile(path: string): boolean {
  return targetInfo(path)?.isFile === true;
}

/**
 * Returns what the file system knows about what a path leads to.
 *
 * @param path The path; links are followed.
 * @returns What it knows; `undefined` when there is nothing or it cannot be seen.
 */
export function targetInfo(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Resolves all links of a path.
 *
 * @param path Any path.
 * @returns The file that it leads to; `undefined` when there is none or it cannot be seen.
 */
export function realPathIfAny(path: string): string | undefined {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Says whether a path leads to something.
 *
 * @param path The path; links are followed.
 * @returns True for a file or a folder; false also where it cannot be seen.
 */
export function hasTarget(path: string): boolean {
  return targetInfo(path) !== undefined;
}

/**
 * Says whether there is something at a path.
 *
 * @param path The path; a link is not followed.
 * @returns False also where it cannot be seen.
 */
export function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/**
 * Reads the end of a file.
 *
 * @param path The file.
 * @param most How many bytes at most.
 * @returns The last bytes that it had when it was opened.
 * @throws {Error} What the file system throws.
 */
export function bytesAtEnd(path: string, most: number): Uint8Array {
  using file = Deno.openSync(path);
  const { size } = file.statSync();
  const start = Math.max(0, size - most);
  const bytes = new Uint8Array(size - start);
  file.seekSync(start, Deno.SeekMode.Start);
  let filled = 0;
  while (filled < bytes.length) {
    const read = file.readSync(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}
