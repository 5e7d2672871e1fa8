/**
 * What a measured hook finds in its environment.
 *
 * @module
 */

/** Variables of the environment, added to our own. */
export type Environment = Readonly<Record<string, string>>;

/** The variables that say where configuration, project and state are. */
const OWN = ["CLAUDE_PROJECT_DIR", "FASTHOOK_CONFIG", "FASTHOOK_STATE_DIR", "XDG_CONFIG_HOME"] as const;

/**
 * Keeps what the person at this machine configured, and what fasthook remembers of them, out of the numbers.
 *
 * @param folder An empty folder; with a relative path there is no memory at all.
 * @returns Variables that point the program there.
 */
export function isolated(folder: string): Record<typeof OWN[number], string> {
  return {
    CLAUDE_PROJECT_DIR: `${folder}/project`,
    FASTHOOK_CONFIG: "",
    FASTHOOK_STATE_DIR: `${folder}/state`,
    XDG_CONFIG_HOME: `${folder}/config`,
  };
}
