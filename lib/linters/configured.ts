/**
 * Which linters a file wants: those that its project configures, as the settings allow.
 *
 * @module
 */
import { namesIn } from "../system/folder_names.ts";
import type { LinterSettings } from "../config/settings.ts";
import { withoutSlash } from "../text/path.ts";
import { type Bounds, plainInfo } from "../system/plain_file.ts";
import { headIfReadable, textIfReadable } from "../system/readable.ts";
import { endingOf } from "./wants.ts";
import { shellDialect } from "./shell_dialect.ts";
import { isSkipped } from "./skipped.ts";
import { type LinterRow, lintersOf } from "./table.ts";

/** A linter that a file wants. */
export interface Wanted {
  /** The linter. */
  readonly row: LinterRow;
  /** What shows that it is wanted: a file's path, or a setting. */
  readonly because: string;
  /** The folder that it is configured in. */
  readonly folder: string;
}

/** What decides besides the file. */
export interface WishContext {
  /** The settings about linters. */
  readonly linters: LinterSettings;
  /** The project's folder; "" when it is not known. */
  readonly projectDir: string;
  /** Which files may be read: those of the project. */
  readonly within: Bounds;
}

/** Deeper than any folder in practice. */
const MAX_LEVELS = 40;
/** A shell's name is in the first line, and that is short. */
const SHEBANG_BYTES = 128;
/** Files of one shell; `sh` is used for all of them. */
const SHELL_ENDINGS = ["bash", "ksh"];
/** More than any configuration. */
const MAX_CONFIGURATION_BYTES = 1024 * 1024;

/**
 * Finds the linters that a file wants. Looks at folders and small files only; starts nothing.
 *
 * @param path The file, absolute, with slashes.
 * @param context Settings and project.
 * @returns The linters, in the order of the table; empty for a file outside the project.
 */
export function findWanted(path: string, { linters, projectDir, within }: WishContext): Wanted[] {
  const project = withoutSlash(projectDir.replaceAll("\\", "/"));
  if (linters.mode === "off" || project === "" || !path.startsWith(`${project}/`)) return [];
  if (isSkipped(path.slice(project.length))) return [];
  const folders = new Folders(path, { project, within });
  return lintersOf(path).flatMap((row) => {
    const choice = linters.switches.get(row.id);
    if (choice === false || isOtherScript(row, path, within)) return [];
    const shown = evidence(row, path, folders);
    if (shown !== undefined) return [{ row, ...shown }];
    if (choice === true) return [{ row, because: "your configuration", folder: project }];
    return linters.mode === "all" ? [{ row, because: 'linters is "all"', folder: project }] : [];
  });
}

/** Whatever is configured, a script is for the shell that its first line names. Without one, its ending decides. */
function isOtherScript(row: LinterRow, path: string, within: Bounds): boolean {
  if (row.program === undefined || row.shebang !== true) return false;
  const dialect = shellDialect(firstLine(path, within));
  return dialect === "other" || dialect === "none" && endingOf(path) === "";
}

/** A script's first line says what it is for; a file that is sourced has none, and some endings say as much. */
function shellNamedBy(path: string, within: Bounds): "first line" | "ending" | "" {
  const dialect = shellDialect(firstLine(path, within));
  if (dialect === "known") return "first line";
  return dialect === "none" && SHELL_ENDINGS.includes(endingOf(path)) ? "ending" : "";
}

function evidence(row: LinterRow, path: string, folders: Folders): Omit<Wanted, "row"> | undefined {
  const found = folders.closest(row);
  if (found !== undefined) return found;
  const named = row.program !== undefined && row.shebang === true ? shellNamedBy(path, folders.within) : "";
  if (named !== "") return { because: `its ${named} names a shell`, folder: folders.all[0] ?? "/" };
  if (row.markers.length > 0) return undefined;
  return { because: "the kind of file", folder: folders.all.at(-1) ?? "/" };
}

/** The folders from a file's own up to the project's, each read once. */
class Folders {
  readonly all: readonly string[];
  readonly within: Bounds;
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(path: string, { project, within }: { readonly project: string; readonly within: Bounds }) {
    this.within = within;
    const all: string[] = [];
    let folder = path.slice(0, path.lastIndexOf("/"));
    while (folder.length >= project.length && all.length < MAX_LEVELS) {
      all.push(folder);
      folder = folder.slice(0, folder.lastIndexOf("/"));
    }
    this.all = all;
  }

  closest({ markers, yieldsTo = [] }: LinterRow): Omit<Wanted, "row"> | undefined {
    if (markers.length === 0) return undefined;
    for (const folder of this.all) {
      const names = this.#namesIn(folder);
      if (yieldsTo.some((name) => names.has(name))) return undefined;
      const there = markers.filter(({ name }) => names.has(name));
      // A linter that reads a pipe waits, and one that reads a device takes all memory.
      if (!there.every(({ name }) => this.#isPlain(`${folder}/${name}`))) return undefined;
      const marker = there.find(({ name, holds }) =>
        holds === undefined || this.#holds(`${folder}/${name}`, holds)
      );
      if (marker !== undefined) return { because: `${folder}/${marker.name}`, folder };
    }
    return undefined;
  }

  #isPlain(path: string): boolean {
    try {
      return plainInfo(path, { maxBytes: MAX_CONFIGURATION_BYTES, within: this.within }).isFile;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return false;
    }
  }

  #holds(path: string, part: string): boolean {
    return textIfReadable(path, { maxBytes: MAX_CONFIGURATION_BYTES, within: this.within }).includes(part);
  }

  #namesIn(folder: string): ReadonlySet<string> {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    const names = new Set(namesIn(folder));
    this.#names.set(folder, names);
    return names;
  }
}

function firstLine(path: string, within: Bounds): string {
  const [line = ""] = headIfReadable(path, { maxBytes: SHEBANG_BYTES, within }).split("\n", 1);
  return line;
}
