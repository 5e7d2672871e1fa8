/**
 * Copies of a project around another text of one of its files: for programs that read no text from standard input.
 *
 * @module
 */
import { infoOf, isFile } from "../system/files.ts";
import type { Bounds } from "../system/plain_file.ts";
import { textIfReadable } from "../system/readable.ts";
import { namesIn } from "../system/folder_names.ts";
import type { CheckedFolder } from "./folder.ts";

/** What is copied. */
export interface CopiedText {
  /** The project's folder, without a slash at the end; the file is in it. */
  readonly projectDir: string;
  /** The file, absolute. */
  readonly path: string;
  /** The text that the copy shall hold. */
  readonly text: string;
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
  /** The copy of the file. */
  readonly path: string;
}

/** More would take longer than most programs. */
const MAX_LINKS = 300;
/** More than any configuration. */
const MAX_BYTES = 1024 * 1024;
/** Longer than any program runs. */
const MAX_AGE_MS = 60_000;

/**
 * Makes a copy. The folders on the way to the file are folders; in them, configurations are copies and all else is a link,
 * so that a program finds what it finds in the project, at the same places.
 *
 * @param folder The state folder.
 * @param copied What is copied.
 * @returns The copy, which is removed when it is disposed of.
 * @throws {Error} What the file system throws.
 */
export function copyText(folder: CheckedFolder, copied: CopiedText): TextCopy {
  const { projectDir, path, text, now } = copied;
  const all = `${folder.path}/state.db.copies`;
  Deno.mkdirSync(all, { recursive: true, mode: 0o700 });
  removeOld(all, now);
  const root = Deno.makeTempDirSync({ dir: all });
  const parts = path.slice(projectDir.length + 1).split("/");
  let [from, to] = [projectDir, root];
  for (const part of parts) {
    if (to !== root) Deno.mkdirSync(to, { mode: 0o700 });
    copyFolder({ from, to, next: part }, copied);
    from += `/${part}`;
    to += `/${part}`;
  }
  Deno.writeTextFileSync(to, text, { mode: 0o600 });
  return {
    projectDir: root,
    path: to,
    [Symbol.dispose]: () => Deno.removeSync(root, { recursive: true }),
  };
}

interface CopiedFolder {
  readonly from: string;
  readonly to: string;
  /** The name that leads to the file. */
  readonly next: string;
}

function copyFolder({ from, to, next }: CopiedFolder, { configurations, within }: CopiedText): void {
  const names = namesIn(from).filter((name) => name !== next);
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
