/**
 * Where Claude Code keeps its settings.
 *
 * @module
 */
import { UserError } from "../../../text/user_error.ts";

/** Whose settings: the person's, the project's for everyone, or the person's own for this project. */
export const SCOPES = ["user", "project", "local"] as const;

/** One of the files that Claude Code reads. */
export type Scope = typeof SCOPES[number];

/** What the places depend on. */
export interface Surroundings {
  /** Reads an environment variable. */
  readonly env: (name: string) => string | undefined;
  /** The folder that Claude Code is started in. */
  readonly cwd: string;
}

/**
 * Finds a settings file.
 *
 * @param scope Whose settings.
 * @param surroundings The environment and the folder.
 * @returns The file's path; the file need not exist.
 * @throws {UserError} When nothing says where the home folder is.
 */
export function settingsFile(scope: Scope, { env, cwd }: Surroundings): string {
  switch (scope) {
    case "user":
      return `${configFolder({ env, cwd })}/settings.json`;
    case "project":
      return `${cwd}/.claude/settings.json`;
    case "local":
      return `${cwd}/.claude/settings.local.json`;
  }
}

/**
 * Lists the settings files of all scopes, each once: in the home folder two of them are the same.
 *
 * @param surroundings The environment and the folder.
 * @returns The scopes and their files.
 */
export function settingsFiles(
  surroundings: Surroundings,
): readonly { readonly scope: Scope; readonly path: string }[] {
  const files = SCOPES.map((scope) => ({ scope, path: settingsFile(scope, surroundings) }));
  return files.filter(({ path }, at) => files.findIndex((file) => file.path === path) === at);
}

/**
 * Finds the folder of the person's own settings.
 *
 * @param surroundings The environment and the folder.
 * @returns `CLAUDE_CONFIG_DIR`, or `.claude` in the home folder.
 * @throws {UserError} When nothing says where the home folder is.
 */
export function configFolder(surroundings: Surroundings): string {
  const folder = configFolderIfAny(surroundings);
  if (folder !== undefined) return folder;
  throw new UserError(
    "Cannot find your settings: wanted a home folder in HOME or USERPROFILE, got nothing",
    "use --project or --local, or set CLAUDE_CONFIG_DIR",
  );
}

/**
 * Finds the folder of the person's own settings, where there is one.
 *
 * @param surroundings The environment and the folder.
 * @returns The folder; `undefined` when nothing says where the home folder is.
 */
export function configFolderIfAny({ env, cwd }: Surroundings): string | undefined {
  const named = env("CLAUDE_CONFIG_DIR") ?? "";
  if (named !== "") return /^(?:[\\/]|[A-Za-z]:)/.test(named) ? named : `${cwd}/${named}`;
  const home = env("HOME") || env("USERPROFILE") || "";
  return home === "" ? undefined : `${home}/.claude`;
}
