/**
 * Hosts for tests: an environment and a clock that are data.
 *
 * @module
 */
import { type StateFolder, stateFolder } from "../../lib/state/folder.ts";
import type { Host } from "../../lib/state/host.ts";

/** What a test says about its host. */
export interface HostSpec {
  /** The variables of its environment; none by default, so there is no state. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Other parts than the usual ones. */
  readonly parts?: Partial<Host>;
}

/**
 * Makes a host that lives as long as a server.
 *
 * @param spec What is special about it.
 * @returns The host.
 */
export function hostOf({ variables = {}, parts = {} }: HostSpec = {}): Host {
  const env = (name: string): string | undefined => variables[name];
  let folder: StateFolder | undefined;
  const clock = (): number => performance.now();
  return {
    life: "many-events",
    env,
    now: Date.now,
    clock,
    eventStart: clock,
    stateFolder: () => folder ??= stateFolder(env),
    programs: { running: new Map(), endedOnSignalBy: "host" },
    ...parts,
  };
}
