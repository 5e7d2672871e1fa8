/**
 * One linter about to look at one file: what its result depends on, and how it is run.
 *
 * @module
 */
import { cacheKey } from "../cache.ts";
import type { External } from "../external.ts";
import { onPath } from "../executable.ts";
import type { LinterSettings } from "../settings.ts";
import { packed } from "./problem.ts";
import { runProgram } from "./process.ts";
import { findProgram, type Program } from "./programs.ts";
import type { ProgramModule } from "./linter.ts";
import type { ProgramRow } from "./table.ts";
import type { Wanted } from "./wanted.ts";

/** What a look is about. */
export interface LookContext {
  /** The file, absolute. */
  readonly path: string;
  /** What it holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The linter's code. */
  readonly module: ProgramModule;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** The project's folder. */
  readonly projectDir: string;
}

/** Enough for any file that a person edits; programs for V8 get their limit as a flag. */
const ADDRESS_SPACE_BYTES = 4 * 1024 * 1024 * 1024;
const HEAP_MEGABYTES = 1024;

/**
 * Prepares a look.
 *
 * @param wanted The linter, and where it is configured.
 * @param context The file.
 * @returns What `runExternals` takes; `undefined` when there is no program that may be started.
 */
export async function lookOf(
  { row, folder, because }: Wanted & { readonly row: ProgramRow },
  { path, bytes, module, linters, projectDir }: LookContext,
): Promise<External | undefined> {
  const program = findProgram(row.program, { env, projectDir, ownPrograms: linters.ownPrograms });
  if (program.kind !== "found") return undefined;
  const args = module.args(path);
  const key = await cacheKey([
    row.id,
    path,
    args.join("\n"),
    identityOf(program.file),
    ...configurationOf(folder, row),
    because,
    bytes,
  ]);
  return {
    id: row.id,
    key,
    run: async (signal) =>
      packed(
        `linters/${row.id}`,
        module.parse(await runProgram({ ...started(program, row), cwd: folder, args }, signal)),
      ),
  };
}

/**
 * Says how a linter's program is started: with limits, and with the little of the environment that it needs.
 *
 * @param program The program.
 * @param row The linter.
 * @returns Command, environment, and the program that ends it.
 */
export function started(
  { command }: Program & { readonly kind: "found" },
  { memory }: ProgramRow,
): {
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  readonly kill: string | undefined;
} {
  const limiter = memory === "address-space" ? systemProgram("prlimit") : undefined;
  return {
    command: limiter === undefined ? command : [limiter, `--as=${ADDRESS_SPACE_BYTES}`, ...command],
    env: environment(),
    kill: systemProgram("kill"),
  };
}

function environment(): Record<string, string> {
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
function systemProgram(name: string): string | undefined {
  const path = onPath(name, env);
  return path !== undefined && /^\/(?:usr\/)?s?bin\//.test(path) ? path : undefined;
}

/** What changes when a program is installed again: a version that costs no process. */
function identityOf(file: string): string {
  const { ino, size, mtime, ctime } = Deno.statSync(file);
  return [file, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ");
}

/** The linter's configuration files in a folder, with what they hold. */
function configurationOf(folder: string, { markers }: ProgramRow): string[] {
  return [folder, ...markers.map(({ name }) => `${name}\n${textOf(`${folder}/${name}`)}`)];
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return "";
  }
}

function env(name: string): string | undefined {
  return Deno.env.get(name);
}
