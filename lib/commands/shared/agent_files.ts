/**
 * Registers fasthook with agents other than Claude Code, and takes it out of their files.
 *
 * @module
 */
import { type AgentRegistration, hookFilePath, REGISTRATIONS } from "../../agents/registrations/table.ts";
import {
  addHooks,
  type HookEntry,
  type OwnElement,
  ownElements,
  removeHooks,
} from "../../agents/shared/hook_file.ts";
import type { ReadVariable } from "../../state/folder.ts";
import { onPath } from "../../system/executable.ts";
import { isThere } from "../../system/files.ts";
import { backupPath, readSettings, type SettingsFile } from "../../system/user_file.ts";
import { UserError } from "../../text/user_error.ts";
import { type ChangeOptions, putIn, type Rest, say, takeOut } from "./change_settings.ts";

/** Claude Code, which is registered in another way. */
export const CLAUDE_CODE = "claude-code";

/**
 * Finds the agents that are installed here, other than Claude Code.
 *
 * @param env Reads the environment.
 * @returns Those with a folder of the person's, or a program on PATH.
 */
export function findInstalledAgents(env: ReadVariable): readonly AgentRegistration[] {
  // Without a home folder there are no settings.
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
export function chooseAgents(
  named: string | undefined,
  byDefault: string,
  env: ReadVariable,
): { readonly hasClaudeCode: boolean; readonly others: readonly AgentRegistration[] } {
  const name = named ?? byDefault;
  return {
    hasClaudeCode: name === CLAUDE_CODE || name === "all",
    others: name === "all" ? findInstalledAgents(env) : REGISTRATIONS.filter(({ id }) => id === name),
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
export function register(
  row: AgentRegistration,
  command: string,
  options: ChangeOptions,
): void {
  const file = readSettings(hookFilePath(row, options.env));
  const { path } = file;
  const text = addHooks(file.exists ? file.text : undefined, { path, file: row, command });
  const hasCopy = file.exists && file.text.trim() !== "" &&
    ownElements(file.text, { path, file: row }).length > 0;
  const isWritten = putIn(file, options, { text, hasCopy });
  if (isWritten && row.afterwards !== "") say(`${row.name}: ${row.afterwards}`);
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
  options: ChangeOptions,
): "changed" | "nothing" | "failed" {
  return takeOut(hookFilePath(row, options.env), options, (file) => {
    const own = ownElements(file.text, { path: file.path, file: row });
    return own.length === 0 ? undefined : withoutOurs(file, row, own);
  });
}

/** The file as it was, where fasthook's entries are all that differs; else the file without them. */
function withoutOurs(file: SettingsFile, row: AgentRegistration, own: readonly OwnElement[]): Rest {
  const { path, text } = file;
  const entries = own.map(({ event, value }): HookEntry => ({ event, element: () => value }));
  const copy = readSettings(backupPath(file));
  const before = copy.exists ? copy.text : undefined;
  const isExact = addHooks(before, { path, file: { ...row, entries }, command: "" }) === text;
  return isExact ? { text: before, isExact } : { text: removeHooks(text, { path, file: row }), isExact };
}
