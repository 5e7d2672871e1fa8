/**
 * Reads and writes settings files of a person, with a backup.
 *
 * @module
 */
import { UserError } from "../text/user_error.ts";
import { infoOf, isMissing, removeIfThere } from "./files.ts";
import { readPlainFile } from "./readable.ts";
import { reasonOf } from "./reason.ts";
import { linkTarget } from "./link_target.ts";
import { modeOf, replaceFile } from "./replace_file.ts";
import { ownerOfNew, rewriteFile } from "./rewrite_file.ts";

/** A settings file as it was read. */
export interface SettingsFile {
  /** The path as it was given, for messages. */
  readonly path: string;
  /** The file that is really read and written: without links. */
  readonly target: string;
  /** Its text without the byte order mark; "" where there is no file. */
  readonly text: string;
  /** What precedes the text: a byte order mark, or nothing. */
  readonly mark: "" | "\ufeff";
  /** Whether there is a file. */
  readonly exists: boolean;
}

/** Settings are a page or ten; what is larger is something else. */
const MAX_SETTINGS_BYTES = 4 * 1024 * 1024;

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Reads a settings file.
 *
 * @param path The file, which need not exist.
 * @returns Its text and where it really is.
 * @throws {UserError} When it cannot be read or is not UTF-8.
 */
export function readSettings(path: string): SettingsFile {
  const target = attempt(`read ${path}`, () => linkTarget(path));
  const bytes = attempt(`read ${path}`, () => readIfThere(target));
  if (bytes === undefined) return { path, target, text: "", mark: "", exists: false };
  const text = decode(bytes, path);
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  return { path, target, text: text.slice(mark.length), mark, exists: true };
}

/**
 * Replaces a settings file's text, and nothing else of it.
 *
 * @param file The file as it was read.
 * @param text The new text, without a byte order mark.
 * @throws {UserError} When it cannot be written, or was changed by another program since it was read.
 */
export function writeSettings(file: SettingsFile, text: string): void {
  attempt(`write ${file.path}`, () => rewriteFile(file.target, file.mark + text, () => checkUnchanged(file)));
}

function checkUnchanged({ path, text, exists }: SettingsFile): void {
  const now = readSettings(path);
  if (now.text === text && now.exists === exists) return;
  throw new UserError(`Cannot write ${path}: another program has just changed it`, "run this again");
}

/**
 * Removes a settings file that has become empty.
 *
 * @param file The file as it was read.
 * @throws {UserError} When it cannot be removed.
 */
export function removeSettings({ path, target }: SettingsFile): void {
  attempt(`remove ${path}`, () => removeIfThere(target));
}

/**
 * Names the copy that is made before fasthook changes a settings file.
 *
 * @param file The file as it was read.
 * @returns The copy's path, in the same folder.
 */
export function backupPath({ target }: SettingsFile): string {
  return `${target}.fasthook-backup`;
}

/**
 * Copies a settings file before it is changed.
 *
 * @param file The file as it was read.
 * @throws {UserError} When the copy cannot be written.
 */
export function writeBackup(file: SettingsFile): void {
  const path = backupPath(file);
  const attributes = { mode: modeOf(file.target), owner: infoOf(file.target) ?? ownerOfNew(path) };
  attempt(`write ${path}`, () => replaceFile(path, file.mark + file.text, attributes));
}

/**
 * Removes the copy, where there is one.
 *
 * @param file The file as it was read.
 * @throws {UserError} When it cannot be removed.
 */
export function removeBackup(file: SettingsFile): void {
  const path = backupPath(file);
  attempt(`remove ${path}`, () => removeIfThere(path));
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readPlainFile(path, { maxBytes: MAX_SETTINGS_BYTES });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(
      `Cannot use ${path}: wanted UTF-8, got bytes that are not`,
      "save the file as UTF-8, then run this again",
    );
  }
}

/** Turns an error of the operating system into a message for a person. */
function attempt<T>(act: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    throw new UserError(
      `Cannot ${act}: ${reasonOf(error)}`,
      "check the permissions of the file and its folder",
    );
  }
}
