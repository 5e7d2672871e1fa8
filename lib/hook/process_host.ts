/**
 * The host of hook mode and of commands: a process that answers one event, or runs one command, and ends.
 *
 * @module
 */
import { type ReadVariable, type StateFolder, stateFolder } from "../state/folder.ts";
import type { Host } from "../state/host.ts";

/**
 * Makes the host of this process.
 *
 * @param env Reads the environment; this process's by default.
 * @returns A host with that environment and this process's clock.
 */
export function processHost(env: ReadVariable = readVariable): Host {
  let folder: StateFolder | undefined;
  return {
    life: "one-event",
    env,
    now: Date.now,
    clock: () => performance.now(),
    // What Deno needs to start is a part of what the caller waits for.
    eventStart: () => 0,
    stateFolder: () => folder ??= stateFolder(env),
    programs: { running: new Map(), endedOnSignalBy: "engine" },
  };
}

function readVariable(name: string): string | undefined {
  return Deno.env.get(name);
}
