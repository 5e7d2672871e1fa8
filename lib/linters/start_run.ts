/**
 * Starts a linter's program. Late: a result in the cache needs none of this.
 *
 * @module
 */
import type { FoundProgram } from "./find_program.ts";
import { type LaunchContext, launchOf } from "./launch.ts";
import { type Command, Run } from "./run_program.ts";

/** Where a program runs, and on what. */
export type RunPlace = Pick<Command, "cwd" | "args" | "input">;

/**
 * Starts a program.
 *
 * @param program The program.
 * @param context The linter, host, settings and project; where it runs, and on what.
 * @returns The run.
 * @throws {Error} When it cannot be started.
 */
export function startRun(
  program: FoundProgram,
  { how, ...context }: LaunchContext & { readonly how: RunPlace },
): Run {
  return new Run({ ...launchOf(program, context), ...how });
}
