/**
 * One measured process: started, fed an event, waited for.
 *
 * @module
 */
import type { Environment } from "../lib/commands/bench/environment.ts";

/** One process to run. */
export interface Start {
  /** A program and its arguments. */
  readonly command: readonly string[];
  /** What the program may read; one that does not read it is no error. */
  readonly input: Uint8Array<ArrayBuffer>;
  /** Variables in addition to those of this process. */
  readonly env: Environment;
}

/** How a process ended, and when. */
export interface Ended {
  /** From before the start until after the end and the last byte of output, in milliseconds. */
  readonly wallMs: number;
  /** The exit code. */
  readonly exitCode: number;
  /** All of standard output. */
  readonly stdout: string;
  /** All of standard error. */
  readonly stderr: string;
}

// POSIX `time` counts hundredths of a second; bash can count thousandths.
const CPU_CLOCK = ["bash", "-c", 'TIMEFORMAT="%3U %3S"; time "$@"', "bash"];

/**
 * Runs a process with an event on standard input, through three pipes as agents do.
 *
 * @param start What to run.
 * @returns How it ended.
 * @throws {Deno.errors.NotFound} When there is no such program.
 */
export async function timeProgram({ command, input, env }: Start): Promise<Ended> {
  const [program = "", ...args] = command;
  const prepared = new Deno.Command(program, { args, env, stdin: "piped", stdout: "piped", stderr: "piped" });
  const startedAt = performance.now();
  const child = prepared.spawn();
  const fed = feed(child.stdin, input);
  const { code, stdout, stderr } = await child.output();
  const wallMs = performance.now() - startedAt;
  await fed;
  return {
    wallMs,
    exitCode: code,
    stdout: new TextDecoder().decode(stdout),
    stderr: new TextDecoder().decode(stderr),
  };
}

/**
 * Measures the processor time of a process, user and system, all threads and children. This is a run of its own: the
 * clock around it costs some milliseconds of wall time.
 *
 * @param start What to run.
 * @returns Milliseconds, or `undefined` on a machine without bash.
 */
export async function cpuTime({ command, ...rest }: Start): Promise<number | undefined> {
  try {
    const { stderr } = await timeProgram({ command: [...CPU_CLOCK, ...command], ...rest });
    const [, user, system] = /(\d+[.,]\d{3}) (\d+[.,]\d{3})\n$/.exec(stderr) ?? [];
    return user === undefined || system === undefined ? undefined : milliseconds(user) + milliseconds(system);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return undefined;
  }
}

async function feed(
  stdin: WritableStream<Uint8Array<ArrayBuffer>>,
  input: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(input);
    await writer.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** From seconds with three decimals, written as the locale does. */
function milliseconds(seconds: string): number {
  return Number(seconds.replace(/[.,]/, ""));
}
