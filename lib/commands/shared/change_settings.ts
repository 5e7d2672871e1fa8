/**
 * Writes fasthook into a settings file of an agent, and takes it out again, with a copy of what was there before.
 *
 * @module
 */
import type { ReadVariable } from "../../state/folder.ts";
import { ownerNote } from "../../system/rewrite_file.ts";
import { printClean } from "../../system/terminal.ts";
import {
  backupPath,
  readSettings,
  removeBackup,
  removeSettings,
  type SettingsFile,
  writeBackup,
  writeSettings,
} from "../../system/user_file.ts";
import { UserError } from "../../text/user_error.ts";
import { showDiff } from "./show_diff.ts";

/** Whether anything is really changed, and how much of it is shown. */
export interface ChangeOptions {
  /** Whether anything is written. */
  readonly mode: "for-real" | "dry-run";
  /** The options without a value that were typed. */
  readonly flags: ReadonlySet<string>;
  /** Reads the environment. */
  readonly env: ReadVariable;
}

/** A settings file without fasthook. */
export interface Rest {
  /** Its text; `undefined` if fasthook made the file. */
  readonly text: string | undefined;
  /** Whether the text is, byte for byte, what the file held before fasthook. */
  readonly isExact: boolean;
}

/** A settings file with fasthook. */
export interface Addition {
  /** Its text. */
  readonly text: string;
  /** What changes, in a sentence; missing where the shown lines say it. */
  readonly summary?: string;
  /** Whether a copy of the file before fasthook is there already: an upgrade must not replace it. */
  readonly hasCopy: boolean;
}

/**
 * Puts fasthook into a file.
 *
 * @param file The file as it is.
 * @param options Whether anything is written.
 * @param addition The file as it will be.
 * @returns Whether the file was written.
 */
export function putIn(
  file: SettingsFile,
  { mode, flags, env }: ChangeOptions,
  { text, summary, hasCopy }: Addition,
): boolean {
  if (text === file.text) {
    say(`${file.path} is up to date`);
    return false;
  }
  if (summary !== undefined) say(summary);
  showDiff(file, { text, flags, env });
  if (mode === "dry-run") {
    say(`nothing was written; without --dry-run these lines go to ${file.path}`);
    return false;
  }
  const keepsCopy = !file.exists || hasCopy;
  if (!keepsCopy) writeBackup(file);
  writeSettings(file, text);
  const copy = keepsCopy ? "" : `; as it was before: ${backupPath(file)}`;
  say(`wrote ${file.path}${copy}${ownerNote(file.target)}`);
  return true;
}

/**
 * Takes fasthook out of a file. One that cannot be read must not keep the others from being cleaned.
 *
 * @param path The file.
 * @param options Whether anything is written.
 * @param restOf Gives the file without fasthook; `undefined` for a file that has nothing of it.
 * @returns What became of the file.
 */
export function takeOut(
  path: string,
  { mode, flags, env }: ChangeOptions,
  restOf: (file: SettingsFile) => Rest | undefined,
): "changed" | "nothing" | "failed" {
  try {
    const file = readSettings(path);
    const rest = file.exists && file.text.trim() !== "" ? restOf(file) : undefined;
    if (rest === undefined) return "nothing";
    showDiff(file, { text: rest.text, flags, env });
    if (mode === "dry-run") say(`nothing was written; without --dry-run this changes ${path}`);
    else writeRest(file, rest);
    return "changed";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printClean(Deno.stderr, error.report());
    return "failed";
  }
}

function writeRest(file: SettingsFile, { text, isExact }: Rest): void {
  if (!isExact) writeBackup(file);
  if (text === undefined) removeSettings(file);
  else writeSettings(file, text);
  if (isExact) removeBackup(file);
  const note = ownerNote(file.target);
  if (text === undefined) say(`removed ${file.path}, which fasthook had made`);
  else if (isExact) say(`wrote ${file.path}, which is what it was before fasthook${note}`);
  else say(`wrote ${file.path}; as it was with fasthook: ${backupPath(file)}${note}`);
}

/**
 * Reports to the person what was done.
 *
 * @param message A message without a line end.
 */
export function say(message: string): void {
  printClean(Deno.stderr, `fasthook: ${message}\n`);
}
