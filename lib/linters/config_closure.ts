/**
 * All files that configure a linter for one file: those that it looks for on the way up to the project's folder, and what
 * they extend or import.
 *
 * @module
 */
import { namesIn } from "../system/folder_names.ts";
import { isFile } from "../system/files.ts";
import { normalizePath } from "../text/path.ts";
import type { ProjectFile } from "./project_file.ts";
import type { ProgramRow } from "./table.ts";

/** More files than any configuration has by hand. */
const MAX_FILES = 40;
const MAX_BYTES = 256 * 1024;
/** Files that decide for several linters which files they leave out. */
const IGNORE_FILES = [".gitignore", ".ignore", ".eslintignore"];
/** What an import may leave out. */
const ENDINGS = ["", ".js", ".mjs", ".cjs", ".ts", ".json", ".toml", "/index.js"];

/**
 * Reads a linter's configuration for a file.
 *
 * @param row The linter.
 * @param file The file that it checks.
 * @returns One text a file, with its path: equal for as long as nothing of it changes.
 */
export function configurationTexts(row: ProgramRow, { path, projectDir }: ProjectFile): string[] {
  const names = [...row.markers.map(({ name }) => name), ...row.alsoReads ?? [], ...IGNORE_FILES];
  const queue: string[] = [];
  for (let folder = parentOf(path); folder.length >= projectDir.length; folder = parentOf(folder)) {
    const there = namesIn(folder);
    queue.push(...names.filter((name) => there.includes(name)).map((name) => `${folder}/${name}`));
    if (folder === "") break;
  }
  const texts = new Map<string, string>();
  for (let file = queue.shift(); file !== undefined && texts.size < MAX_FILES; file = queue.shift()) {
    if (texts.has(file)) continue;
    const text = smallText(file);
    texts.set(file, text);
    queue.push(...referencesIn(text, file));
  }
  return [...texts].map(([file, text]) => `${file}\n${text}`);
}

/** The files that a configuration names, and the packages that it imports: what those hold is in their package.json. */
function referencesIn(text: string, file: string): string[] {
  if (!/extend|import|require|plugin|from/i.test(text)) return [];
  const folder = parentOf(file);
  return [...text.matchAll(/["'`]([^"'`\s*?{}[\]]{1,200})["'`]/g)].flatMap(([, name = ""]) => {
    if (name.startsWith(".") || name.startsWith("/") || /\.(?:toml|jsonc?|[cm]?[jt]s)$/.test(name)) {
      const path = normalizePath(name.startsWith("/") ? name : `${folder}/${name}`);
      return ENDINGS.map((ending) => path + ending).filter(isFile).slice(0, 1);
    }
    return packageFile(name, folder);
  });
}

function packageFile(name: string, folder: string): string[] {
  const [, own] = /^(@[\w.-]+\/[\w.-]+|[\w.-]+)(?:\/|$)/.exec(name) ?? [];
  if (own === undefined || own.includes(":")) return [];
  for (let at = folder;; at = parentOf(at)) {
    const path = `${at}/node_modules/${own}/package.json`;
    if (namesIn(`${at}/node_modules`).length > 0 && isFile(path)) return [path];
    if (at === "") return [];
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function smallText(path: string): string {
  try {
    const { isFile, size } = Deno.statSync(path);
    return isFile && size <= MAX_BYTES ? Deno.readTextFileSync(path) : `${size}`;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "";
  }
}
