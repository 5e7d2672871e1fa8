/**
 * Which linters a file wants: those that its project configures, as the settings allow.
 *
 * @module
 */
import { namesIn } from "../system/folder_names.ts";
import type { LinterSettings } from "../config/settings.ts";
import { withoutSlash } from "../text/path.ts";
import { textIfReadable } from "../system/files.ts";
import { endingOf } from "./wants.ts";
import { shellDialect } from "./shell_dialect.ts";
import { isSkipped } from "./skipped.ts";
import { type LinterRow, lintersOf, type Marker } from "./table.ts";

/** A linter that a file wants. */
export interface Wanted {
  /** The linter. */
  readonly row: LinterRow;
  /** What shows that it is wanted: a file's path, or a setting. */
  readonly because: string;
  /** The folder that it is configured in. */
  readonly folder: string;
}

/** What decides beside the file. */
export interface WishContext {
  /** The settings about linters. */
  readonly linters: LinterSettings;
  /** The project's folder; "" when it is not known. */
  readonly projectDir: string;
}

/** Deeper than any folder in practice. */
const MAX_LEVELS = 40;
/** A shell's name stands in the first line, and that is short. */
const SHEBANG_BYTES = 128;

/**
 * Finds the linters that a file wants. Looks at folders and small files only; starts nothing.
 *
 * @param path The file, absolute, with slashes.
 * @param context Settings and project.
 * @returns The linters, in the order of the table; empty for a file outside the project.
 */
export function wantedFor(path: string, { linters, projectDir }: WishContext): Wanted[] {
  const project = withoutSlash(projectDir.replaceAll("\\", "/"));
  if (linters.mode === "off" || project === "" || !path.startsWith(`${project}/`)) return [];
  if (isSkipped(path.slice(project.length))) return [];
  const folders = new Folders(path, project);
  return lintersOf(path).flatMap((row) => {
    const choice = linters.switches.get(row.id);
    if (choice === false || isOtherScript(row, path)) return [];
    const shown = evidence(row, path, folders);
    if (shown !== undefined) return [{ row, ...shown }];
    if (choice === true) return [{ row, because: "your configuration", folder: project }];
    return linters.mode === "all" ? [{ row, because: 'linters is "all"', folder: project }] : [];
  });
}

/** Whatever is configured, a script is for the shell that its first line names. Without one, its ending decides. */
function isOtherScript(row: LinterRow, path: string): boolean {
  if (row.program === undefined || row.shebang !== true) return false;
  const dialect = shellDialect(firstLine(path));
  return dialect === "other" || dialect === "none" && endingOf(path) === "";
}

function evidence(row: LinterRow, path: string, folders: Folders): Omit<Wanted, "row"> | undefined {
  const found = folders.closest(row.markers);
  if (found !== undefined) return found;
  if (row.program !== undefined && row.shebang === true && shellDialect(firstLine(path)) === "known") {
    return { because: "its first line names a shell", folder: folders.all[0] ?? "/" };
  }
  if (row.markers.length > 0) return undefined;
  return { because: "the kind of file", folder: folders.all.at(-1) ?? "/" };
}

/** The folders from a file's own up to the project's, each read once. */
class Folders {
  readonly all: readonly string[];
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(path: string, project: string) {
    const all: string[] = [];
    let folder = path.slice(0, path.lastIndexOf("/"));
    while (folder.length >= project.length && all.length < MAX_LEVELS) {
      all.push(folder);
      folder = folder.slice(0, folder.lastIndexOf("/"));
    }
    this.all = all;
  }

  closest(markers: readonly Marker[]): Omit<Wanted, "row"> | undefined {
    if (markers.length === 0) return undefined;
    for (const folder of this.all) {
      const names = this.#namesIn(folder);
      for (const { name, holds } of markers) {
        const path = `${folder}/${name}`;
        if (names.has(name) && (holds === undefined || textIfReadable(path).includes(holds))) {
          return { because: path, folder };
        }
      }
    }
    return undefined;
  }

  #namesIn(folder: string): ReadonlySet<string> {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    const names = new Set(namesIn(folder));
    this.#names.set(folder, names);
    return names;
  }
}

function firstLine(path: string): string {
  const text = textIfReadable(path).slice(0, SHEBANG_BYTES);
  const end = text.indexOf("\n");
  return end < 0 ? text : text.slice(0, end);
}
