/**
 * The subcommands. A command is one file and one row; its code is loaded when it is run.
 *
 * @module
 */

/** Runs a subcommand and returns the exit code: 0 done, 1 something is wrong, 64 wrong usage. */
export type Run = (args: readonly string[]) => number | Promise<number>;

/** One subcommand. */
export interface CommandRow {
  /** What is typed behind `fasthook`. */
  readonly name: string;
  /** What it is for, in a few words. */
  readonly summary: string;
  /** How it is called, behind the name. */
  readonly usage: string;
  /** A command line that works, and what it does. */
  readonly example: string;
  /** Loads the command's code. */
  readonly load: () => Promise<Run>;
}

/** All subcommands, in the order in which help lists them. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: "help",
    summary: "show how fasthook, or one of its commands, is used",
    usage: "[COMMAND]",
    example: "fasthook help help",
    load: async () => (await import("./help.ts")).run,
  },
];
