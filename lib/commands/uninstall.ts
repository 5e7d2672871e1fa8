/**
 * `fasthook uninstall`: takes out of the agents' settings exactly what `fasthook init` put in.
 *
 * @module
 */
import { UserError } from "../text/user_error.ts";
import { findOurs, isOnlyOurs, removeFasthook } from "../agents/claude_code/registration/change.ts";
import { infoOf } from "../system/files.ts";
import { backupPath, readSettings, type SettingsFile } from "../system/user_file.ts";
import { settingsFiles } from "../agents/claude_code/registration/places.ts";
import { type ReadVariable, statePath } from "../state/folder.ts";
import { removeState } from "../state/removal.ts";
import { reasonOf } from "../system/reason.ts";
import { canAsk, confirm, printClean } from "../system/terminal.ts";
import { chooseAgents, unregister } from "./shared/agent_files.ts";
import { type ChangeOptions, type Rest, say, takeOut } from "./shared/change_settings.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Takes fasthook out of every scope, and out of the files of other agents. */
export const run: Run = withOptions("uninstall", uninstall);

function uninstall({ flags, values }: Options, { env }: Host): number {
  const mode = flags.has("dry-run") ? "dry-run" : "for-real";
  const surroundings = { env, cwd: Deno.cwd() };
  const { hasClaudeCode, others } = chooseAgents(values.get("agent"), "all", env);
  const results = [
    ...(hasClaudeCode
      ? settingsFiles(surroundings).map(({ path }) => takeOut(path, { mode, flags, env }, restOf))
      : []),
    ...others.map((row) => unregister(row, { env, mode, flags })),
  ];
  if (results.every((result) => result === "nothing")) say("nothing of fasthook is in any settings file");
  const state = stateToRemove(flags, env);
  if (state !== undefined && !removesState(state, mode)) return 1;
  return results.includes("failed") ? 1 : 0;
}

/** The state folder, where there is one and it is to go. */
function stateToRemove(flags: ReadonlySet<string>, env: ReadVariable): string | undefined {
  const path = statePath(env, Deno.build.os);
  if (path === "" || infoOf(path)?.isDirectory !== true) return undefined;
  const isAsked = flags.has("state") ||
    (canAsk() && confirm(`Also remove what fasthook remembers in ${path}?`));
  return isAsked ? path : undefined;
}

function removesState(path: string, mode: ChangeOptions["mode"]): boolean {
  if (mode === "dry-run") {
    say(`nothing was removed; without --dry-run ${path} goes`);
    return true;
  }
  try {
    const rest = removeState(path);
    say(
      rest.length === 0
        ? `removed ${path}`
        : `removed all of fasthook in ${path}; not fasthook's: ${rest.join(", ")}`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    printClean(Deno.stderr, new UserError(`Cannot remove ${path}: ${reasonOf(error)}`).report());
    return false;
  }
}

function restOf(file: SettingsFile): Rest | undefined {
  const { path, text } = file;
  if (findOurs(text, path).length === 0) return undefined;
  const copy = readSettings(backupPath(file));
  // Without a copy, or with one that holds entries of ours itself, there may have been no file at all.
  const candidates = copy.exists ? [copy.text, undefined] : [undefined];
  const at = candidates.findIndex((before) => isOnlyOurs(text, { path, before }));
  return at < 0
    ? { text: removeFasthook(text, path), isExact: false }
    : { text: candidates[at], isExact: true };
}
