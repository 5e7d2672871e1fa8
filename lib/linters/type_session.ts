/**
 * A type checker that is asked about texts of files of one project, without a change on disk.
 *
 * @module
 */
import { isObject, textField } from "../text/json_object.ts";
import type { FoundProgram } from "./find_program.ts";
import { LanguageServer } from "./language_server.ts";
import { type LaunchContext, launchOf } from "./launch.ts";
import type { Output } from "./linter.ts";
import type { Command } from "./run_program.ts";

/** Nothing is sent unasked, and nothing is installed. */
const OPTIONS = {
  disablePushDiagnostics: true,
  userPreferences: { disableAutomaticTypeAcquisition: true },
};

/**
 * Starts a type checker.
 *
 * @param program The program.
 * @param context The linter, host, settings and project, and the folder of the project's configuration.
 * @returns The session. The caller must end it.
 * @throws {Error} When it cannot be started.
 */
export function startTypes(
  program: FoundProgram,
  { folder, ...context }: LaunchContext & { readonly folder: string },
): TypeSession {
  return new TypeSession({ ...launchOf(program, context), args: context.row.args, cwd: folder });
}

/** One process of a type checker. */
export class TypeSession {
  readonly #server: LanguageServer;
  readonly #ready: Promise<unknown>;
  readonly #versions = new Map<string, number>();

  /**
   * Starts it.
   *
   * @param command What to run; its folder is the project's.
   * @throws {Error} When it cannot be started.
   */
  constructor(command: Omit<Command, "input">) {
    this.#server = new LanguageServer(command);
    this.#ready = this.#begin(command.cwd);
    // Whoever asks hears of it.
    this.#ready.catch(() => {});
  }

  async #begin(folder: string): Promise<void> {
    await this.#server.request("initialize", {
      processId: null,
      rootUri: uriOf(folder),
      capabilities: {},
      initializationOptions: OPTIONS,
    });
    this.#server.notify("initialized", {});
  }

  /**
   * Sets the text of a file, which counts instead of the one on disk.
   *
   * @param path The file.
   * @param text The text.
   */
  async show(path: string, text: string): Promise<void> {
    await this.#ready;
    const uri = uriOf(path);
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    if (version === 1) {
      const languageId = path.endsWith("x") ? "typescriptreact" : "typescript";
      this.#server.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
    } else {
      this.#server.notify("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    }
  }

  /**
   * Finds the configuration of the project that a file belongs to.
   *
   * @param path A file whose text was set.
   * @returns Its path; "" for a file that belongs to none.
   */
  async configurationOf(path: string): Promise<string> {
    await this.#ready;
    const info = await this.#server.request("custom/projectInfo", { textDocument: { uri: uriOf(path) } });
    return isObject(info) ? textField(info, "configFilePath") : "";
  }

  /**
   * Checks a file.
   *
   * @param path The file.
   * @returns The answer as if it were printed.
   */
  async check(path: string): Promise<Output> {
    await this.#ready;
    const answer = await this.#server.request("textDocument/diagnostic", {
      textDocument: { uri: uriOf(path) },
    });
    return { stdout: JSON.stringify(answer ?? null), stderr: "", code: 0 };
  }

  /** Ends it at once. What is still asked fails. */
  end(): void {
    this.#server.end();
  }

  /** Waits until nothing of it is left. */
  async closed(): Promise<void> {
    await this.#server.closed();
  }
}

/** A file's address. */
function uriOf(path: string): string {
  const slashed = path.startsWith("/") ? path : `/${path}`;
  return `file://${slashed.split("/").map(encodeURIComponent).join("/")}`;
}
