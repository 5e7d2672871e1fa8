/**
 * Ends programs, with all that they have started.
 *
 * @module
 */

/**
 * Ends a program that was started.
 *
 * @param child The program; it may have ended already.
 */
export function endChild(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}

/**
 * Ends a process group. Deno may signal the one process it started, not a group: the program `kill` may.
 *
 * @param pid The number of the group.
 * @param kill The program; without one nothing is done.
 * @param when Whether the group has ended when this returns.
 */
export function endGroup(pid: number, kill: string | undefined, when: "now" | "later"): void {
  if (kill === undefined) return;
  const args = ["-KILL", "--", `-${pid}`];
  if (when === "now") runSmallProgram(kill, args);
  else startSmallProgram(kill, args);
}

/**
 * Runs a small program to its end.
 *
 * @param program Its path.
 * @param args Its arguments.
 */
export function runSmallProgram(program: string, args: readonly string[]): void {
  new Deno.Command(program, { ...QUIET, args: [...args] }).outputSync();
}

/**
 * Starts a small program whose end is of no interest.
 *
 * @param program Its path.
 * @param args Its arguments.
 */
export function startSmallProgram(program: string, args: readonly string[]): void {
  new Deno.Command(program, { ...QUIET, args: [...args] }).spawn().unref();
}

const QUIET = { clearEnv: true, stdin: "null", stdout: "null", stderr: "null" } as const;
