/**
 * Does the registered command line answer as it should, and how fast?
 *
 * @module
 */
import type { Surroundings } from "../../agents/claude_code/registration/places.ts";
import { fillProjectDir, type Registration } from "../../agents/claude_code/registration/entries.ts";
import { sampleEvent } from "../../agents/claude_code/registration/sample_event.ts";
import { mayStart, onPath, realPath, wayOntoPath } from "../../system/executable.ts";
import { reasonOf } from "../../system/reason.ts";
import type { Answer } from "../../event/answer.ts";
import { type Host, withoutState } from "../../state/host.ts";
import { runHook } from "../../hook/hook.ts";
import { percentile } from "../shared/summary.ts";
import { duration } from "../../text/columns.ts";
import { type Check, ok, wrong } from "./check.ts";
import { type ChildRun, type CommandLine, runChild, withOwnFolder } from "../../system/child.ts";

/** Enough for a median; a person waits. */
const ROUNDS = 11;

/**
 * Looks for the registered programs.
 *
 * @param ours All entries of ours, in settings files and plugins.
 * @param surroundings The environment and the folder.
 * @returns One check a program.
 */
export function executableChecks(
  ours: readonly Registration[],
  { env, own, cwd }: Surroundings & { readonly own: string | undefined },
): readonly Check[] {
  const named = onPath("fasthook", env);
  const commands = [...new Set(ours.map(({ command }) => command))];
  return [
    ...(named === undefined ? [notOnPath(own, env)] : [ok("executable", `fasthook on PATH is ${named}`)]),
    ...(named !== undefined && own !== undefined && realPath(named) !== realPath(own)
      ? [wrong("executable", {
        message: `fasthook on PATH is ${named}, and this is ${own}`,
        fix: "take one of them away, then fasthook init",
      })]
      : []),
    ...commands.map((command) => commandCheck(fillProjectDir(command, cwd), { env, own })),
  ];
}

function notOnPath(own: string | undefined, env: Surroundings["env"]): Check {
  return {
    name: "executable",
    status: "note",
    message: "fasthook is not on PATH",
    fix: wayOntoPath(own, env),
  };
}

function commandCheck(
  command: string,
  { env, own }: { readonly env: Surroundings["env"]; readonly own: string | undefined },
): Check {
  const found = onPath(command, env);
  if (found === undefined) {
    return wrong("executable", { message: `${command} is registered and not there`, fix: "fasthook init" });
  }
  if (own !== undefined && realPath(found) !== realPath(own)) {
    return wrong("executable", {
      message: `${command} is registered, and this is ${own}`,
      fix: "fasthook init",
    });
  }
  return ok("executable", `${command} is registered, and is this program`);
}

/**
 * Runs the registered command lines on a sample event and compares what they print, byte by byte, with what this
 * program would print.
 *
 * @param lines The command lines, as the settings hold them.
 * @param here The host and the folder.
 * @returns One check a command line, and one about the time.
 */
export async function canaryChecks(
  lines: readonly CommandLine[],
  { host, cwd }: { readonly host: Host; readonly cwd: string },
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const line of lines) {
    const real = {
      command: fillProjectDir(line.command, cwd),
      args: line.args.map((arg) => fillProjectDir(arg, cwd)),
    };
    const shown = [line.command, ...line.args].join(" ");
    // Two measurements at the same time would disturb each other.
    checks.push(...await withOwnFolder((state) => canary(real, { host, shown, cwd, state })));
  }
  return checks;
}

/** How one command line is tried. */
interface Trial {
  /** The program that this runs in. */
  readonly host: Host;
  /** The command line as the settings hold it. */
  readonly shown: string;
  /** The folder that the session works in. */
  readonly cwd: string;
  /** The state folder of the runs. */
  readonly state: string;
}

async function canary(line: CommandLine, trial: Trial): Promise<readonly Check[]> {
  const { host, shown, cwd } = trial;
  if (!mayStart(line.command)) {
    return [{
      name: "canary",
      status: "note",
      message: `${shown} was not tried: fasthook may start only the fasthook on PATH`,
      fix: `put ${line.command} on PATH, then fasthook init`,
    }];
  }
  const reply = line.args.includes("--reply=context") ? "context" : "stderr";
  const expected = (await runHook(sourceOf(sampleEvent(cwd)), { host: withoutState(host), reply })).answer;
  const got = await attempt(line, trial);
  if (got instanceof Error) {
    return [
      wrong("canary", { message: `${shown} cannot be started: ${reasonOf(got)}`, fix: "fasthook init" }),
    ];
  }
  const difference = differenceOf(got, expected);
  if (difference !== undefined) {
    return [
      wrong("canary", {
        message: `${shown} ${difference}`,
        fix: "fasthook init, with this version everywhere",
      }),
    ];
  }
  return [ok("canary", `${shown} answers a sample event as it should`), await latency(line, trial)];
}

function differenceOf(got: ChildRun, expected: Answer): string | undefined {
  if (got.code !== expected.exitCode) return `ends with ${got.code} instead of ${expected.exitCode}`;
  for (const stream of ["stdout", "stderr"] as const) {
    if (got[stream] === expected[stream]) continue;
    return `prints ${quote(got[stream])} on ${stream} instead of ${quote(expected[stream])}`;
  }
  return undefined;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

async function latency(line: CommandLine, { shown, cwd, state }: Trial): Promise<Check> {
  const env = stateIn(state);
  const floor: number[] = [];
  const hook: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // By turns, so that a busy moment meets both.
    floor.push((await runChild(line, { stdin: "{}", env })).ms);
    hook.push((await runChild(line, { stdin: sampleEvent(cwd), env })).ms);
  }
  const [low, high] = [percentile(floor, 0.5), percentile(hook, 0.5)];
  return ok(
    "latency",
    `${shown}: ${duration(high)} with feedback, ${duration(low)} for an event that gets no answer (${
      (high / low).toFixed(2)
    } times)`,
  );
}

function stateIn(folder: string): Readonly<Record<string, string>> {
  return { FASTHOOK_STATE_DIR: folder };
}

async function attempt(line: CommandLine, { cwd, state }: Trial): Promise<ChildRun | Error> {
  try {
    return await runChild(line, { stdin: sampleEvent(cwd), env: stateIn(state) });
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function sourceOf(text: string): { read(into: Uint8Array): Promise<number | null> } {
  let left = new TextEncoder().encode(text);
  return {
    read(into: Uint8Array): Promise<number | null> {
      const piece = left.subarray(0, into.length);
      into.set(piece);
      left = left.subarray(piece.length);
      return Promise.resolve(piece.length === 0 ? null : piece.length);
    },
  };
}
