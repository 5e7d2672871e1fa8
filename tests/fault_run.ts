/**
 * Runs a fault and looks at what came of it.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { type ReplyKind, replyKindOf } from "../lib/bench/reply_kind.ts";
import type { Fault } from "./faults.ts";
import { WANTED } from "./faults.ts";

/** What came of a fault. */
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
  /** All that was printed, for messages. */
  readonly text: string;
}

/** The next event of the same session, in the folder that a fault has left. */
const NO_FAULT: Given["fault"] = { withinMs: 3000 };

/** How long a program that does not end is waited for beyond its time. */
const GRACE_MS = 2000;

/**
 * Runs a program in a fault.
 *
 * @param fault What is wrong.
 * @param command The program and its first arguments.
 * @returns What came of it. A program that does not end is killed: it ends with SIGKILL.
 */
export async function runFault(fault: Fault, command: readonly string[]): Promise<Seen> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-fault-" });
  try {
    await Promise.all(["home", "config"].map((name) => Deno.mkdir(`${folder}/${name}`)));
    const seen = await runIn(folder, { fault, command });
    const state = stateOf(`${folder}/state`);
    const after = await runIn(folder, { fault: NO_FAULT, command });
    const next = after.ended === 2 && after.reply.startsWith("feedback") ? "answered" : "not answered";
    return { ...seen, state, next };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Lists the faults that can be made for a program.
 *
 * @param faults All faults.
 * @param command The program and its first arguments.
 * @returns Those that mean something for it.
 */
export function faultsFor(faults: readonly Fault[], [name = ""]: readonly string[]): Fault[] {
  // A launcher is a script, and everything else that has no fixed name is `deno run`.
  const compiled = name !== Deno.execPath() && firstBytes(name) !== "#!";
  return faults.filter(({ only }) => only === undefined || (only === "compiled") === compiled);
}

function environment(folder: string): Record<string, string> {
  return {
    PATH: Deno.env.get("PATH") ?? "",
    DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME") ?? ""}/.cache/deno`,
    NO_COLOR: "1",
    HOME: `${folder}/home`,
    XDG_CONFIG_HOME: `${folder}/config`,
    FASTHOOK_STATE_DIR: `${folder}/state`,
    CLAUDE_PROJECT_DIR: folder,
  };
}

interface Given {
  readonly fault: Pick<Fault, "withinMs"> & Partial<Fault>;
  readonly command: readonly string[];
}

async function runIn(folder: string, { fault, command }: Given): Promise<Omit<Seen, "state" | "next">> {
  const { shell = ":", redirect = "", args = [], signal, withinMs } = fault;
  const started = performance.now();
  const child = new Deno.Command("sh", {
    args: ["-c", `${shell}\nexec "$@" ${redirect}`, folder, ...command, ...args],
    cwd: folder,
    env: environment(folder),
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timers = [setTimeout(() => kill(child, "SIGKILL"), withinMs + GRACE_MS)];
  const sent = new Promise<void>((resolve) => {
    if (signal === undefined) return resolve();
    timers.push(setTimeout(() => resolve(kill(child, signal.name)), signal.afterMs));
  });
  const writer = child.stdin.getWriter();
  const fed = feed(writer, fault.stdin ?? WANTED);
  // A reader that begins before the program is gone could let it finish its reply first.
  if (fault.reader === "late") await sent.then(() => child.status);
  const { code, signal: ended, stdout, stderr } = await child.output();
  const ms = performance.now() - started;
  for (const timer of timers) clearTimeout(timer);
  await Promise.race([fed, writer.abort().catch(() => {})]);
  const text = new TextDecoder().decode(stderr).replace(/^\0+/, "") + new TextDecoder().decode(stdout);
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

/** Plain files only: a link or a pipe is the fault itself. */
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
