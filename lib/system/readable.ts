/**
 * Reads what may be read of files that may be missing.
 *
 * @module
 */
import { type PlainFileLimits, plainInfo, readPlainText } from "./plain_file.ts";
import { isInside } from "../text/path.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { realPathIfAny } from "./files.ts";

/**
 * Reads a file.
 *
 * @param path The file; a link is followed.
 * @param limits Which files are read.
 * @returns What it holds.
 * @throws {Error} As {@linkcode plainInfo}.
 */
export function readPlainFile(path: string, limits: PlainFileLimits): Uint8Array<ArrayBuffer> {
  // Some files of the system say that they are empty, and have no end.
  return plainInfo(path, limits).size === 0 ? new Uint8Array() : Deno.readFileSync(path);
}

/**
 * Reads a text that may be missing.
 *
 * @param path The file; a link is followed.
 * @param limits Which files are read.
 * @returns The text; "" where it is missing or may not be read.
 */
export function textIfReadable(path: string, limits: PlainFileLimits): string {
  try {
    return readPlainText(path, limits);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "";
  }
}

/**
 * Reads a text of a folder.
 *
 * @param path The whole path. One that is elsewhere is not even looked at.
 * @param folder The folder; a link that leads out of it is not followed.
 * @param maxBytes The largest file that is read.
 * @returns The text; "" where it is missing or may not be read.
 */
export function textInside(path: string, folder: string, maxBytes: number): string {
  const root = isInside(path, folder) ? realPathIfAny(folder) : undefined;
  return root === undefined
    ? ""
    : textIfReadable(path, { maxBytes, within: { contains: (real) => isInside(real, root) } });
}

/**
 * Reads the beginning of a text, whatever its size.
 *
 * @param path The file; a link is followed.
 * @param limits How many bytes, and where the file must be.
 * @returns The beginning; "" where the file is missing or may not be read.
 */
export function headIfReadable(path: string, { maxBytes, within }: PlainFileLimits): string {
  try {
    if (plainInfo(path, { maxBytes: Infinity, ...(within && { within }) }).size === 0) return "";
    using file = Deno.openSync(path);
    const bytes = new Uint8Array(maxBytes);
    return decodeUtf8(bytes.subarray(0, file.readSync(bytes) ?? 0));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "";
  }
}
