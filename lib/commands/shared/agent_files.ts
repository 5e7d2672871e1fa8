/**
 * Registers fasthook with agents other than Claude Code, and takes it out of their files.
 *
 * @module
 */
import { type AgentRegistration, hookFilePath, REGISTRATIONS } from "../../agents/registrations/table.ts";
import { addHooks, type HookEntry, ownElements, removeHooks } from "../../agents/shared/hook_file.ts";
import type { ReadVariable } from "../../state/folder.ts";
import { onPath } from "../../system/executable.ts";
import { isThere } from "../../system/files.ts";
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

/** Claude Code, which is registered in another way. */
export const CLAUDE_CODE = "claude-code";

/** What changes a file, and whether it really does. */
export interface FileChange {
  /** Reads the environment, which says where the agents' files are. */
  readonly env: ReadVariable;
  /** Whether anything is written. */
  readonly mode: "for-real" | "dry-run";
  /** The options without a value: how much of the change is shown. */
  readonly flags: ReadonlySet<string>;
}

/**
 * Finds the agents that are installed here, other than Claude Code.
 *
 * @param env Reads the environment.
 * @returns Those with a folder of the person's, or a program on PATH.
 */
export function installedAgents(env: ReadVariable): readonly AgentRegistration[] {
  // Without a home folder nobody's settings are anywhere.
  if (!env("HOME") && !env("USERPROFILE")) return [];
  return REGISTRATIONS.filter((row) => isThere(row.folder(env)) || onPath(row.program, env) !== undefined);
}

/**
 * Chooses agents by the option `--agent`.
 *
 * @param named The option's value; `undefined` where it is not given.
 * @param byDefault What is meant then.
 * @param env Reads the environment.
 * @returns Whether Claude Code is among them, and the others.
 */
export function chosenAgents(
  named: string | undefined,
  byDefault: string,
  env: ReadVariable,
): { readonly hasClaudeCode: boolean; readonly others: readonly AgentRegistration[] } {
  const name = named ?? byDefault;
  return {
    hasClaudeCode: name === CLAUDE_CODE || name === "all",
    others: name === "all" ? installedAgents(env) : REGISTRATIONS.filter(({ id }) => id === name),
  };
}

/**
 * Says whether fasthook is registered with an agent.
 *
 * @param row The agent.
 * @param env Reads the environment.
 * @returns False also where its file cannot be read.
 */
export function isRegistered(row: AgentRegistration, env: ReadVariable): boolean {
  try {
    const { exists, text, path } = readSettings(hookFilePath(row, env));
    return exists && text.trim() !== "" && ownElements(text, { path, file: row }).length > 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

/**
 * Registers fasthook with an agent, and says what the person has to do.
 *
 * @param row The agent.
 * @param command The program.
 * @param options The environment, and whether anything is written.
 * @throws {UserError} If the file cannot be used.
 */
export function register(row: AgentRegistration, command: string, { env, mode, flags }: FileChange): void {
  const file = readSettings(hookFilePath(row, env));
  const { path } = file;
  const text = addHooks(file.exists ? file.text : undefined, { path, file: row, command });
  if (text === file.text) {
    say(`${path} is up to date`);
    return;
  }
  showDiff(file, { text, flags });
  if (mode === "dry-run") {
    say(`nothing was written; without --dry-run these lines go to ${path}`);
    return;
  }
  // The copy that is there shows the file before fasthook; an upgrade must not replace it.
  const hasOurs = file.exists && file.text.trim() !== "" &&
    ownElements(file.text, { path, file: row }).length > 0;
  const keepsCopy = !file.exists || hasOurs;
  if (!keepsCopy) writeBackup(file);
  writeSettings(file, text);
  say(`wrote ${path}${keepsCopy ? "" : `; as it was before: ${backupPath(file)}`}${ownerNote(file.target)}`);
  if (row.afterwards !== "") say(`${row.name}: ${row.afterwards}`);
}

/**
 * Takes fasthook out of an agent's file.
 *
 * @param row The agent.
 * @param options The environment, and whether anything is written.
 * @returns What became of the file.
 */
export function unregister(
  row: AgentRegistration,
  { env, mode, flags }: FileChange,
): "changed" | "nothing" | "failed" {
  try {
    const file = readSettings(hookFilePath(row, env));
    const own = { path: file.path, file: row };
    if (!file.exists || file.text.trim() === "" || ownElements(file.text, own).length === 0) return "nothing";
    const { text, isExact } = withoutOurs(file, row);
    showDiff(file, { text, flags });
    if (mode === "dry-run") {
      say(`nothing was written; without --dry-run this changes ${file.path}`);
      return "changed";
    }
    if (!isExact) writeBackup(file);
    if (text === undefined) removeSettings(file);
    else writeSettings(file, text);
    if (isExact) removeBackup(file);
    if (text === undefined) say(`removed ${file.path}, which fasthook had made`);
    else if (isExact) {
      say(`wrote ${file.path}, which is what it was before fasthook${ownerNote(file.target)}`);
    } else say(`wrote ${file.path}; as it was with fasthook: ${backupPath(file)}${ownerNote(file.target)}`);
    return "changed";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printClean(Deno.stderr, error.report());
    return "failed";
  }
}

/** The file as it was, where fasthook's entries are all that differs; else the file without them. */
function withoutOurs(
  file: SettingsFile,
  row: AgentRegistration,
): { readonly text: string | undefined; readonly isExact: boolean } {
  const { path, text } = file;
  const own = ownElements(text, { path, file: row });
  const entries = own.map(({ event, value }): HookEntry => ({ event, element: () => value }));
  const copy = readSettings(backupPath(file));
  const before = copy.exists ? copy.text : undefined;
  const isExact = addHooks(before, { path, file: { ...row, entries }, command: "" }) === text;
  return isExact ? { text: before, isExact } : { text: removeHooks(text, { path, file: row }), isExact };
}

function say(message: string): void {
  printClean(Deno.stderr, `fasthook: ${message}\n`);
}
