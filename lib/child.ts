/**
 * Starts fasthook as Claude Code does: the registered program, directly, with an event on its standard input.
 *
 * @module
 */

/** What one run did. */
export interface ChildRun {
  /** Exit code. */
  readonly code: number;
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
  /** From start to end, in milliseconds. */
  readonly ms: number;
}

/** A program and its arguments. */
export interface CommandLine {
  /** A name on PATH, or a path. */
  readonly command: string;
  /** The arguments. */
  readonly args: readonly string[];
}

/**
 * Tells whether fasthook may start a program. It may start programs by name only, so that no event and no
 * configuration can make it start another one.
 *
 * @param command A name, or a path.
 * @returns True when the program is the `fasthook` on PATH.
 */
export function mayStart(command: string): boolean {
  return Deno.permissions.querySync({ name: "run", command }).state === "granted";
}

/**
 * Makes a folder for the state of the runs that follow: events of doctor's own are no part of the journal.
 *
 * @param use Does something with the folder, which is removed afterwards.
 * @returns What that gives.
 */
export async function withOwnState<T>(use: (state: string) => Promise<T>): Promise<T> {
  const folder = Deno.makeTempDirSync({ prefix: "fasthook-doctor-" });
  try {
    return await use(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/**
 * Runs a command line to its end.
 *
 * @param line The program and its arguments.
 * @param given What it reads, and its state folder.
 * @returns What it did.
 * @throws {Error} What the operating system says, where it cannot be started.
 */
export async function runChild(
  { command, args }: CommandLine,
  { stdin, state }: { readonly stdin: string; readonly state: string },
): Promise<ChildRun> {
  const started = performance.now();
  const child = new Deno.Command(command, {
    args: [...args],
    env: { FASTHOOK_STATE_DIR: state },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output] = await Promise.all([child.output(), feed(child, stdin)]);
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
    ms: performance.now() - started,
  };
}

async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    // A program that ends without reading is judged by what it printed.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    await writer.abort().catch(() => {});
  }
}
