/**
 * Known configurations: texts in which nothing was wrong, and what was made of them, so that the next event need not
 * check them again.
 *
 * A file holds what was made twice and then the texts. It counts only when all of it is what it should be, character by
 * character: no hash, no clock, and a damaged file is as good as none.
 *
 * @module
 */
import { filesIn, infoOf, removeIfThere, type StoredFile } from "../system/files.ts";

/** A configuration file as it was read. Where it stands does not matter: all worktrees of a project are served by one. */
export interface ConfigText {
  /** Whose it is. */
  readonly scope: string;
  /** What it holds. */
  readonly text: string;
}

/**
 * What has to be the same so that what was made before holds: fasthook's version, which a test compares with deno.json's,
 * and the form in which it is written. Change the number when that changes, or what the checks accept.
 */
export const EDITION = "fasthook 0.1.0, form 1";

/** As many projects as anybody works on at the same time; the one that was written first goes. */
const MOST_FILES = 32;

/** Ten times what 100 rules need. */
const MAX_UNITS = 1024 * 1024;

/**
 * Gives what was made of configuration files when nothing was wrong in them.
 *
 * @param folder The checked state folder.
 * @param configs The files as they are now.
 * @returns What was kept; "" when nothing can be made of these very texts; `undefined` when they are not known.
 */
export function readKnown(folder: string, configs: readonly ConfigText[]): string | undefined {
  try {
    const path = pathOf(folder, configs);
    // Opening a pipe waits for its writer.
    if (infoOf(path)?.isFile !== true) return undefined;
    const text = Deno.readTextFileSync(path);
    const start = text.indexOf("\n") + 1;
    const made = text.slice(start, start + Number.parseInt(text, 10));
    return isMadeOf(partsOf(made, configs), text) ? made : undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Keeps what was made of configuration files. Where that is not possible the next event makes it again.
 *
 * @param folder The checked state folder.
 * @param configs The files as they were read.
 * @param make Makes it, once there is a file to write it to; gives "" when nothing can be made of these texts.
 */
export async function keepKnown(
  folder: string,
  configs: readonly ConfigText[],
  make: () => Promise<string>,
): Promise<void> {
  const path = pathOf(folder, configs);
  // Two processes at the same time write two files, and the last one's stays.
  const next = `${path}.${crypto.randomUUID().slice(0, 8)}`;
  try {
    Deno.mkdirSync(`${folder}/settings`, { recursive: true, mode: 0o700 });
    Deno.openSync(next, { write: true, createNew: true, mode: 0o600 }).close();
    try {
      const made = await make();
      Deno.writeTextFileSync(next, partsOf(made.length > MAX_UNITS ? "" : made, configs).join(""));
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
 * Lists the files of known configurations.
 *
 * @param folder The state folder.
 * @returns All of them, the one that was written last first.
 * @throws {Error} What the file system throws, except for missing files.
 */
export function knownFiles(folder: string): StoredFile[] {
  return filesIn(`${folder}/settings`).sort((a, b) => b.modifiedAt - a.modifiedAt);
}

/** Named by scopes and sizes, which cost nothing; a hash costs 0.1 ms. Texts of the same size take each other's place. */
function pathOf(folder: string, configs: readonly ConfigText[]): string {
  return `${folder}/settings/${configs.map(({ scope, text }) => `${scope}-${text.length}`).join("-")}`;
}

function partsOf(made: string, configs: readonly ConfigText[]): readonly string[] {
  const sizes = configs.map(({ scope, text }) => ` ${scope} ${text.length}`);
  return [`${made.length} ${EDITION}${sizes.join("")}\n`, made, made, ...configs.map(({ text }) => text)];
}

/** Piece by piece: to join them and compare once takes four times as long. */
function isMadeOf(parts: readonly string[], text: string): boolean {
  let end = 0;
  return parts.every((part) => text.slice(end, end += part.length) === part) && end === text.length;
}

function sweep(folder: string): void {
  for (const { path } of knownFiles(folder).slice(MOST_FILES)) removeIfThere(path);
}
