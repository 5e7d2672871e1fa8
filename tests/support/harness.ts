/**
 * Runs the executable under test: `FASTHOOK` names it, else it is main.ts under `deno run`.
 *
 * @module
 */
import { permissionFlags, ROOT, V8_FLAGS } from "../../.github/tasks/program.ts";

/** The arguments, input and environment of a process. */
export interface Given {
  /** Arguments; none by default. */
  readonly args?: readonly string[];
  /** Standard input, as text, bytes or timed pieces; closed at once by default. */
  readonly stdin?: string | Uint8Array | Script;
  /** Variables in addition to PATH and DENO_DIR. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder it runs in. */
  readonly cwd?: string;
}

/** Writes to a process's standard input at its own pace. */
export type Script = (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>;

/** How a process ended, and its output. */
export interface Outcome {
  /** Exit code. */
  readonly code: number;
  /** Everything on standard output. */
  readonly stdout: string;
  /** Everything on standard error. */
  readonly stderr: string;
  /** Wall time in milliseconds. */
  readonly ms: number;
}

/** The folder of events and other files that tests read. */
export const FIXTURES = `${ROOT}tests/fixtures/`;

/** Clients of which there are recorded events: each has a file `CLIENT.jsonl` among the fixtures. */
export const RECORDED_CLIENTS: readonly string[] = [...Deno.readDirSync(FIXTURES)].map(({ name }) => name)
  .filter((name) => name.endsWith(".jsonl")).map((name) => name.slice(0, -".jsonl".length)).sort();

/**
 * Gives the command of the executable under test.
 *
 * @returns The program and its first arguments.
 */
export function program(): readonly string[] {
  const named = Deno.env.get("FASTHOOK") ?? "";
  if (named !== "") {
    // Tests run it in folders of their own.
    const isRelative = named.includes("/") && !/^(?:\/|[A-Za-z]:)/.test(named);
    return [isRelative ? `${Deno.cwd()}/${named}` : named];
  }
  const flags = ["--quiet", `--config=${ROOT}deno.json`, "--no-check", V8_FLAGS, ...permissionFlags()];
  return [Deno.execPath(), "run", ...flags, `${ROOT}main.ts`];
}

/**
 * Runs a command to its end.
 *
 * @param command The program and its first arguments.
 * @param given Input, arguments, environment, folder.
 * @returns What it did.
 */
export async function run(command: readonly string[], given: Given = {}): Promise<Outcome> {
  const [name = "", ...first] = command;
  const started = performance.now();
  const child = new Deno.Command(name, {
    args: [...first, ...given.args ?? []],
    env: { ...surroundings(), ...given.env },
    ...(given.cwd !== undefined && { cwd: given.cwd }),
    clearEnv: true,
    stdin: given.stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [output] = await Promise.all([child.output(), feed(child, given.stdin)]);
  const decoder = new TextDecoder();
  return {
    code: output.code,
    stdout: decoder.decode(output.stdout),
    stderr: decoder.decode(output.stderr),
    ms: performance.now() - started,
  };
}

async function feed(child: Deno.ChildProcess, stdin: Given["stdin"]): Promise<void> {
  if (stdin === undefined) return;
  const writer = child.stdin.getWriter();
  try {
    if (typeof stdin === "function") await stdin((bytes) => writer.write(bytes));
    else await writer.write(typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin);
    await writer.close();
  } catch (error) {
    // The program may answer, or refuse, before it has read everything.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    await writer.abort().catch(() => {});
  }
}

/**
 * Gives the environment of all processes under test: no home, so no state and configuration.
 *
 * @returns The variables without which they do not start.
 */
export function surroundings(): Record<string, string> {
  return { PATH: Deno.env.get("PATH") ?? "", ...denoDir() };
}

/** Deno's cache folder, so that it downloads nothing again with another HOME; and the folder for coverage. */
function denoDir(): Record<string, string> {
  const coverage = Deno.env.get("DENO_COVERAGE_DIR");
  return {
    DENO_DIR: Deno.env.get("DENO_DIR") ?? defaultDenoDir(),
    ...(coverage !== undefined && { DENO_COVERAGE_DIR: coverage }),
    // Without it programs on Windows find no libraries.
    ...(Deno.build.os === "windows" && { SystemRoot: Deno.env.get("SystemRoot") ?? "C:\\Windows" }),
  };
}

function defaultDenoDir(): string {
  const home = Deno.env.get("HOME") ?? "";
  switch (Deno.build.os) {
    case "windows":
      return `${Deno.env.get("LOCALAPPDATA") ?? ""}\\deno`;
    case "darwin":
      return `${home}/Library/Caches/deno`;
    default:
      return `${Deno.env.get("XDG_CACHE_HOME") ?? `${home}/.cache`}/deno`;
  }
}
