/**
 * Runs a linter's program so that it can do no harm: no shell, no input, a small environment, limited output, time and
 * memory, and nothing of it left behind.
 *
 * @module
 */
import { startTimer } from "../system/timer.ts";
import { LinterError, type Output } from "./linter.ts";
import type { StartedProgram, StartedPrograms } from "../state/host.ts";

/** What to run. */
export interface Command {
  /** The program's path, behind it what limits or runs it. */
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
   * arguments, behind which the process's number comes; empty for no limit.
   */
  readonly alone?: readonly string[];
}

/**
 * The most that is read from each stream. Biome before 2.4 prints the whole file three times for each of up to 200
 * problems, and a missing bracket makes many.
 */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

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

/**
 * Tells whether a file is a program for Linux, and no script.
 *
 * @param file The file.
 * @returns False also for a file that may be started and not read.
 */
export function isLinuxProgram(file: string): boolean {
  try {
    using opened = Deno.openSync(file);
    const bytes = new Uint8Array(ELF.length);
    return opened.readSync(bytes) === ELF.length && ELF.every((byte, index) => bytes[index] === byte);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/** How programs for Linux begin. */
const ELF = [0x7f, 0x45, 0x4c, 0x46];

/** A program that has been started. */
export class Run {
  readonly #child: Deno.ChildProcess;
  readonly #kill: string | undefined;
  readonly #programs: StartedPrograms;
  readonly #streams: readonly [Stream, Stream];
  readonly #reading: Promise<unknown>;

  /**
   * Starts it.
   *
   * @param command What to run.
   * @throws {Error} When it cannot be started.
   */
  constructor({ command: [file = "", ...first], args, cwd, input, env, kill, programs, alone }: Command) {
    // Its own group, so that whatever it starts can be ended with it. That needs a fork of this large process, 0.6 ms; and
    // a program that limits itself first starts 0.7 ms later.
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
    this.#streams = [new Stream(this.#child.stdout), new Stream(this.#child.stderr)];
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
      if (limiter !== undefined) runUnheard(limiter, [...args, String(this.#child.pid)]);
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  #end(): void {
    endGroup(this.#child.pid, this.#kill);
    end(this.#child);
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
    // Not removed afterwards, which would take 0.1 ms: the signal is this run's own.
    signal.addEventListener("abort", () => {
      if (isRunning) this.abandon();
    }, { once: true });
    // The first use takes 0.1 ms: while the program runs.
    const decoder = new TextDecoder();
    decoder.decode(new Uint8Array(1));
    try {
      const status = await this.#child.status;
      sweepGroup(this.#child.pid, this.#kill);
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

/** What Claude Code sends at its timeout and when the person presses Esc, and what Ctrl-C sends. */
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** A program outlives the process that started it, so a signal must end the programs first and this process then. */
function noteStart(programs: StartedPrograms, pid: number, program: StartedProgram): void {
  if (programs.endedOnSignalBy === "engine" && programs.running.size === 0) {
    programs.stopListening = listen(programs);
  }
  programs.running.set(pid, program);
}

function noteEnd(programs: StartedPrograms, pid: number): void {
  if (programs.running.delete(pid) && programs.running.size === 0) stopListening(programs);
}

function listen(programs: StartedPrograms): () => void {
  const listeners = SIGNALS.map((name) => ({ name, listener: (): void => endAll(programs, name) }));
  for (const { name, listener } of listeners) Deno.addSignalListener(name, listener);
  return () => {
    for (const { name, listener } of listeners) Deno.removeSignalListener(name, listener);
  };
}

function stopListening(programs: StartedPrograms): void {
  programs.stopListening?.();
  programs.stopListening = undefined;
}

function endAll(programs: StartedPrograms, name: Deno.Signal): void {
  const [first] = programs.running.values();
  for (const { end } of programs.running.values()) end();
  programs.running.clear();
  stopListening(programs);
  // Deno may not signal its own process either. Without a listener the signal does what it does by default.
  if (first !== undefined) runKill(first.kill, [`-${name.slice("SIG".length)}`, String(Deno.pid)]);
}

/** One stream of a program, read up to the limit. */
class Stream {
  /** Whether there was more than the limit. */
  isOver = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.getReader();
  }

  async read(stop: () => void): Promise<void> {
    try {
      while (true) {
        // One piece after another.
        const { done, value } = await this.#reader.read();
        if (done) return;
        this.#size += value.length;
        if (this.#size > MAX_OUTPUT_BYTES) {
          this.isOver = true;
          return stop();
        }
        this.#pieces.push(value);
      }
    } catch (error) {
      // What was cancelled may end with an error.
      if (!(error instanceof Error)) throw error;
    }
  }

  cancel(): void {
    this.#reader.cancel().catch(() => {});
  }

  text(decoder: TextDecoder): string {
    return this.#pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }
}

function end(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    // It has ended already.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Deno may signal the one process it started, not a group: the program `kill` may. */
function endGroup(pid: number, kill: string | undefined): void {
  if (kill !== undefined) runKill(kill, ["-KILL", "--", `-${pid}`]);
}

/** Ends what a program that has ended may have left behind; nobody waits for that. */
function sweepGroup(pid: number, kill: string | undefined): void {
  if (kill !== undefined) runUnheard(kill, ["-KILL", "--", `-${pid}`]);
}

/** Runs a small program that nobody waits for. */
function runUnheard(program: string, args: readonly string[]): void {
  new Deno.Command(program, {
    args: [...args],
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn().unref();
}

function runKill(kill: string, args: readonly string[]): void {
  new Deno.Command(kill, { args: [...args], clearEnv: true, stdout: "null", stderr: "null" }).outputSync();
}
