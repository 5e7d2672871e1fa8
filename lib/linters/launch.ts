/**
 * How a linter's program is started: with limits, and with the little of the environment that it needs.
 *
 * @module
 */
import { mayStart, systemProgram } from "../system/executable.ts";
import { type FoundProgram, isOutOfReach, trustedPath } from "./find_program.ts";
import { isLinuxProgram } from "./linux_program.ts";
import { nativeProgram, startedScript } from "./native_program.ts";
import type { Command } from "./run_program.ts";
import type { ProgramRow } from "./table.ts";
import type { LinterSettings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";

/** What is started, where, and by whom. */
export interface LaunchContext {
  /** The linter. */
  readonly row: ProgramRow;
  /** The program that this runs in. */
  readonly host: Host;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** The project's folder. */
  readonly projectDir: string;
}

/** All of a command but its arguments and folder. */
export type Launch = Omit<Command, "args" | "cwd">;

/**
 * Enough for any file that a person edits. What a program has written to counts, not the address space that it reserves:
 * V8 reserves more than this for WebAssembly, and ShellCheck a terabyte when it starts.
 */
const DATA_BYTES = 4 * 1024 * 1024 * 1024;
const HEAP_MEGABYTES = 1024;

/** A program has several threads, so it may take more than its time limit. Each program that it starts has a limit of its own. */
const CPU_SECONDS_PER_SECOND = 4;

/** What a program may still do when this process was killed: end by itself. */
const LAST_SECONDS = "0.1";

/**
 * Says how a linter's program is started.
 *
 * @param program The program.
 * @param context The linter, host, settings and project.
 * @returns Command, environment, and the program that ends it.
 */
export function launchOf(program: FoundProgram, { row, host, linters, projectDir }: LaunchContext): Launch {
  const { env, programs } = host;
  const limiter = systemProgram("prlimit");
  const cpuSeconds = Math.ceil(linters.eachMs / 1000) * CPU_SECONDS_PER_SECOND;
  const limits = [`--data=${DATA_BYTES}`, `--cpu=${cpuSeconds}`];
  const launch = {
    env: {
      ...FIXED,
      PATH: trustedPath({ env, projectDir }),
      HOME: env("HOME") ?? "",
      // What the project imports is there, and nothing is downloaded.
      ...(row.id === "deno-check" && { DENO_DIR: denoFolder(env) }),
    },
    kill: systemProgram("kill"),
    programs,
  };
  const limited = (command: Command["command"]): Command["command"] =>
    limiter === undefined ? command : [limiter, ...limits, ...command];
  const native = nativeOf(program, { row, env, projectDir });
  if (native !== undefined) {
    return {
      ...launch,
      // A server could start others by itself, such as npm.
      ...(row.isServer && { env: { ...launch.env, PATH: "" } }),
      command: endingWithParent(limited([native])),
    };
  }
  // One that starts no others is limited while it starts already.
  return limiter !== undefined && row.isAlone && mayStart(program.command[0]) && isItself(program, row)
    ? { ...launch, command: endingWithParent(program.command), alone: [limiter, ...limits, "--pid"] }
    : { ...launch, command: groupEndingWithParent(limited(program.command), linters.eachMs) };
}

/** Deno's own folder: Deno keeps what it has downloaded and checked there, as whenever a person runs it. */
function denoFolder(env: Host["env"]): string {
  const home = env("HOME") ?? "";
  const own = Deno.build.os === "darwin" ? `${home}/Library/Caches` : `${home}/.cache`;
  return env("DENO_DIR") || `${Deno.build.os === "windows" ? env("LOCALAPPDATA") ?? "" : own}/deno`;
}

/** The native program that a script would start. Deno may not start it by its path, but what limits it may. */
function nativeOf(
  { file }: FoundProgram,
  { row, ...places }: Pick<LaunchContext, "row" | "projectDir"> & Pick<Host, "env">,
): string | undefined {
  if (row.natives === undefined) return undefined;
  const native = nativeProgram(startedScript(file), row.natives);
  if (native === undefined || isOutOfReach(native, places)) return native;
  // A script of the project itself is started only where that is allowed.
  return isOutOfReach(file, places) ? undefined : native;
}

/** Whether a file is the program itself: no script, and no program that is one of many by its name. */
function isItself({ file }: FoundProgram, { program }: ProgramRow): boolean {
  return file.endsWith(`/${program}`) && isLinuxProgram(file);
}

/** Ends a program when this process is killed. It takes 0.8 ms. */
function endingWithParent(command: Command["command"]): Command["command"] {
  const setpriv = systemProgram("setpriv");
  return setpriv === undefined ? command : [setpriv, "--pdeathsig", "KILL", ...command];
}

/** The same for a program that starts others. `timeout` remains as their parent and ends the group; it takes 0.8 ms more. */
function groupEndingWithParent(command: Command["command"], eachMs: number): Command["command"] {
  const timeout = systemProgram("timeout");
  if (timeout === undefined) return endingWithParent(command);
  const setpriv = systemProgram("setpriv");
  const seconds = String(Math.ceil(eachMs / 1000) + 1);
  return [
    ...(setpriv === undefined ? [] : [setpriv, "--pdeathsig", "TERM"]),
    timeout,
    `--kill-after=${LAST_SECONDS}`,
    seconds,
    ...command,
  ];
}

const FIXED: Readonly<Record<string, string>> = {
  LANG: "C.UTF-8",
  NO_COLOR: "1",
  // Linters must not write caches anywhere, or ask the network for news of themselves.
  DENO_DIR: "/dev/null/deno",
  XDG_CACHE_HOME: "/dev/null/cache",
  DENO_NO_UPDATE_CHECK: "1",
  DENO_V8_FLAGS: `--max-old-space-size=${HEAP_MEGABYTES}`,
  RUFF_NO_CACHE: "true",
};
