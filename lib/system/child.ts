/**
 * Starts fasthook as Claude Code does: the installed program, directly, with an event on its standard input.
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

/** What a run is given. */
export interface ChildInput {
  /** What it reads. */
  readonly stdin: string;
  /** What comes after that: the end, or nothing until the program ends. */
  readonly stdinEnd?: "closed" | "left open";
  /** Variables of its environment, added to ours. */
  readonly env: Readonly<Record<string, string>>;
}

/** No run takes longer: the contract is 5 s. A longer one is stopped, which its exit code shows. */
const MAX_RUN_MS = 30_000;

/**
 * Makes a state folder for runs of our own, whose events do not belong in the person's journal.
 *
 * @param use Does something with the folder, which is removed afterwards.
 * @returns The result of that.
 */
export async function withOwnFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = Deno.makeTempDirSync({ prefix: "fasthook-own-" });
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
 * @param given What it reads, and its environment.
 * @returns What it did.
 * @throws {Error} The operating system's error, if it cannot be started.
 */
export async function runChild({ command, args }: CommandLine, given: ChildInput): Promise<ChildRun> {
  const prepared = new Deno.Command(command, {
    args: [...args],
    env: { ...given.env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(MAX_RUN_MS),
  });
  const started = performance.now();
  const child = prepared.spawn();
  const fed = feed(child, given);
  const output = await child.output();
  const ms = performance.now() - started;
  await fed;
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
    ms,
  };
}

async function feed(child: Deno.ChildProcess, { stdin, stdinEnd }: ChildInput): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(stdin));
    if (stdinEnd === "left open") await child.status;
    await writer.close();
  } catch (error) {
    // A program that ends without reading is judged by its output.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    await writer.abort().catch(() => {});
  }
}
