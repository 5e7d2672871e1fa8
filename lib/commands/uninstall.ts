/**
 * `fasthook uninstall`: takes out of the agents' settings exactly what `fasthook init` put in.
 *
 * @module
 */
import { UserError } from "../text/user_error.ts";
import { findOurs, isOnlyOurs, removeFasthook } from "../agents/claude_code/registration/change.ts";
import {
  backupPath,
  readSettings,
  removeBackup,
  removeSettings,
  type SettingsFile,
  writeBackup,
  writeSettings,
} from "../system/user_file.ts";
import { settingsFiles } from "../agents/claude_code/registration/places.ts";
import { type ReadVariable, statePath } from "../state/folder.ts";
import { removeState } from "../state/removal.ts";
import { reasonOf } from "../system/reason.ts";
import { ownerNote } from "../system/rewrite_file.ts";
import { canAsk, confirm, printClean } from "../system/terminal.ts";
import { chosenAgents, unregister } from "./shared/agent_files.ts";
import { type Options, withOptions } from "./shared/options.ts";
import { showDiff } from "./shared/show_diff.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Takes fasthook out of every scope, and out of the files of other agents. */
export const run: Run = withOptions("uninstall", uninstall);

/** What becomes of one settings file: a text, or nothing where fasthook made the file. */
interface Plan {
  readonly file: SettingsFile;
  readonly text: string | undefined;
  /** True when the text is, byte for byte, what the file held before fasthook. */
  readonly exact: boolean;
}

/** Whether anything is really changed. */
type Mode = "for-real" | "dry-run";

function uninstall({ flags, values }: Options, { env }: Host): number {
  const mode = flags.has("dry-run") ? "dry-run" : "for-real";
  const surroundings = { env, cwd: Deno.cwd() };
  const { hasClaudeCode, others } = chosenAgents(values.get("agent"), "all", env);
  const results = [
    ...(hasClaudeCode ? settingsFiles(surroundings).map(({ path }) => inFile(path, { mode, flags })) : []),
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
  if (path === "" || !isFolder(path)) return undefined;
  const isAsked = flags.has("state") ||
    (canAsk() && confirm(`Also remove what fasthook remembers in ${path}?`));
  return isAsked ? path : undefined;
}

function removesState(path: string, mode: Mode): boolean {
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

function isFolder(path: string): boolean {
  try {
    return Deno.lstatSync(path).isDirectory;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}

/** A file that cannot be read must not keep the others from being cleaned. */
function inFile(
  path: string,
  { mode, flags }: { readonly mode: Mode; readonly flags: ReadonlySet<string> },
): "changed" | "nothing" | "failed" {
  try {
    const plan = planFor(readSettings(path));
    if (plan === undefined) return "nothing";
    showDiff(plan.file, { text: plan.text, flags });
    if (mode === "dry-run") say(`nothing was written; without --dry-run this changes ${path}`);
    else carryOut(plan);
    return "changed";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    printClean(Deno.stderr, error.report());
    return "failed";
  }
}

function planFor(file: SettingsFile): Plan | undefined {
  if (!file.exists || findOurs(file.text, file.path).length === 0) return undefined;
  const copy = readSettings(backupPath(file));
  // Without a copy, or with one that holds entries of ours itself, there may have been no file at all.
  const candidates = copy.exists ? [copy.text, undefined] : [undefined];
  const at = candidates.findIndex((before) => isOnlyOurs(file.text, { path: file.path, before }));
  return { file, text: at < 0 ? removeFasthook(file.text, file.path) : candidates[at], exact: at >= 0 };
}

function carryOut({ file, text, exact }: Plan): void {
  if (!exact) writeBackup(file);
  if (text === undefined) removeSettings(file);
  else writeSettings(file, text);
  if (exact) removeBackup(file);
  if (text === undefined) say(`removed ${file.path}, which fasthook had made`);
  else if (exact) say(`wrote ${file.path}, which is what it was before fasthook${ownerNote(file.target)}`);
  else say(`wrote ${file.path}; as it was with fasthook: ${backupPath(file)}${ownerNote(file.target)}`);
}

function say(message: string): void {
  printClean(Deno.stderr, `fasthook: ${message}\n`);
}
