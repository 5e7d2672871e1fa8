/**
 * `fasthook trust` and `untrust`: whether a project's own programs, and configurations that are programs, may be run.
 *
 * @module
 */
import type { Host } from "../state/host.ts";
import { problemText } from "../state/problem_texts.ts";
import { isValid, listTrustedFolders, ownerOf, type TrustedFolder } from "../state/trust.ts";
import { realPathIfAny } from "../system/files.ts";
import { commitOf, repositoryRoot } from "../system/repository.ts";
import { printText } from "../system/terminal.ts";
import { UserError } from "../text/user_error.ts";
import { describeAllowed, trust, writeTrust } from "./shared/consent.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

const DIGITS_SHOWN = 12;

/** Runs `fasthook trust`. */
export const run: Run = withOptions("trust", ({ flags, operands }: Options, host: Host): number => {
  const state = stateFolderOf(host);
  const given = listTrustedFolders(state);
  if (flags.has("list")) {
    printText(Deno.stdout, given.length === 0 ? "no project is trusted\n" : given.map(lineOf).join(""));
    return 0;
  }
  const path = folderOf(operands[0], host);
  const entry = trust(path, { state, now: host.now() });
  printText(Deno.stdout, `${lineOf(entry)}${describeAllowed(path)}`);
  return 0;
});

/** Runs `fasthook untrust`. */
export const runUntrust: Run = withOptions("untrust", ({ operands }: Options, host: Host): number => {
  const state = stateFolderOf(host);
  const given = listTrustedFolders(state);
  const named = operands[0] ?? "";
  // A folder that is gone can be named as --list shows it.
  const path = given.some((entry) => entry.path === named) ? named : folderOf(operands[0], host);
  const left = given.filter((entry) => entry.path !== path);
  if (left.length === given.length) {
    throw new UserError(`Cannot untrust ${path}: it is not trusted`, "fasthook trust --list");
  }
  writeTrust(state, left);
  printText(Deno.stdout, `${path} is not trusted any more\n`);
  return 0;
});

function lineOf(entry: TrustedFolder): string {
  const { path, commit } = entry;
  const now = commitOf(path);
  const at = commit === "" ? "" : `, at commit ${commit.slice(0, DIGITS_SHOWN)}`;
  const since = now === commit || now === "" ? "" : `; it is at ${now.slice(0, DIGITS_SHOWN)} now`;
  const state = isValid(entry) ? "trusted" : "void (the folder is gone or has another owner)";
  return `${path}: ${state}${at}${since}\n`;
}

function folderOf(named: string | undefined, { env }: Host): string {
  const path = realPathIfAny(named ?? Deno.cwd());
  if (path === undefined || ownerOf(path) === undefined) {
    throw new UserError(`Cannot trust ${named ?? Deno.cwd()}: wanted a folder, got none`);
  }
  return named === undefined ? repositoryRoot(path, env("HOME") ?? "") ?? path : path;
}

function stateFolderOf(host: Host): string {
  const state = host.stateFolder();
  if (state.kind === "folder") return state.path;
  const { what, fix } = problemText(state.problem, state.path);
  throw new UserError(what, fix);
}
