/**
 * Copies of a project around other texts of some of its files: for programs that read no text from standard input.
 *
 * @module
 */
import { infoOf, isFile } from "../system/files.ts";
import type { Bounds } from "../system/plain_file.ts";
import { textIfReadable } from "../system/readable.ts";
import { namesIn } from "../system/folder_names.ts";
import type { CheckedFolder } from "./folder.ts";

/** What is copied. */
export interface CopiedTexts {
  /** The project's folder, without a slash at the end; the files are in it. */
  readonly projectDir: string;
  /** The texts that the copy shall hold, by their files' paths, absolute. */
  readonly texts: ReadonlyMap<string, string>;
  /** The names of files that programs look for by themselves. */
  readonly configurations: ReadonlySet<string>;
  /** Which configurations may be read: those of the project. */
  readonly within: Bounds;
  /** The moment, in milliseconds since 1970. */
  readonly now: number;
}

/** A copy. */
export interface TextCopy extends Disposable {
  /** The folder in place of the project's. */
  readonly projectDir: string;
}

/** More would take longer than most programs. */
const MAX_LINKS = 300;
/** More than any configuration. */
const MAX_BYTES = 1024 * 1024;
/** Longer than any program runs. */
const MAX_AGE_MS = 60_000;

/**
 * Makes a copy. The folders on the way to the files are folders; in them, configurations are copies and all else is a link,
 * so that a program finds what it finds in the project, at the same places.
 *
 * @param folder The state folder.
 * @param copied What is copied.
 * @returns The copy, which is removed when it is disposed of.
 * @throws {Error} What the file system throws.
 */
export function copyTexts(folder: CheckedFolder, copied: CopiedTexts): TextCopy {
  const all = `${folder.path}/state.db.copies`;
  Deno.mkdirSync(all, { recursive: true, mode: 0o700 });
  removeOld(all, copied.now);
  const root = Deno.makeTempDirSync({ dir: all });
  copyFolder({ from: copied.projectDir, to: root }, copied);
  return {
    projectDir: root,
    [Symbol.dispose]: () => Deno.removeSync(root, { recursive: true }),
  };
}

interface CopiedFolder {
  readonly from: string;
  readonly to: string;
}

function copyFolder({ from, to }: CopiedFolder, copied: CopiedTexts): void {
  const { texts, configurations, within } = copied;
  const paths = [...texts.keys()].filter((path) => path.startsWith(`${from}/`));
  const own = new Set(paths.map((path) => path.slice(from.length + 1).split("/", 1)[0] ?? ""));
  for (const name of own) {
    const text = texts.get(`${from}/${name}`);
    if (text !== undefined) Deno.writeTextFileSync(`${to}/${name}`, text, { mode: 0o600 });
    else {
      Deno.mkdirSync(`${to}/${name}`, { mode: 0o700 });
      copyFolder({ from: `${from}/${name}`, to: `${to}/${name}` }, copied);
    }
  }
  const names = namesIn(from).filter((name) => !own.has(name));
  for (const name of names) {
    // A program that follows a link to its configuration would take the project for the configuration's folder.
    if (configurations.has(name) && isFile(`${from}/${name}`)) {
      Deno.writeTextFileSync(
        `${to}/${name}`,
        textIfReadable(`${from}/${name}`, { maxBytes: MAX_BYTES, within }),
        { mode: 0o600 },
      );
    } else if (names.length <= MAX_LINKS || name === "node_modules") {
      Deno.symlinkSync(`${from}/${name}`, `${to}/${name}`);
    }
  }
}

/** Removes what killed processes left. */
function removeOld(all: string, now: number): void {
  for (const name of namesIn(all)) {
    const madeAt = infoOf(`${all}/${name}`)?.mtime?.getTime() ?? now;
    if (Math.abs(now - madeAt) > MAX_AGE_MS) Deno.removeSync(`${all}/${name}`, { recursive: true });
  }
}
