/**
 * Settings cached from a configuration that had no problems, so that the next event need not check it again.
 *
 * A file holds the derived settings twice, then the source texts. It counts only if all parts match exactly: that needs no
 * hash and no clock, and a damaged file is ignored.
 *
 * @module
 */
import { filesIn, infoOf, removeIfThere, type StoredFile } from "../system/files.ts";

/** A configuration file as it was read. Its path does not matter, so all worktrees of a project share one entry. */
export interface ConfigText {
  /** Whose it is. */
  readonly scope: string;
  /** Its text. */
  readonly text: string;
}

/**
 * Cache format version, with fasthook's version. Raise the number when the format or the checks change (a test compares the
 * version with deno.json).
 */
export const EDITION = "fasthook 0.1.0, form 3";

/** More projects than anybody works on at the same time; the file that was written first is removed. */
const MOST_FILES = 32;

/** Ten times the size of 100 rules. */
const MAX_UNITS = 1024 * 1024;
/** The settings twice, and two configurations, in characters of four bytes. */
const MAX_BYTES = 16 * MAX_UNITS;

/**
 * Reads the cached settings of configuration files.
 *
 * @param folder The checked state folder.
 * @param configs The files as they are now.
 * @returns The cached settings; "" if these texts are known to be invalid; `undefined` if not cached.
 */
export function readCachedSettings(folder: string, configs: readonly ConfigText[]): string | undefined {
  try {
    const path = pathOf(folder, configs);
    // Opening a pipe would wait for its writer.
    const info = infoOf(path);
    if (info?.isFile !== true || info.size > MAX_BYTES) return undefined;
    const text = Deno.readTextFileSync(path);
    const start = text.indexOf("\n") + 1;
    const settings = text.slice(start, start + Number.parseInt(text, 10));
    return matches(partsOf(settings, configs), text) ? settings : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Caches the settings of configuration files. If that is not possible, the next event makes them again.
 *
 * @param folder The checked state folder.
 * @param configs The files as they were read.
 * @param make Makes them, once there is a file to write to; returns "" for invalid texts.
 */
export async function cacheSettings(
  folder: string,
  configs: readonly ConfigText[],
  make: () => Promise<string>,
): Promise<void> {
  const path = pathOf(folder, configs);
  // Two processes at the same time write two files, and the later one stays.
  const next = `${path}.${crypto.randomUUID().slice(0, 8)}`;
  try {
    Deno.mkdirSync(`${folder}/settings`, { recursive: true, mode: 0o700 });
    Deno.openSync(next, { write: true, createNew: true, mode: 0o600 }).close();
    try {
      const settings = await make();
      Deno.writeTextFileSync(next, partsOf(settings.length > MAX_UNITS ? "" : settings, configs).join(""));
      Deno.renameSync(next, path);
    } catch (error) {
      removeIfThere(next);
      throw error;
    }
    sweep(folder);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Lists the files of cached settings.
 *
 * @param folder The state folder.
 * @returns All of them, the latest first.
 * @throws {Error} What the file system throws, except for missing files.
 */
export function listCachedSettings(folder: string): StoredFile[] {
  return filesIn(`${folder}/settings`).sort((a, b) => b.modifiedAt - a.modifiedAt);
}

/** Scopes and sizes are the name: they cost nothing, and a hash does. Texts of the same size replace each other. */
function pathOf(folder: string, configs: readonly ConfigText[]): string {
  return `${folder}/settings/${configs.map(({ scope, text }) => `${scope}-${text.length}`).join("-")}`;
}

function partsOf(settings: string, configs: readonly ConfigText[]): readonly string[] {
  const sizes = configs.map(({ scope, text }) => ` ${scope} ${text.length}`);
  return [
    `${settings.length} ${EDITION}${sizes.join("")}\n`,
    settings,
    settings,
    ...configs.map(({ text }) => text),
  ];
}

/** Compared piece by piece: joining them first takes four times as long. */
function matches(parts: readonly string[], text: string): boolean {
  let end = 0;
  return parts.every((part) => text.slice(end, end += part.length) === part) && end === text.length;
}

function sweep(folder: string): void {
  for (const { path } of listCachedSettings(folder).slice(MOST_FILES)) removeIfThere(path);
}
