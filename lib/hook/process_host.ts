/**
 * The host of hook mode and of commands: a process that answers one event, or runs one command, and ends.
 *
 * @module
 */
import { type StateFolder, stateFolder } from "../state/folder.ts";
import type { Host } from "../state/host.ts";

/**
 * Makes the host of this process.
 *
 * @returns A host with this process's environment and clock.
 */
export function processHost(): Host {
  const env = (name: string): string | undefined => Deno.env.get(name);
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
