/**
 * One linter's check of one file: what its result depends on, and how it is run.
 *
 * @module
 */
import { cacheKey } from "../state/cache.ts";
import { noteIgnored } from "../state/ignored_files.ts";
import { shortHash } from "../text/hash.ts";
import { limitProblems } from "./cached_problems.ts";
import { LinterError, type LintProblem } from "./linter.ts";
import type { LinterTask } from "./plan.ts";
import { dependenciesOf } from "./dependencies.ts";
import type { Run } from "./run_program.ts";
import type { RunPlace } from "./start_run.ts";
import type { CheckContext, FileCheck } from "./file_check.ts";
import type { FoundProgram } from "./find_program.ts";
import type { ProgramRow } from "./table.ts";
import type { Wanted } from "./configured.ts";
import { programsOnPath } from "../system/executable.ts";

/** One linter's check of one file by a program that prints what it finds. */
export class LinterCheck implements FileCheck {
  /** The linter. */
  readonly row: ProgramRow;
  /** The folder that it runs in. */
  readonly folder: string;
  readonly #program: FoundProgram;
  readonly #context: CheckContext;
  #parts: readonly string[] | undefined;
  readonly #runs = new Set<Run>();
  /** Started before its turn; without a value where that was not possible. */
  #early: Promise<Run | undefined> | undefined;
  /** How often all runs were abandoned. */
  #abandoned = 0;

  /**
   * Prepares a check.
   *
   * @param wanted The linter, and where it is configured.
   * @param context The file.
   * @param program The linter's program.
   */
  constructor(
    { row, folder }: Wanted & { readonly row: ProgramRow },
    context: CheckContext,
    program: FoundProgram,
  ) {
    this.row = row;
    this.#context = context;
    this.#program = program;
    this.folder = folder;
  }

  /** How a person starts the program: by its name, or by its path if PATH leads to another one. */
  get command(): string {
    const path = this.#program.command.at(-1) ?? "";
    const { program } = this.row;
    const [first] = programsOnPath(program, this.#context.host.env);
    return first === path ? program : path;
  }

  /**
   * Names the file and the configuration for "the linter leaves it out".
   *
   * @returns A short name.
   */
  ignoredName(): string {
    this.#parts ??= this.#dependencies();
    return shortHash(this.#parts.join("\n"));
  }

  /** Starts the program before it is known whether its result is needed. */
  begin(): void {
    this.#early ??= this.#startEarly({ cwd: this.folder, args: [...this.row.args, this.#context.path] });
  }

  /** Ends what runs and is not waited for. */
  abandon(): void {
    this.#abandoned++;
    for (const run of this.#runs) run.abandon();
    this.#runs.clear();
    this.#early = undefined;
  }

  /**
   * Names the check of the file as it is.
   *
   * @param bytes What the file holds.
   * @returns What `runLinters` takes.
   */
  async task(bytes: Uint8Array<ArrayBuffer>): Promise<LinterTask> {
    const early = this.#early;
    return {
      ...await this.#named(bytes),
      ...(early && { isStarted: true }),
      run: async (signal) => {
        signal.throwIfAborted();
        const { path } = this.#context;
        const run = await early ?? await this.#start({ cwd: this.folder, args: [...this.row.args, path] });
        return await this.#finish(run, { signal, path });
      },
    };
  }

  /**
   * Names the check of another text that the file held: on standard input where the program reads that, else in a copy of
   * the project.
   *
   * @param text The text.
   * @returns What `runLinters` takes; `undefined` where no such check is possible.
   */
  async taskOf(text: string): Promise<LinterTask | undefined> {
    const input = new TextEncoder().encode(text);
    const { args, stdinArgs } = this.row;
    if (stdinArgs === undefined) return await this.#copyTask(text, input);
    const how = {
      cwd: this.folder,
      args: [...args.filter((arg) => arg !== "--"), ...stdinArgs(this.#context.path)],
      input,
    };
    let early: Promise<Run | undefined> | undefined;
    return {
      ...await this.#named(input),
      start: () => {
        early ??= this.#startEarly(how);
      },
      run: async (signal) => {
        signal.throwIfAborted();
        const run = await early ?? await this.#start(how);
        return await this.#finish(run, { signal, path: this.#context.path });
      },
    };
  }

  async #copyTask(text: string, input: Uint8Array<ArrayBuffer>): Promise<LinterTask | undefined> {
    const { host, path, project } = this.#context;
    const projectDir = project.folder;
    const folder = host.stateFolder();
    if (folder.kind === "none") return undefined;
    const { copyTexts } = await import("../state/text_copies.ts");
    const configurations = new Set(this.row.markers.map(({ name }) => name));
    return {
      ...await this.#named(input),
      run: async (signal) => {
        signal.throwIfAborted();
        using copy = copyTexts(folder, {
          projectDir,
          texts: new Map([[path, text]]),
          configurations,
          within: project,
          now: host.now(),
        });
        const copied = copy.projectDir + path.slice(projectDir.length);
        const cwd = copy.projectDir + this.folder.slice(projectDir.length);
        const run = await this.#start({ cwd, args: [...this.row.args, copied] });
        const problems = await this.#finish(run, { signal, path: copied });
        return problems.map((problem) => ({
          ...problem,
          message: problem.message.replaceAll(copy.projectDir, projectDir),
        }));
      },
    };
  }

  async #named(bytes: Uint8Array<ArrayBuffer>): Promise<Omit<LinterTask, "run">> {
    this.#parts ??= this.#dependencies();
    return {
      id: this.row.id,
      key: await cacheKey([...this.#parts, bytes]),
      ...(this.row.checksTypes && { isFleeting: true, deadlineMs: this.#context.linters.typesMs }),
    };
  }

  /** Read while the program runs. */
  #dependencies(): string[] {
    const { path, project } = this.#context;
    return dependenciesOf(this, { file: this.#program.file, path, projectDir: project.folder });
  }

  async #finish(
    run: Run,
    { signal, path }: { readonly signal: AbortSignal; readonly path: string },
  ): Promise<LintProblem[]> {
    try {
      // Loaded while the program runs.
      const [output, { parse, isIgnored }] = await Promise.all([run.finish(signal), this.row.load()]);
      const problems = limitProblems(parse(output, path));
      const folder = this.#context.host.stateFolder();
      if (isIgnored?.(output) && folder.kind === "folder") noteIgnored(folder, this.ignoredName());
      return problems;
    } finally {
      this.#runs.delete(run);
    }
  }

  /** Starts a program before its turn. If that fails, it fails again, and is noted, when it is run. */
  #startEarly(how: RunPlace): Promise<Run | undefined> {
    return this.#start(how).catch(() => undefined);
  }

  async #start(how: RunPlace): Promise<Run> {
    const { row } = this;
    const { host, linters, project } = this.#context;
    const abandoned = this.#abandoned;
    const { startRun } = await import("./start_run.ts");
    if (abandoned !== this.#abandoned) throw new LinterError("abandoned");
    const run = startRun(this.#program, { row, host, linters, projectDir: project.folder, how });
    this.#runs.add(run);
    return run;
  }
}
