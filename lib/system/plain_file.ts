/**
 * Reads files that others may have put there, such as those of a project: plain files only, up to a size, and not
 * through a link that leads elsewhere. Opening a pipe waits for its writer, and a device has no end.
 *
 * @module
 */

/** The folder that a file must not lead out of. */
export interface Bounds {
  /** Whether a path without links is in the folder. */
  readonly contains: (path: string) => boolean;
}

/** Which files are read. */
export interface PlainFileLimits {
  /** The most bytes. */
  readonly maxBytes: number;
  /** Where the file must be when all links are followed; anywhere if absent. */
  readonly within?: Bounds;
}

/**
 * Looks at a file that may be read.
 *
 * @param path The file; a link is followed.
 * @param limits Which files are read.
 * @returns What the file system knows about it.
 * @throws {Error} With the reason, where it may not be read; what the file system throws, where it cannot be seen.
 */
export function plainInfo(path: string, { maxBytes, within }: PlainFileLimits): Deno.FileInfo {
  const info = Deno.statSync(path);
  if (!info.isFile) throw new Error("wanted a file, got something else");
  if (info.size > maxBytes) throw new Error(`wanted at most ${sizeText(maxBytes)}, got ${info.size} bytes`);
  if (within !== undefined && !within.contains(Deno.realPathSync(path))) {
    throw new Error("it is a link that leads out of the project");
  }
  return info;
}

/**
 * Reads a text.
 *
 * @param path The file; a link is followed.
 * @param limits Which files are read.
 * @returns The text; what is no UTF-8 becomes U+FFFD.
 * @throws {Error} As {@linkcode plainInfo}.
 */
export function readPlainText(path: string, limits: PlainFileLimits): string {
  return plainInfo(path, limits).size === 0 ? "" : Deno.readTextFileSync(path);
}

function sizeText(bytes: number): string {
  if (bytes % 1024 !== 0) return `${bytes} bytes`;
  return bytes % (1024 * 1024) === 0 ? `${bytes / 1024 / 1024} MiB` : `${bytes / 1024} KiB`;
}
