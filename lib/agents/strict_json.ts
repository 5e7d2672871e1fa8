/**
 * Files of agents that are JSON without comments: with one, the agent ignores the whole file.
 *
 * @module
 */

/** The ends of their paths, by the agent's id in the table of agents. */
const STRICT_JSON: Readonly<Record<string, readonly string[]>> = {
  // Observed with Claude Code 2.1.330.
  "claude-code": ["/.claude/settings.json", "/.claude/settings.local.json", "/.mcp.json"],
};

/**
 * Reports whether an agent reads a file as JSON without comments and without additional commas.
 *
 * @param path The file, with slashes.
 * @returns True for the agents' own files.
 */
export function isStrictJson(path: string): boolean {
  return Object.values(STRICT_JSON).some((ends) => ends.some((end) => `/${path}`.endsWith(end)));
}
