/**
 * Runs a fault and looks at the result.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { type ReplyKind, replyKindOf } from "../../lib/commands/bench/reply_kind.ts";
import { targetInfo } from "../../lib/system/files.ts";
import { type Fault, type Need, NEEDS, WANTED } from "./faults.ts";
import { processesOf } from "../../.github/tasks/load_traces.ts";
import { surroundings } from "./harness.ts";

/** The result of a fault. */
export interface Seen {
  /** The exit code, or the signal that ended the program. */
  readonly ended: number | Deno.Signal;
  /** What came back. */
  readonly reply: ReplyKind;
  /** Wall time in milliseconds. */
  readonly ms: number;
  /** The state folder afterwards. */
  readonly state: "none" | "valid" | "damaged";
  /** Whether the next event of the same session is answered as always. */
  readonly next: "answered" | "not answered";
  /** Processes that are still there when they have had time to end. */
  readonly left: readonly string[];
  /** All that was printed, for messages. */
  readonly text: string;
}

/** A folder for temporary files that is not /tmp. */
const ROOMY = "/var/tmp";

/** When a program counts as hanging, and a process as left: far beyond what a busy machine needs. */
const HANG_MS = 60_000;

/**
 * Runs a program in a fault.
 *
 * @param fault What is wrong.
 * @param command The program and its first arguments.
 * @returns The result. A program that does not end is killed: it ends with SIGKILL.
 */
export async function runFault(fault: Fault, command: readonly string[]): Promise<Seen> {
  // Outside /tmp, which one of the faults takes away.
  const folder = await Deno.makeTempDir({
    prefix: "fasthook-fault-",
    ...(targetInfo(ROOMY)?.isDirectory && { dir: ROOMY }),
  });
  try {
    await Promise.all(["home", "config", "project", "bin"].map((name) => Deno.mkdir(`${folder}/${name}`)));
    const seen = await runIn(folder, { fault, command });
    const left = await processesLeft(folder);
    await usable(folder);
    const state = stateOf(`${folder}/state`);
    const after = await runIn(folder, { fault: {}, command });
    const next = after.ended === 2 && after.reply.startsWith("feedback") ? "answered" : "not answered";
    return { ...seen, state, next, left };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Lists the faults that can be made for a program.
 *
 * @param faults All faults.
 * @param command The program and its first arguments.
 * @returns The faults that apply to it.
 */
export function faultsFor(faults: readonly Fault[], [name = ""]: readonly string[]): Fault[] {
  // A launcher is a script, and everything else that has no fixed name is `deno run`.
  const compiled = name !== Deno.execPath() && firstBytes(name) !== "#!";
  return faults.filter(({ only, needs }) =>
    (only === undefined || (only === "compiled") === compiled) && (needs === undefined || isThere(needs))
  );
}

/**
 * Checks whether a machine has what some faults need.
 *
 * @param need What.
 * @returns True when it is there.
 */
export function isThere(need: Need): boolean {
  const known = answers.get(need);
  if (known !== undefined) return known;
  const { success } = new Deno.Command("sh", { args: ["-c", NEEDS[need]], stdout: "null", stderr: "null" })
    .outputSync();
  answers.set(need, success);
  return success;
}

const answers = new Map<Need, boolean>();

/** Modes that keep all users out also keep the test out. */
async function usable(folder: string): Promise<void> {
  const args = ["-R", "u+rwX", ...["home", "config", "project"].map((name) => `${folder}/${name}`)];
  await new Deno.Command("chmod", { args, stderr: "null" }).output();
}

/** A process that was ended may need a moment to be gone. */
async function processesLeft(folder: string): Promise<readonly string[]> {
  let left = processesOf(folder);
  const since = performance.now();
  for (let wait = 10; left.length > 0 && performance.now() - since < HANG_MS; wait *= 2) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    left = processesOf(folder);
  }
  return left;
}

function environment(folder: string): Record<string, string> {
  return {
    PATH: `${folder}/bin:${Deno.env.get("PATH") ?? ""}`,
    DENO_DIR: surroundings()["DENO_DIR"] ?? "",
    NO_COLOR: "1",
    HOME: `${folder}/home`,
    XDG_CONFIG_HOME: `${folder}/config`,
    FASTHOOK_STATE_DIR: `${folder}/state`,
    CLAUDE_PROJECT_DIR: `${folder}/project`,
  };
}

interface Given {
  /** Nothing is wrong for the next event of the same session. */
  readonly fault: Partial<Fault>;
  readonly command: readonly string[];
}

async function runIn(
  folder: string,
  { fault, command }: Given,
): Promise<Omit<Seen, "state" | "next" | "left">> {
  const { shell = ":", redirect = "", args = [], signal, stdin = WANTED } = fault;
  const placed = (text: string): string => text.replaceAll("{dir}", folder);
  const started = performance.now();
  const child = new Deno.Command("sh", {
    args: ["-c", `${placed(shell)}\nexec "$@" ${redirect}`, folder, ...command, ...args],
    cwd: `${folder}/project`,
    env: environment(folder),
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timers = [setTimeout(() => kill(child, "SIGKILL"), HANG_MS)];
  const sent = new Promise<void>((resolve) => {
    if (signal === undefined) return resolve();
    timers.push(setTimeout(() => resolve(kill(child, signal.name)), signal.afterMs));
  });
  const writer = child.stdin.getWriter();
  const fed = feed(writer, typeof stdin === "string" ? placed(stdin) : stdin);
  // A reader that begins before the program is gone could let it finish its reply first.
  if (fault.reader === "late") await sent.then(() => child.status);
  const { code, signal: ended, stdout, stderr } = await child.output();
  const ms = performance.now() - started;
  for (const timer of timers) clearTimeout(timer);
  await Promise.race([fed, writer.abort().catch(() => {})]);
  const text = [stderr, stdout].map((bytes) => new TextDecoder().decode(bytes).replace(/^\0+/, "")).join("");
  return { ended: ended ?? code, reply: replyKindOf(text), ms, text };
}

function firstBytes(path: string): string {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(2);
  file.readSync(bytes);
  return new TextDecoder().decode(bytes);
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It has ended, in time.
    if (!(error instanceof TypeError)) throw error;
  }
}

type Writer = WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

/** Never fails: the program may end, or be ended, before it has read everything. */
async function feed(writer: Writer, stdin: NonNullable<Fault["stdin"]>): Promise<void> {
  try {
    if (typeof stdin === "string") await writer.write(new TextEncoder().encode(stdin));
    else await stdin((bytes) => writer.write(new Uint8Array(bytes)));
    await writer.close();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}

function stateOf(folder: string): Seen["state"] {
  const files = filesIn(folder);
  if (files.length === 0) return "none";
  return files.every(isWhole) ? "valid" : "damaged";
}

function isWhole(path: string): boolean {
  if (path.endsWith(".jsonl")) {
    return Deno.readTextFileSync(path).split("\n").every((line) => line === "" || isJson(line));
  }
  if (!path.endsWith(".db")) return true;
  try {
    using database = new DatabaseSync(path, { readOnly: true });
    return Object.values(database.prepare("PRAGMA quick_check").get() ?? {})[0] === "ok";
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** Plain files only: links and pipes are faults themselves. */
function filesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory, isFile }) =>
      isDirectory ? filesIn(`${folder}/${name}`) : isFile ? [`${folder}/${name}`] : []
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
    return [];
  }
}
