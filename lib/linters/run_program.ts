/**
 * Runs a linter's program so that it can do no harm: no shell, no input, a small environment, limited output, time and
 * memory, and nothing of it keeps running.
 *
 * @module
 */
import { startTimer } from "../system/timer.ts";
import { LimitedStream } from "./limited_stream.ts";
import { LinterError, type Output } from "./linter.ts";
import { endChild, endGroup, startSmallProgram } from "./end_program.ts";
import { noteEnd, noteStart } from "./running_programs.ts";
import type { StartedPrograms } from "../state/host.ts";

/** What to run. */
export interface Command {
  /** The program's path, after the programs that limit or run it. */
  readonly command: readonly string[];
  /** Its arguments. */
  readonly args: readonly string[];
  /** The folder it runs in. */
  readonly cwd: string;
  /** What it reads on standard input; nothing when absent. */
  readonly input?: Uint8Array<ArrayBuffer>;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The program that ends a whole process group; without one only the process itself is ended. */
  readonly kill: string | undefined;
  /** The programs of the host that starts it. */
  readonly programs: StartedPrograms;
  /**
   * For a program that starts no others, so that ending it is enough: the program that limits it while it starts, and its
   * arguments, before the process's number; empty for no limit.
   */
  readonly alone?: readonly string[];
}

/** How long output may still come when the program has ended: a grandchild can hold a stream open for ever. */
const GRACE_MS = 50;

/**
 * Runs a program to its end.
 *
 * @param command What to run.
 * @param signal Ends it at once.
 * @returns What it printed, and its exit code.
 * @throws {LinterError} When it printed too much, or was ended by a signal.
 */
export async function runProgram(command: Command, signal: AbortSignal): Promise<Output> {
  signal.throwIfAborted();
  return await new Run(command).finish(signal);
}

/** A program that has been started. */
export class Run {
  readonly #child: Deno.ChildProcess;
  readonly #kill: string | undefined;
  readonly #programs: StartedPrograms;
  readonly #streams: readonly [LimitedStream, LimitedStream];
  readonly #reading: Promise<unknown>;

  /**
   * Starts it.
   *
   * @param command What to run.
   * @throws {Error} When it cannot be started.
   */
  constructor({ command: [file = "", ...first], args, cwd, input, env, kill, programs, alone }: Command) {
    // Its own group, so that whatever it starts can be ended with it. That needs a fork of this large process, so programs
    // that start no others go without.
    this.#child = new Deno.Command(file, {
      args: [...first, ...args],
      cwd,
      env: { ...env },
      clearEnv: true,
      stdin: input === undefined ? "null" : "piped",
      stdout: "piped",
      stderr: "piped",
      detached: alone === undefined && Deno.build.os !== "windows",
    }).spawn();
    this.#kill = alone === undefined ? kill : undefined;
    this.#programs = programs;
    if (kill !== undefined) noteStart(programs, this.#child.pid, { kill, end: () => this.#end() });
    this.#streams = [new LimitedStream(this.#child.stdout), new LimitedStream(this.#child.stderr)];
    this.#reading = Promise.all(this.#streams.map((stream) => stream.read(() => this.abandon())));
    if (alone !== undefined) this.#limit(alone);
    if (input !== undefined) void this.#write(input);
  }

  async #write(input: Uint8Array<ArrayBuffer>): Promise<void> {
    const writer = this.#child.stdin.getWriter();
    try {
      await writer.write(input);
      await writer.close();
    } catch (error) {
      // It ended before it had read everything; its exit code says why.
      if (!(error instanceof Error)) throw error;
    }
  }

  #limit([limiter, ...args]: readonly string[]): void {
    try {
      if (limiter !== undefined) startSmallProgram(limiter, [...args, String(this.#child.pid)]);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  #end(): void {
    endGroup(this.#child.pid, this.#kill, "now");
    endChild(this.#child);
  }

  /** Ends it at once, with all that it has started. */
  abandon(): void {
    this.#end();
    for (const stream of this.#streams) stream.cancel();
    noteEnd(this.#programs, this.#child.pid);
  }

  /**
   * Waits for its end.
   *
   * @param signal Ends it at once.
   * @returns What it printed, and its exit code.
   * @throws {LinterError} When it printed too much, or was ended by a signal.
   */
  async finish(signal: AbortSignal): Promise<Output> {
    let isRunning = true;
    // Not removed afterwards, which takes time: the signal is this run's own.
    signal.addEventListener("abort", () => {
      if (isRunning) this.abandon();
    }, { once: true });
    // The first use takes long (deno task bench --only costs), so it comes while the program runs.
    const decoder = new TextDecoder();
    decoder.decode(new Uint8Array(1));
    try {
      const status = await this.#child.status;
      // It may have left something running.
      endGroup(this.#child.pid, this.#kill, "later");
      const grace = startTimer(GRACE_MS);
      await Promise.race([this.#reading, grace.passed]);
      grace.cancel();
      for (const stream of this.#streams) stream.cancel();
      await this.#reading;
      if (this.#streams.some((stream) => stream.isOver)) throw new LinterError("too-much-output");
      if (status.signal !== null) throw new LinterError("signal");
      return {
        stdout: this.#streams[0].text(decoder),
        stderr: this.#streams[1].text(decoder),
        code: status.code,
      };
    } finally {
      isRunning = false;
      noteEnd(this.#programs, this.#child.pid);
    }
  }
}
