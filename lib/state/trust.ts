/**
 * Which projects the person has consented to: their own programs and their configurations that are code may be run.
 *
 * @module
 */
import { isObject, numberField, textField } from "../text/json_object.ts";
import { textIfReadable } from "../system/readable.ts";

/** A folder that the person trusts. */
export interface TrustedFolder {
  /** The folder, without links. */
  readonly path: string;
  /** Whose it was: the consent is void for another owner's folder. -1 where the system knows no owners. */
  readonly owner: number;
  /** The commit that it was at; "" where that is not known. Shown, and not compared. */
  readonly commit: string;
  /** When the person consented, in milliseconds since 1970. */
  readonly at: number;
}

/** The name of the file of consents. */
export const TRUST_NAME = "trusted.json";

/** Some thousand folders. */
const MAX_BYTES = 1024 * 1024;

/**
 * Names the file of consents.
 *
 * @param folder The state folder.
 * @returns The path.
 */
export function trustPath(folder: string): string {
  return `${folder}/${TRUST_NAME}`;
}

/**
 * Reads the consents.
 *
 * @param folder The checked state folder.
 * @returns The trusted folders, in the order of the consents; none where the file is missing or damaged.
 */
export function listTrustedFolders(folder: string): readonly TrustedFolder[] {
  const text = textIfReadable(trustPath(folder), { maxBytes: MAX_BYTES });
  return text === "" ? [] : decodeTrust(text);
}

/**
 * Writes consents as their file holds them.
 *
 * @param folders The trusted folders.
 * @returns The text.
 */
export function encodeTrust(folders: readonly TrustedFolder[]): string {
  return `${JSON.stringify({ v: 1, folders }, null, 2)}\n`;
}

/**
 * Reports whether a consent still holds.
 *
 * @param trusted The consent.
 * @returns False if the folder is gone or has another owner.
 */
export function isValid({ path, owner }: TrustedFolder): boolean {
  return ownerOf(path) === owner;
}

/**
 * Gives the owner of a folder.
 *
 * @param path The folder.
 * @returns The number of the user; -1 where the system knows no owners, `undefined` if the folder is gone.
 */
export function ownerOf(path: string): number | undefined {
  try {
    const { isDirectory, uid } = Deno.lstatSync(path);
    return isDirectory ? uid ?? -1 : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Reports whether only the person, and whoever the person shares a group with, can put files into a folder.
 *
 * @param path The folder.
 * @returns False for the folder of another user, and for one that everybody may write to. True on Windows.
 */
export function isOwnFolder(path: string): boolean {
  try {
    const { uid, mode } = Deno.lstatSync(path);
    return (uid === null || uid === Deno.uid()) && (mode === null || (mode & 0o002) === 0);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

function decodeTrust(text: string): readonly TrustedFolder[] {
  try {
    const json: unknown = JSON.parse(text);
    const list = isObject(json) && json["v"] === 1 && Array.isArray(json["folders"]) ? json["folders"] : [];
    return list.filter(isObject).flatMap((entry) => {
      const owner = numberField(entry, "owner");
      const path = textField(entry, "path");
      if (owner === undefined || path === "") return [];
      return [{ path, owner, commit: textField(entry, "commit"), at: numberField(entry, "at") ?? 0 }];
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [];
  }
}
