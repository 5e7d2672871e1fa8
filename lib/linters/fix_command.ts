/**
 * The command that fixes what a linter can fix, as the session's shell runs it.
 *
 * @module
 */
import { normalizePath, relativeTo } from "../text/path.ts";
import { shellWord } from "../text/shell_word.ts";
import type { FileCheck } from "./file_check.ts";
import type { LintProblem, ProgramModule } from "./linter.ts";
import type { LinterRow } from "./table.ts";

/** What is to be fixed. */
export interface Fix {
  /** The linter. */
  readonly row: LinterRow;
  /** How it writes its command. */
  readonly module: Pick<ProgramModule, "fix" | "fixesAll">;
  /** The rules. */
  readonly codes: readonly string[];
  /** All problems of the linter in the file. */
  readonly all: readonly LintProblem[];
  /** Problems that must stay, because the next edit needs what they complain about. */
  readonly spared: readonly LintProblem[];
}

/** Where it is to be fixed. */
export interface FixPlace {
  /** The file, absolute. */
  readonly path: string;
  /** Its linters. */
  readonly checks: readonly Pick<FileCheck, "row" | "folder" | "command">[];
  /** The folder that the session works in; "" if it is not known. */
  readonly cwd: string;
}

/**
 * Writes the command.
 *
 * @param fix What is to be fixed.
 * @param place Where.
 * @returns The command, to be run in the event's folder; "" where none is safe or the folder is not known.
 */
export function fixCommand(
  { row, module: { fix, fixesAll }, codes, all, spared }: Fix,
  { path, checks, cwd: given }: FixPlace,
): string {
  const cwd = normalizePath(given);
  const check = checks.find((check) => check.row === row);
  if (check === undefined || fix === undefined || cwd === "") return "";
  // The command would also fix what nobody has spoken of.
  if (fixesAll && all.some(({ fixable, code }) => fixable && !codes.includes(code))) return "";
  if (spared.some(({ fixable, code }) => fixable && (fixesAll || codes.includes(code)))) return "";
  // A program that looks for its configuration from its own folder must be run there.
  const folder = check.row.usesFolder ? check.folder : cwd;
  const command = fix({
    program: shellWord(check.command === check.row.program ? check.command : pathFrom(folder, check.command)),
    path: shellWord(fileWord(relativeTo(path, folder))),
    codes,
  });
  return folder === cwd ? command : `cd ${shellWord(pathFrom(cwd, folder))} && ${command}`;
}

/** A path from a folder: upwards only while that is shorter than the whole path. */
function pathFrom(folder: string, path: string): string {
  const from = folder.split("/");
  const to = path.split("/");
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  const up = from.length - same;
  if (same <= 1) return path;
  const relative = [...Array<string>(up).fill(".."), ...to.slice(same)].join("/");
  return relative.length < path.length ? relative : path;
}

/** A name that begins with a dash would be an option. */
function fileWord(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}
