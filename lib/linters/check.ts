/**
 * One linter's check of one file: what its result depends on, and how it is run.
 *
 * @module
 */
import { cacheKey } from "../state/cache.ts";
import { limitProblems } from "./cached_problems.ts";
import type { LinterTask } from "./plan.ts";
import type { LinterSettings } from "../config/settings.ts";
import { textIfReadable } from "../system/files.ts";
import { Run } from "./run_program.ts";
import { launchOf } from "./launch.ts";
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

/** One linter's check of one file. */
export class LinterCheck {
  /** The linter. */
  readonly row: ProgramRow;
  readonly #program: FoundProgram;
  readonly #folder: string;
  readonly #args: readonly string[];
  /** All that the result depends on, beside the file's content. */
  readonly #parts: readonly string[];
  readonly #context: CheckContext;
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
    context: CheckContext,
    program: FoundProgram,
  ) {
    const { path } = context;
    const args = [...row.args, path];
    this.row = row;
    this.#context = context;
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
    const launch = launchOf(this.#program, { ...this.#context, row: this.row });
    return new Run({ ...launch, cwd: this.#folder, args: this.#args });
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

/** What changes when a program is installed again: a version that costs no process. */
function identityOf(file: string): string {
  const { ino, size, mtime, ctime } = Deno.statSync(file);
  return [file, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ");
}
