/**
 * The person's consent to run what a project brings along.
 *
 * @module
 */
import { OWN_PROGRAM_FOLDERS } from "../../linters/find_program.ts";
import { LINTERS } from "../../linters/table.ts";
import {
  encodeTrust,
  listTrustedFolders,
  ownerOf,
  type TrustedFolder,
  trustPath,
} from "../../state/trust.ts";
import { isExecutable } from "../../system/executable.ts";
import { isFile } from "../../system/files.ts";
import { namesIn } from "../../system/folder_names.ts";
import { reasonOf } from "../../system/reason.ts";
import { replaceFile } from "../../system/replace_file.ts";
import { commitOf } from "../../system/repository.ts";
import { UserError } from "../../text/user_error.ts";

const MOST_SHOWN = 8;

/**
 * Takes note of a consent.
 *
 * @param path The folder, without links.
 * @param context The checked state folder, and the moment in milliseconds since 1970.
 * @returns The consent.
 */
export function trust(
  path: string,
  { state, now }: { readonly state: string; readonly now: number },
): TrustedFolder {
  const entry = { path, owner: ownerOf(path) ?? -1, commit: commitOf(path), at: now };
  writeTrust(state, [...listTrustedFolders(state).filter((other) => other.path !== path), entry]);
  return entry;
}

/**
 * Writes all consents.
 *
 * @param state The checked state folder.
 * @param folders The trusted folders.
 * @throws {UserError} When they cannot be written.
 */
export function writeTrust(state: string, folders: readonly TrustedFolder[]): void {
  const path = trustPath(state);
  try {
    replaceFile(path, encodeTrust(folders), { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot write ${path}: ${reasonOf(error)}`, "fasthook state");
  }
}

/**
 * Says what a consent allows in a folder, as far as its top folder and the folders in it show.
 *
 * @param path The folder.
 * @returns Lines, each with its line end; "" where there is nothing yet.
 */
export function describeAllowed(path: string): string {
  const folders = [path, ...workspaces(path)];
  const programs = folders.flatMap((folder) =>
    OWN_PROGRAM_FOLDERS.flatMap((place) =>
      LINTERS.flatMap(({ program }) => program ?? []).map((name) => `${folder}/${place}/${name}`)
    )
  ).filter(isExecutable);
  const configurations = folders.flatMap((folder) =>
    LINTERS.filter((row) => row.program !== undefined && row.code !== undefined)
      .flatMap(({ markers }) => markers.map(({ name }) => `${folder}/${name}`))
  ).filter(isFile);
  return listPaths("its own programs", programs, path) +
    listPaths("configurations that may be programs", configurations, path);
}

/** Folders of packages, two levels deep; of a large repository only the first ones. */
function workspaces(path: string): string[] {
  const below = (folder: string): string[] =>
    namesIn(folder).filter((name) => !name.startsWith(".") && name !== "node_modules").sort().slice(0, 50)
      .map((name) => `${folder}/${name}`);
  const first = below(path);
  return [...first, ...first.flatMap(below)].slice(0, 500);
}

function listPaths(what: string, paths: readonly string[], folder: string): string {
  if (paths.length === 0) return "";
  const names = paths.map((path) => path.slice(folder.length + 1));
  const more = names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : "";
  return `  may run ${what}: ${names.slice(0, MOST_SHOWN).join(", ")}${more}\n`;
}
