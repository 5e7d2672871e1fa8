/**
 * A check of one file by a language server: one process for the text after an edit and the text before it.
 *
 * @module
 */
import { cacheKey } from "../state/cache.ts";
import { isInside } from "../text/path.ts";
import { limitProblems } from "./cached_problems.ts";
import type { CheckContext, FileCheck } from "./file_check.ts";
import type { Wanted } from "./configured.ts";
import type { FoundProgram } from "./find_program.ts";
import type { LintProblem } from "./linter.ts";
import type { LinterTask } from "./plan.ts";
import type { ProgramRow } from "./table.ts";
import type { TypeSession } from "./type_session.ts";

/** One language server's check of one file. Its results depend on other files, so none is kept. */
export class ServerCheck implements FileCheck {
  /** The linter. */
  readonly row: ProgramRow;
  /** The folder that it is configured in. */
  readonly folder: string;
  /** How a person starts the program. */
  readonly command: string;
  readonly #program: FoundProgram;
  readonly #context: CheckContext;
  #session: Promise<TypeSession> | undefined;

  /**
   * Prepares a check.
   *
   * @param wanted The linter, and where it is configured.
   * @param context The file.
   * @param program The server.
   */
  constructor(
    { row, folder }: Wanted & { readonly row: ProgramRow },
    context: CheckContext,
    program: FoundProgram,
  ) {
    this.row = row;
    this.folder = folder;
    this.command = program.file;
    this.#context = context;
    this.#program = program;
  }

  /** Which files belong to a project depends on more than its configuration: nothing is remembered. */
  ignoredName(): string {
    return "";
  }

  /** Starts the server. */
  begin(): void {
    // It fails again, and is noted, when it is asked.
    this.#open().catch(() => {});
  }

  /** Ends it. */
  abandon(): void {
    this.#session?.then((session) => session.end()).catch(() => {});
    this.#session = undefined;
  }

  /**
   * Names the check of the file as it is.
   *
   * @param bytes What the file holds.
   * @returns What `runLinters` takes.
   */
  async task(bytes: Uint8Array<ArrayBuffer>): Promise<LinterTask> {
    const task = await this.taskOf(new TextDecoder().decode(bytes));
    return this.#session === undefined ? task : { ...task, isStarted: true };
  }

  /**
   * Names the check of another text that the file held.
   *
   * @param text The text.
   * @returns What `runLinters` takes.
   */
  async taskOf(text: string): Promise<LinterTask> {
    const { row, folder } = this;
    const key = await cacheKey([row.id, this.#context.path, folder, text]);
    const { linters: { typesMs } } = this.#context;
    return {
      id: row.id,
      key,
      isFleeting: true,
      deadlineMs: typesMs,
      run: (signal) => this.#check(text, signal),
    };
  }

  async #check(text: string, signal: AbortSignal): Promise<LintProblem[]> {
    const { path, project } = this.#context;
    signal.throwIfAborted();
    const session = await this.#open();
    signal.addEventListener("abort", () => session.end(), { once: true });
    await session.show(path, text);
    const configuration = await session.configurationOf(path);
    // A file that no project of this folder includes is checked with options that nobody has chosen.
    if (configuration === "" || !isInside(configuration, project.folder)) return [];
    const [output, { parse }] = await Promise.all([session.check(path), this.row.load()]);
    return limitProblems(parse(output, path));
  }

  async #open(): Promise<TypeSession> {
    this.#session ??= this.#start();
    return await this.#session;
  }

  async #start(): Promise<TypeSession> {
    const { row, folder } = this;
    const { host, linters, project } = this.#context;
    const { startTypes } = await import("./type_session.ts");
    return startTypes(this.#program, { row, host, linters, projectDir: project.folder, folder });
  }
}
