/**
 * How fasthook is started: the V8 flags and permissions that the launcher, the tests and the benchmarks share.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };

/**
 * Makes hostile patterns harmless: linear engine for the flag `l`, and as the fallback for patterns that backtrack. And
 * spares a process of 3 ms what it has no use for: compilers in other threads, whose start holds up the first loop of a
 * thousand rounds for 1 to 2 ms (in the same thread they come later, and long loops are as fast), and ICU's time zones,
 * which V8 loads for the first date, 0.3 ms; the system's own say the same. Where each piece of code comes from is kept when
 * it is compiled: to find that out for the first error, a missing file, takes 0.2 ms.
 */
export const V8_FLAGS = "--v8-flags=" + [
  "--enable-experimental-regexp-engine",
  "--enable-experimental-regexp-engine-on-excessive-backtracks",
  "--regexp-backtracks-before-fallback=20000",
  "--no-concurrent-recompilation",
  "--no-icu-timezone-data",
  "--regexp-tier-up-ticks=50",
  "--no-enable-lazy-source-positions",
].join(",");

/** The address of the repository's folder, with a slash at the end. */
export const ROOT_URL = new URL("../../", import.meta.url).href;

/** The repository's folder, with a slash at the end; on Windows with slashes after the drive's letter also. */
export const ROOT = decodeURIComponent(new URL(ROOT_URL).pathname)
  .replace(/^\/(?=[A-Za-z]:\/)/, "");

/** The bundle that `deno task build` writes. */
export const BUNDLE = `${ROOT}dist/main.js`;

/**
 * Lists the flags that give a program the permissions of the set "hook" in deno.json, and nothing else.
 *
 * @returns Flags for `deno run` and `deno compile`.
 */
export function permissionFlags(): string[] {
  const set: Readonly<Record<string, Granted | GrantedExcept>> = config.permissions.hook;
  const flags = Object.entries(set).flatMap(([kind, value]) =>
    typeof value === "object" && "allow" in value
      ? [permissionFlag("allow", kind, value.allow), permissionFlag("deny", kind, value.deny)]
      : [permissionFlag("allow", kind, value)]
  );
  return ["--no-prompt", ...flags];
}

type Granted = boolean | readonly string[];

interface GrantedExcept {
  readonly allow: Granted;
  readonly deny: Granted;
}

function permissionFlag(verb: "allow" | "deny", kind: string, value: Granted): string {
  return typeof value === "object" ? `--${verb}-${kind}=${value.join(",")}` : `--${verb}-${kind}`;
}

/**
 * Lists the flags of `deno run` for a program that a person or an agent starts again and again.
 *
 * Deno keeps what V8 made of the code in its cache, and V8 keeps there just the functions that it had compiled by the
 * program's first wait. So all of them are compiled at once, the first time: from the second start on nothing is. A
 * program that ends with `Deno.exit` fills that cache too, once it has waited for something (2.9.6). Without V8's
 * baseline compiler, whose code comes too late for a process of 3 ms, an event takes 0.15 ms less; a command that reads
 * 20 MB takes a tenth more.
 *
 * @returns Isolation, V8's flags, permissions.
 */
export function runFlags(): string[] {
  return [...isolationFlags(), `${V8_FLAGS},--no-lazy,--no-sparkplug`, ...permissionFlags()];
}

/**
 * Gives the command that starts a script the way the launcher starts fasthook.
 *
 * @param script A script's path.
 * @param flags More flags for `deno run`.
 * @returns The command and its arguments.
 */
export function runCommand(script: string, flags: readonly string[] = []): string[] {
  return [Deno.execPath(), "run", ...runFlags(), ...flags, script];
}

/**
 * Lists the flags that keep a project's files and the network out of the program's start.
 *
 * @returns Flags for `deno run`.
 */
export function isolationFlags(): string[] {
  return ["--quiet", "--no-config", "--no-lock", "--no-remote", "--no-npm"];
}
