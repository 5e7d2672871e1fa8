/**
 * Checks the registrations with agents other than Claude Code.
 *
 * @module
 */
import { obstaclesOf } from "../../agents/registrations/obstacles.ts";
import { type AgentRegistration, hookFilePath } from "../../agents/registrations/table.ts";
import { ownElements } from "../../agents/shared/hook_file.ts";
import type { ReadVariable } from "../../state/folder.ts";
import { readSettings } from "../../system/user_file.ts";
import { UserError } from "../../text/user_error.ts";
import { findInstalledAgents } from "../shared/agent_files.ts";
import { type Check, ok, wrong } from "./check.ts";

/** What the checks depend on. */
export interface AgentSurroundings {
  /** Reads the environment. */
  readonly env: ReadVariable;
  /** The folder that an agent would be started in. */
  readonly cwd: string;
}

/**
 * Checks the agents that are here.
 *
 * @param surroundings The environment and the folder.
 * @returns For each agent: whether fasthook is registered, and what keeps the agent from running it.
 */
export function agentChecks(surroundings: AgentSurroundings): readonly Check[] {
  return findInstalledAgents(surroundings.env).flatMap((row) => checksOf(row, surroundings));
}

function checksOf(row: AgentRegistration, { env, cwd }: AgentSurroundings): readonly Check[] {
  try {
    const { exists, text, path } = readSettings(hookFilePath(row, env));
    const own = exists && text.trim() !== "" ? ownElements(text, { path, file: row }) : [];
    const registered = new Set(own.map(({ event }) => event));
    const missing = row.entries.filter(({ event }) => !registered.has(event)).map(({ event }) => event);
    const fix = `fasthook init --agent ${row.id}`;
    if (own.length === 0) {
      return [{ name: row.id, status: "note", message: `fasthook is not registered in ${path}`, fix }];
    }
    const problems = [
      ...(missing.length > 0
        ? [wrong(row.id, { message: `not registered for ${missing.join(", ")} in ${path}`, fix })]
        : []),
      ...(own.length > registered.size
        ? [wrong(row.id, { message: `registered more than once for an event in ${path}`, fix })]
        : []),
      ...obstaclesOf({ row, text, own }, { env, cwd }).map(({ message, fix, certain }): Check => ({
        name: row.id,
        status: certain ? "wrong" : "note",
        message,
        fix,
      })),
    ];
    return problems.length > 0 ? problems : [ok(row.id, `registered in ${path}`)];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [wrong(row.id, { message: error.message, fix: error.fix ?? "" })];
  }
}
