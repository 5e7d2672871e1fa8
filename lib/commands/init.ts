/**
 * `fasthook init`: registers fasthook with Claude Code and other agents.
 *
 * @module
 */
import { UsageError } from "../text/usage_error.ts";
import { UserError } from "../text/user_error.ts";
import { isObject } from "../text/json_object.ts";
import { isInside } from "../text/path.ts";
import { ownPath, shortestCommand } from "../system/executable.ts";
import type { Reply } from "../event/answer.ts";
import { addFasthook, findOurs } from "../agents/claude_code/registration/change.ts";
import {
  entriesFor,
  type HookEntry,
  isFasthook,
  type Registration,
} from "../agents/claude_code/registration/entries.ts";
import { backupPath, readSettings, type SettingsFile } from "../system/user_file.ts";
import {
  type Scope,
  SCOPES,
  settingsFile,
  settingsFiles,
  type Surroundings,
} from "../agents/claude_code/registration/places.ts";
import { ask, canAsk, confirm } from "../system/terminal.ts";
import { loadCheckedSettings } from "../hook/check_settings.ts";
import { realPathIfAny } from "../system/files.ts";
import { repositoryRoot } from "../system/repository.ts";
import type { AgentRegistration } from "../agents/registrations/table.ts";
import {
  chooseAgents,
  CLAUDE_CODE,
  findInstalledAgents,
  isRegistered,
  register,
} from "./shared/agent_files.ts";
import { putIn, say } from "./shared/change_settings.ts";
import { type Options, withOptions } from "./shared/options.ts";
import { pluralize } from "../text/columns.ts";
import { offerTrust } from "./shared/offer_trust.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** The name under which fasthook is installed. */
const PROGRAM = "fasthook";

/** Registers fasthook, or shows what would be changed. */
export const run: Run = withOptions("init", init);

async function init(options: Options, host: Host): Promise<number> {
  const { env } = host;
  const { hasClaudeCode, others } = chooseAgents(options.values.get("agent"), CLAUDE_CODE, env);
  if (!hasClaudeCode) checkChoices(options);
  if (hasClaudeCode) await initClaudeCode(options, host);
  const mode = options.flags.has("dry-run") ? "dry-run" : "for-real";
  for (const row of others) {
    register(row, commandOf(options, { env, cwd: Deno.cwd() }), { env, mode, flags: options.flags });
  }
  const more = others.length > 0 ? [] : findInstalledAgents(env).filter((row) => !isRegistered(row, env));
  if (options.values.get("agent") === undefined && more.length > 0) offerOthers(more, options, host);
  return 0;
}

/** Asks about the other agents that are here; where nobody can answer, says how they are registered. */
function offerOthers(rows: readonly AgentRegistration[], options: Options, { env }: Host): void {
  const names = rows.map(({ name }) => name).join(", ");
  const isDryRun = options.flags.has("dry-run");
  if (isDryRun || !asksFor(options)) {
    const all = rows.length === 1 ? rows[0]?.id : "all";
    return say(`note: ${names} ${rows.length === 1 ? "is" : "are"} here too: fasthook init --agent ${all}`);
  }
  if (!confirm(`Register fasthook with ${names} as well?`)) return;
  const command = commandOf(options, { env, cwd: Deno.cwd() });
  for (const row of rows) register(row, command, { env, mode: "for-real", flags: options.flags });
}

/** Who has made a choice in the command line is asked nothing. */
function asksFor({ flags, values }: Options): boolean {
  return canAsk() && values.get("reply") === undefined && !SCOPES.some((scope) => flags.has(scope));
}

/** Scopes and replies are Claude Code's. */
function checkChoices({ flags, values }: Options): void {
  const wrong = flags.has("project") ? "--project" : flags.has("local") ? "--local" : "";
  const option = values.get("reply") === "stderr" ? "--reply stderr" : wrong;
  if (option === "") return;
  throw new UsageError(
    `Cannot use ${option} with --agent ${
      values.get("agent")
    }: other agents than Claude Code are registered for all ` +
      "your sessions, and answered with a context",
  );
}

async function initClaudeCode(options: Options, host: Host): Promise<void> {
  const { env } = host;
  const surroundings = { env, cwd: Deno.cwd() };
  const { scope, reply } = choices(options);
  const registration = registrationFor(scope, { command: commandOf(options, surroundings), reply });
  const file = readSettings(settingsFile(scope, surroundings));
  if (scope !== "user") requireInside(file, surroundings);
  const { linters } = await loadCheckedSettings(surroundings.cwd, env);
  const entries = entriesFor(linters);
  const text = addFasthook(file.exists ? file.text : undefined, { path: file.path, registration, entries });
  const mode = options.flags.has("dry-run") ? "dry-run" : "for-real";
  putIn(file, { mode, flags: options.flags, env }, {
    text,
    summary: summary(file, { registration, entries }),
    hasCopy: findOurs(file.text, file.path).length > 0 && hasBackup(file),
  });
  for (const note of notes(text, { scope, registration, surroundings })) say(note);
  if (mode === "for-real") {
    offerTrust(surroundings.cwd, host);
    say(NEXT);
  }
}

/** A repository's link must not choose which file is edited. */
function requireInside({ path, target }: SettingsFile, { env, cwd }: Surroundings): void {
  const folder = realPathIfAny(cwd) ?? cwd;
  if (isInside(target, repositoryRoot(folder, env("HOME") ?? "") ?? folder)) return;
  throw new UserError(
    `Cannot use ${path}: it leads out of the project, to ${target}`,
    "use --user, or put a file there instead of the link",
  );
}

const NEXT =
  "next: fasthook doctor checks that it works; fasthook log -f shows what it says. Running sessions of " +
  "Claude Code use it from their next call on.";

/** What is about to change, in a sentence. */
function summary(
  file: SettingsFile,
  { registration: { command, reply }, entries }: {
    readonly registration: Registration;
    readonly entries: readonly HookEntry[];
  },
): string {
  const isUpgrade = file.exists && findOurs(file.text, file.path).length > 0;
  const events = entries.map(({ event }) => event).join(", ");
  return `${isUpgrade ? "updates" : file.exists ? "adds" : "makes the file with"} ` +
    `${pluralize(entries.length, "hook")} ${isUpgrade ? "in" : file.exists ? "to" : ""}`.trimEnd() +
    `${file.exists ? ` ${file.path}` : `: ${file.path}`} (${events}); they run ${command} --reply=${reply}`;
}

/** In a project's file the hook is for everyone, also for those who have not installed it. */
function registrationFor(scope: Scope, registration: Registration): Registration {
  return scope === "project" && registration.command === PROGRAM
    ? { ...registration, isOptional: true }
    : registration;
}

function choices(options: Options): { readonly scope: Scope; readonly reply: Reply } {
  const scope = SCOPES.find((scope) => options.flags.has(scope));
  const reply = options.values.get("reply");
  const asks = asksFor(options);
  return {
    scope: scope ?? (asks ? askScope() : "user"),
    reply: (reply ?? (asks ? askReply() : "context")) === "stderr" ? "stderr" : "context",
  };
}

function askScope(): Scope {
  const answer = ask({
    text: "For which sessions?",
    answers: [
      { name: "user", does: "all of yours" },
      { name: "project", does: "everyone's in this folder" },
      { name: "local", does: "yours in this folder" },
    ],
  });
  return SCOPES.find((scope) => scope === answer) ?? "user";
}

function askReply(): string {
  return ask({
    text: "How should feedback reach the model?",
    answers: [
      { name: "context", does: "quietly, next to the tool's result" },
      { name: "stderr", does: "as a problem that you also see, with exit code 2" },
    ],
  });
}

function commandOf({ values }: Options, { env }: Surroundings): string {
  const named = values.get("command");
  if (named === undefined) return shortestCommand(ownPath(), env);
  if (isFasthook(named)) return named;
  throw new UsageError(
    `Cannot register "${named}": wanted a command or path that ends in fasthook or fasthook.exe, ` +
      "so that it is recognised later, got another name",
  );
}

function hasBackup(file: SettingsFile): boolean {
  return readSettings(backupPath(file)).exists;
}

/** What else a person should know. */
function notes(
  text: string,
  { scope, registration, surroundings }: {
    readonly scope: Scope;
    readonly registration: Registration;
    readonly surroundings: Surroundings;
  },
): readonly string[] {
  const isPath = /[\\/]/.test(registration.command) && !registration.command.startsWith("${");
  const settings: unknown = JSON.parse(text);
  return [
    ...(scope === "project" && isPath
      ? [
        `note: ${registration.command} is a path of this machine, and the project's settings are for everyone; ` +
        "put fasthook on PATH, or use --local",
      ]
      : []),
    ...(isObject(settings) && settings["disableAllHooks"] === true
      ? ['note: "disableAllHooks" is true in this file: Claude Code runs no hook']
      : []),
    ...settingsFiles(surroundings).filter((other) => other.scope !== scope && hasOurs(other.path)).map(
      ({ path }) => `note: fasthook is registered in ${path} too: Claude Code runs both where they differ`,
    ),
  ];
}

function hasOurs(path: string): boolean {
  try {
    const { text } = readSettings(path);
    return text !== "" && findOurs(text, path).length > 0;
  } catch (error) {
    // A broken file elsewhere is doctor's business.
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}
