/**
 * Faults that can be made on any machine without special rights, what fasthook must do then, and what it does.
 *
 * @module
 */
import { MAX_INPUT_BYTES } from "../../system/io.ts";
import { type ChildInput, type ChildRun, type CommandLine, runChild } from "../../system/child.ts";
import { firstOfSession } from "./trial.ts";
import { type ReplyKind, replyKindOf } from "./reply_kind.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { Workspace } from "./workspace.ts";

/** How fasthook ends, and what comes back. */
export interface Outcome {
  /** The exit code. */
  readonly exitCode: number;
  /** What was printed, in a few words. */
  readonly reply: ReplyKind;
}

/** Something that is wrong, and what must come of it. */
interface Fault {
  /** What is wrong; at most 44 characters, so that the table stays narrow. */
  readonly title: string;
  /** What fasthook reads; an event that deserves feedback where nothing is said. */
  readonly stdin?: string;
  /** What comes after that. */
  readonly stdinEnd?: "left open";
  /** Arguments. */
  readonly args?: readonly string[];
  /** Variables of its environment that are out of the ordinary. */
  readonly env?: (workspace: Workspace) => Readonly<Record<string, string>>;
  /** What must come of it. */
  readonly wanted: Outcome;
}

/** What came of a fault. */
export interface FaultRow {
  /** What was wrong. */
  readonly title: string;
  /** What must come of it. */
  readonly wanted: Outcome;
  /** What came of it. */
  readonly got: Outcome;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** Whether the one is the other. */
  readonly ok: boolean;
}

const WANTED = SCENARIOS.find(({ wanted }) => wanted)?.event ?? {};
const CUT_OFF = firstOfSession(WANTED).slice(0, -40);
const REFUSED: Outcome = { exitCode: 1, reply: "one line" };
const FEEDBACK: Outcome = { exitCode: 2, reply: "feedback" };
const FEEDBACK_AND_A_LINE: Outcome = { exitCode: 2, reply: "feedback and a line" };

const FAULTS: readonly Fault[] = [
  { title: "standard input is empty", stdin: "", wanted: REFUSED },
  { title: "the event is cut off", stdin: CUT_OFF, wanted: REFUSED },
  {
    title: "the event is cut off, --reply=context",
    stdin: CUT_OFF,
    args: ["--reply=context"],
    wanted: { exitCode: 0, reply: "one line" },
  },
  { title: "standard input is not JSON", stdin: "not JSON", wanted: REFUSED },
  {
    title: `more than ${MAX_INPUT_BYTES / 1024 / 1024} MiB`,
    stdin: `{"a":"${"x".repeat(MAX_INPUT_BYTES)}"}`,
    wanted: REFUSED,
  },
  { title: "standard input stays open, empty", stdin: "", stdinEnd: "left open", wanted: REFUSED },
  {
    title: "standard input stays open, half an event",
    stdin: CUT_OFF,
    stdinEnd: "left open",
    wanted: REFUSED,
  },
  { title: "standard input stays open after an event", stdinEnd: "left open", wanted: FEEDBACK },
  {
    title: "the configuration is not JSON",
    env: ({ brokenFile }) => ({ FASTHOOK_CONFIG: brokenFile }),
    wanted: FEEDBACK_AND_A_LINE,
  },
  {
    title: "the configuration is a folder",
    env: ({ emptyFolder }) => ({ FASTHOOK_CONFIG: emptyFolder }),
    wanted: FEEDBACK_AND_A_LINE,
  },
  {
    title: "the state folder is a file",
    env: ({ brokenFile }) => ({ FASTHOOK_STATE_DIR: brokenFile }),
    wanted: FEEDBACK,
  },
];

/** How many runs the faults take. */
export const FAULT_RUNS: number = FAULTS.length;

/**
 * Makes each fault once. Those that wait for the deadline do that at the same time, the others one after the other.
 *
 * @param line The program and its first arguments.
 * @param given Where the runs leave something; what is called after each; whether it is time to end early.
 * @returns What came of them; fewer when it was stopped.
 */
export async function injectFaults(
  line: CommandLine,
  { workspace, onRun, stopped }: {
    readonly workspace: Workspace;
    readonly onRun: () => void;
    readonly stopped: () => boolean;
  },
): Promise<readonly FaultRow[]> {
  const rows = new Map<Fault, FaultRow>();
  const inject = async (fault: Fault): Promise<void> => {
    const { title, args = [], wanted } = fault;
    const command = { command: line.command, args: [...line.args, ...args] };
    const run = await runChild(command, inputOf(fault, workspace));
    const got = outcomeOf(run);
    const ok = got.exitCode === wanted.exitCode && got.reply === wanted.reply;
    rows.set(fault, { title, wanted, got, ms: run.ms, ok });
    onRun();
  };
  const waiting = Promise.all(FAULTS.filter(({ stdinEnd }) => stdinEnd !== undefined).map(inject));
  for (const fault of FAULTS.filter(({ stdinEnd }) => stdinEnd === undefined)) {
    if (stopped()) break;
    // Next to those that only wait.
    await inject(fault);
  }
  await waiting;
  return FAULTS.flatMap((fault) => rows.get(fault) ?? []);
}

function inputOf({ stdin = firstOfSession(WANTED), stdinEnd, env }: Fault, workspace: Workspace): ChildInput {
  return { stdin, ...(stdinEnd && { stdinEnd }), env: { ...workspace.env, ...env?.(workspace) } };
}

function outcomeOf({ code, stdout, stderr }: ChildRun): Outcome {
  return { exitCode: code, reply: replyKindOf(stderr + stdout) };
}
