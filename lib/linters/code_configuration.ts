/**
 * Finds configurations that are programs, or name some: a linter that reads them runs the repository's code.
 *
 * @module
 */
import { readPlainText } from "../system/plain_file.ts";
import { isThere } from "../system/files.ts";
import { isObject } from "../text/json_object.ts";
import { parseJsonc } from "../text/jsonc.ts";
import { normalizePath } from "../text/path.ts";
import type { Wanted } from "./configured.ts";
import type { ProgramRow } from "./table.ts";
import type { Project } from "./project.ts";

const MAX_BYTES = 1024 * 1024;
/** More files than any configuration extends. */
const MAX_FILES = 20;

/**
 * Finds the configuration by which a linter would run code of the project.
 *
 * @param wanted The linter, and where it is configured.
 * @param path The file that it is to check, absolute.
 * @param project The project.
 * @returns The file; `undefined` if the linter only reads its configuration.
 */
export function codeConfiguration(
  { row, because }: Pick<Wanted, "because"> & { readonly row: ProgramRow },
  path: string,
  project: Project,
): string | undefined {
  const { code } = row;
  if (code === undefined) return undefined;
  if (code === "always") return because.includes("/") ? because : row.markers[0]?.name ?? "";
  const files = foldersAbove(path, project.root).flatMap((place) =>
    row.markers.map(({ name }) => `${place}/${name}`).filter(isThere)
  );
  for (let next = 0; next < files.length; next++) {
    const file = files[next] ?? "";
    if (next >= MAX_FILES) return file;
    const read = readConfiguration(file, { keys: code, project });
    if (read === "code") return file;
    files.push(...read.filter((name) => !files.includes(name)));
  }
  return undefined;
}

/** The folders from a file's own up to the project's root. A path that is a link to the project ends at the top. */
function foldersAbove(path: string, root: string): string[] {
  const folders: string[] = [];
  let folder = path.slice(0, path.lastIndexOf("/"));
  while (folder !== "") {
    folders.push(folder);
    if (folder === root) break;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return folders;
}

interface CodeKeys {
  /** The keys whose values name programs. */
  readonly keys: readonly string[];
  readonly project: Project;
}

/** What a configuration extends; "code" for a program, and for what cannot be read as data. */
function readConfiguration(file: string, { keys, project }: CodeKeys): "code" | readonly string[] {
  if (!/\.jsonc?$/.test(file)) return "code";
  try {
    const json = parseJsonc(readPlainText(file, { maxBytes: MAX_BYTES, within: project }));
    return hasKey(json, keys) ? "code" : findExtended(json, file.slice(0, file.lastIndexOf("/")));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "code";
  }
}

function hasKey(json: unknown, keys: readonly string[]): boolean {
  let level: unknown[] = [json];
  while (level.length > 0) {
    if (level.some((value) => isObject(value) && keys.some((key) => Object.hasOwn(value, key)))) return true;
    level = level.flatMap((value) => typeof value === "object" && value !== null ? Object.values(value) : []);
  }
  return false;
}

function findExtended(json: unknown, folder: string): string[] {
  const named = isObject(json) ? json["extends"] : undefined;
  const names = Array.isArray(named) ? named : named === undefined ? [] : [named];
  return names.map((name) =>
    normalizePath(String(name).startsWith("/") ? String(name) : `${folder}/${String(name)}`)
  );
}
