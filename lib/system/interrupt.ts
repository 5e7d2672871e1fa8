/**
 * Handles Ctrl-C in a command that has something to finish first.
 *
 * @module
 */

/** 128 + SIGINT: the exit code that a shell expects of a program stopped with Ctrl-C. */
export const STOPPED = 130;

/** Notes the first Ctrl-C instead of ending at once. A second one ends at once. */
export class Interrupt {
  #isRaised = false;
  readonly #listener = (): void => {
    this.#isRaised = true;
    this.release();
  };

  /** Listens from now on. */
  constructor() {
    Deno.addSignalListener("SIGINT", this.#listener);
  }

  /** Whether Ctrl-C was pressed. */
  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** Stops listening. */
  release(): void {
    Deno.removeSignalListener("SIGINT", this.#listener);
  }
}
