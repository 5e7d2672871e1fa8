/**
 * What belongs to the program that the engine runs in: one value, made once and handed down. Two of them in one process do
 * not meet.
 *
 * @module
 */
import type { ReadVariable, StateFolder } from "./folder.ts";

/** The program that the engine runs in: a process that answers one event, a server, a module in another program, a test. */
export interface Host {
  /** How long it lives. A process that answers one event ends without closing what it has opened: that is faster. */
  readonly life: "one-event" | "many-events";
  /** Reads a variable of the environment that events are analysed in; not always that of this process. */
  readonly env: ReadVariable;
  /** The moment, in milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds on a clock that is never set back. */
  readonly clock: () => number;
  /** When the event that is about to be read came, on that clock; for a process that answers one event, its own start. */
  readonly eventStart: () => number;
  /** Finds the state folder, at the first call; later calls give the same one. */
  readonly stateFolder: () => StateFolder;
  /** The programs that it has started. */
  readonly programs: StartedPrograms;
}

/** The programs that a host has started and that run now. */
export interface StartedPrograms {
  /** By the number of their process. A host that ends must end them. */
  readonly running: Map<number, StartedProgram>;
  /** Who ends them when a signal ends this process: the engine, as long as one runs, or the host itself. */
  readonly endedOnSignalBy: "engine" | "host";
  /** Stops listening for signals; missing while the engine does not listen. */
  stopListening?: (() => void) | undefined;
}

/** A program that runs now. */
export interface StartedProgram {
  /** The program that ends processes. */
  readonly kill: string;
  /** Ends it with all that it has started. */
  readonly end: () => void;
}

/**
 * Makes a host that remembers nothing.
 *
 * @param host Any host.
 * @returns The same without a state folder.
 */
export function withoutState(host: Host): Host {
  return { ...host, stateFolder: () => ({ kind: "none", path: "", problem: "no-home" }) };
}
