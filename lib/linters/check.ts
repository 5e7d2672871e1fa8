/**
 * One linter's check of one file: what its result depends on, and how it is run.
 *
 * @module
 */
import { cacheKey } from "../state/cache.ts";
import { limitProblems } from "./cached_problems.ts";
import type { LinterTask } from "./plan.ts";
import type { ReadVariable } from "../state/folder.ts";
import type { LinterSettings } from "../config/settings.ts";
import { isFile, textIfReadable } from "../system/files.ts";
import { type Command, isLinuxProgram, Run } from "./run_program.ts";
import { findProgram, type FoundProgram } from "./find_program.ts";
import type { ProgramRow } from "./table.ts";
import type { Wanted } from "./configured.ts";
import type { Host } from "../state/host.ts";

/** What a check is about. */
export interface CheckContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** The file, absolute. */
  readonly path: string;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** The project's folder. */
  readonly projectDir: string;
}

/** Enough for any file that a person edits; programs for V8 get their limit as a flag. */
const ADDRESS_SPACE_BYTES = 4 * 1024 * 1024 * 1024;
const LIMIT = `--as=${ADDRESS_SPACE_BYTES}`;
const HEAP_MEGABYTES = 1024;

/** One linter's check of one file. */
export class LinterCheck {
  /** The linter. */
  readonly row: ProgramRow;
  readonly #program: FoundProgram;
  readonly #folder: string;
  readonly #args: readonly string[];
  /** All that the result depends on, beside the file's content. */
  readonly #parts: readonly string[];
  readonly #host: Host;
  #run: Run | undefined;

  /**
   * Prepares a check.
   *
   * @param wanted The linter, and where it is configured.
   * @param context The file.
   * @param program The linter's program.
   */
  constructor(
    { row, folder, because, configurations }: Wanted & { readonly row: ProgramRow },
    { host, path }: CheckContext,
    program: FoundProgram,
  ) {
    const args = [...row.args, path];
    this.row = row;
    this.#host = host;
    this.#program = program;
    this.#folder = folder;
    this.#args = args;
    this.#parts = [
      row.id,
      path,
      args.join("\n"),
      identityOf(program.file),
      folder,
      ...configurations.map((name) => `${name}\n${textIfReadable(`${folder}/${name}`)}`),
      because,
    ];
  }

  /** Starts the program before it is known whether its result is needed. */
  begin(): void {
    try {
      this.#run ??= this.#started();
    } catch (error) {
      // It fails again, and is noted, when it is run.
      if (!(error instanceof Error)) throw error;
    }
  }

  /** Ends what {@linkcode begin} has started, if nobody waits for its result. */
  abandon(): void {
    this.#run?.abandon();
    this.#run = undefined;
  }

  #started(): Run {
    const how = this.row.isAlone && isItself(this.#program, this.row)
      ? startedAlone(this.#program, { row: this.row, host: this.#host })
      : started(this.#program, { row: this.row, host: this.#host });
    return new Run({ ...how, cwd: this.#folder, args: this.#args });
  }

  /**
   * Names the result.
   *
   * @param bytes What the file holds.
   * @returns What `runLinters` takes.
   */
  async task(bytes: Uint8Array<ArrayBuffer>): Promise<LinterTask> {
    return {
      id: this.row.id,
      key: await cacheKey([...this.#parts, bytes]),
      ...(this.#run && { isStarted: true }),
      run: async (signal) => {
        signal.throwIfAborted();
        const run = this.#run ?? this.#started();
        this.#run = undefined;
        // Loaded while the program runs.
        const [output, { parse }] = await Promise.all([run.finish(signal), this.row.load()]);
        return limitProblems(parse(output));
      },
    };
  }
}

/**
 * Prepares a check.
 *
 * @param wanted The linter, and where it is configured.
 * @param context The file.
 * @returns The check; `undefined` when there is no program that may be started.
 */
export function prepareCheck(
  wanted: Wanted & { readonly row: ProgramRow },
  context: CheckContext,
): LinterCheck | undefined {
  const { host: { env }, linters: { ownPrograms }, projectDir } = context;
  const program = findProgram(wanted.row.program, { env, projectDir, ownPrograms });
  return program.kind === "found" ? new LinterCheck(wanted, context, program) : undefined;
}

/**
 * Says how a linter's program is started: with limits, and with the little of the environment that it needs.
 *
 * @param program The program.
 * @param start The linter and the host.
 * @returns Command, environment, and the program that ends it.
 */
export function started(
  { command }: FoundProgram,
  { row: { memory }, host: { env, programs } }: StartedBy,
): Pick<Command, "command" | "env" | "kill" | "programs"> {
  const limiter = memory === "address-space" ? systemProgram("prlimit", env) : undefined;
  return {
    command: limiter === undefined ? command : [limiter, LIMIT, ...command],
    env: environment(env),
    kill: systemProgram("kill", env),
    programs,
  };
}

/** What is started, and by whom. */
export interface StartedBy {
  /** The linter. */
  readonly row: ProgramRow;
  /** The program that this runs in. */
  readonly host: Host;
}

/** The same for a program that starts no others: it is limited while it starts, not before. */
function startedAlone(
  { command }: FoundProgram,
  { row, host: { env, programs } }: StartedBy,
): Pick<Command, "command" | "env" | "kill" | "alone" | "programs"> {
  const limiter = row.memory === "address-space" ? systemProgram("prlimit", env) : undefined;
  return {
    command,
    env: environment(env),
    kill: systemProgram("kill", env),
    programs,
    alone: limiter === undefined ? [] : [limiter, LIMIT, "--pid"],
  };
}

/** Whether a file is the program itself: no script, and no program that is one of many by its name. */
function isItself({ file }: FoundProgram, { program }: ProgramRow): boolean {
  return file.endsWith(`/${program}`) && isLinuxProgram(file);
}

function environment(env: ReadVariable): Record<string, string> {
  return {
    PATH: env("PATH") ?? "",
    HOME: env("HOME") ?? "",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    // Linters must not write caches anywhere, or ask the network for news of themselves.
    DENO_DIR: "/dev/null/deno",
    XDG_CACHE_HOME: "/dev/null/cache",
    DENO_NO_UPDATE_CHECK: "1",
    DENO_V8_FLAGS: `--max-old-space-size=${HEAP_MEGABYTES}`,
    RUFF_NO_CACHE: "true",
  };
}

/** A program of the operating system, from where only its administrator can put one. */
function systemProgram(name: string, env: ReadVariable): string | undefined {
  const folders = (env("PATH") ?? "").split(":");
  return ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].filter((folder) => folders.includes(folder))
    .map((folder) => `${folder}/${name}`).find(isFile);
}

/** What changes when a program is installed again: a version that costs no process. */
function identityOf(file: string): string {
  const { ino, size, mtime, ctime } = Deno.statSync(file);
  return [file, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ");
}
