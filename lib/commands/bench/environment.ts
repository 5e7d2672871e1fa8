/**
 * What a measured hook finds in its environment.
 *
 * @module
 */

/** Variables of the environment, added to our own. */
export type Environment = Readonly<Record<string, string>>;

/** The variables that say where configuration, project and state are. */
export interface IsolatedEnvironment extends Environment {
  /** The project's folder. */
  readonly CLAUDE_PROJECT_DIR: string;
  /** The user's configuration; "" for the one in its usual place. */
  readonly FASTHOOK_CONFIG: string;
  /** The state folder. */
  readonly FASTHOOK_STATE_DIR: string;
  /** The folder of all programs' configuration. */
  readonly XDG_CONFIG_HOME: string;
}

/**
 * Keeps what the person at this machine configured, and what fasthook remembers of them, out of the numbers.
 *
 * @param folder An empty folder; with a relative path there is no memory at all.
 * @returns Variables that point the program there.
 */
export function isolateEnvironment(folder: string): IsolatedEnvironment {
  return {
    CLAUDE_PROJECT_DIR: `${folder}/project`,
    FASTHOOK_CONFIG: "",
    FASTHOOK_STATE_DIR: `${folder}/state`,
    XDG_CONFIG_HOME: `${folder}/.config`,
  };
}
