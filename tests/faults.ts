/**
 * Faults that fasthook meets: what is wrong around it, and what it does then. The test asserts each row, and
 * .github/tasks/fault_table.ts writes them into bench/README.md.
 *
 * @module
 */
import type { ReplyKind } from "../lib/bench/reply_kind.ts";
import type { Script } from "./harness.ts";

/**
 * An exit code; or "failed": any code but 0 and 2, which would be silence and feedback, or a signal of the system; or
 * "killed": by the signal that was sent, unless the program was already done.
 */
export type Ending = number | "failed" | "killed";

/** Something that is wrong, and what comes of it. */
export interface Fault {
  /** What the fault is about. */
  readonly area:
    | "standard input"
    | "standard output"
    | "configuration"
    | "state"
    | "surroundings"
    | "limits"
    | "signals";
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Shell text before the program starts; `$0` is the run's folder. */
  readonly shell?: string;
  /** Redirections of the program. */
  readonly redirect?: string;
  /** Standard input; a wanted event where nothing is said. */
  readonly stdin?: string | Script;
  /** A signal, and when it is sent: milliseconds after the start. */
  readonly signal?: { readonly name: Deno.Signal; readonly afterMs: number };
  /** Arguments of the program. */
  readonly args?: readonly string[];
  /** Nobody reads the reply until the program has ended. */
  readonly reader?: "late";
  /** Where Deno itself ends differently: `deno run` writes files, a compiled Deno 2.7 needs PATH for --allow-run. */
  readonly only?: "compiled" | "deno run";
  /** How the program ends. */
  readonly ends: Ending;
  /** What comes back. */
  readonly replies: ReplyKind;
  /** The longest time it may take, in milliseconds, on a machine that does other things, too. */
  readonly withinMs: number;
}

/** An event that deserves feedback. */
export const WANTED = '{"tool_name":"Task","tool_input":{"agent":"a"},"tool_response":{"success":true}}';

/** A wanted event that takes a while to analyse. */
export const LARGE = `{"tool_name":"Write","tool_input":{"file_path":"/p/.claude/hooks/a.py","content":"${
  "x = 1\\n".repeat(1_000_000)
}sys.path.append(1)\\n"},"tool_response":{"success":true}}`;

const QUICK_MS = 3000;
/** The deadline for standard input is 4.5 s. */
const LATE_MS = 6000;

const nothingEver: Script = () => new Promise(() => {});
const halfAnEvent: Script = async (write) => {
  await write(new TextEncoder().encode(WANTED.slice(0, 30)));
  await nothingEver(write);
};

type Row = Omit<Fault, "area" | "withinMs"> & { readonly withinMs?: number };

function rows(area: Fault["area"], faults: readonly Row[]): Fault[] {
  return faults.map((fault) => ({ area, withinMs: QUICK_MS, ...fault }));
}

const STDIN = rows("standard input", [
  { title: "closed", redirect: "<&-", ends: 1, replies: "one line" },
  { title: "empty", stdin: "", ends: 1, replies: "one line" },
  {
    title: "never closed, nothing in it",
    stdin: nothingEver,
    ends: 1,
    replies: "one line",
    withinMs: LATE_MS,
  },
  {
    title: "never closed, half an event",
    stdin: halfAnEvent,
    ends: 1,
    replies: "one line",
    withinMs: LATE_MS,
  },
  { title: "an event cut off", stdin: WANTED.slice(0, 40), ends: 1, replies: "one line" },
  {
    title: "an event cut off, `--reply=context`",
    stdin: WANTED.slice(0, 40),
    args: ["--reply=context"],
    ends: 0,
    replies: "one line",
  },
  { title: "without end (/dev/zero)", redirect: "</dev/zero", ends: 1, replies: "one line" },
  { title: "a folder", redirect: "</", ends: 1, replies: "one line" },
  { title: "cannot be read", redirect: '0>"$0/written"', ends: 1, replies: "one line" },
]);

const STDOUT = rows("standard output", [
  { title: "standard error closed", redirect: "2>&-", ends: 2, replies: "nothing" },
  { title: "both closed", redirect: "2>&- >&-", ends: 2, replies: "nothing" },
  { title: "standard error on a full disk", redirect: "2>/dev/full", ends: 2, replies: "nothing" },
  {
    title: "standard output on a full disk, `--reply=context`",
    redirect: ">/dev/full",
    args: ["--reply=context"],
    ends: 0,
    replies: "nothing",
  },
]);

const CONFIG = 'mkdir -p "$XDG_CONFIG_HOME/fasthook"; c=$XDG_CONFIG_HOME/fasthook/config.json';
const CONFIGURATION = rows("configuration", [
  { title: "not JSON", shell: `${CONFIG}; echo '{' > "$c"`, ends: 2, replies: "feedback and a line" },
  { title: "empty", shell: `${CONFIG}; : > "$c"`, ends: 2, replies: "feedback and a line" },
  {
    title: "an unknown key",
    shell: `${CONFIG}; echo '{"x":1}' > "$c"`,
    ends: 2,
    replies: "feedback and a line",
  },
  {
    title: "2 MB",
    shell: `${CONFIG}; head -c 2000000 /dev/zero > "$c"`,
    ends: 2,
    replies: "feedback and a line",
  },
  { title: "a folder", shell: `${CONFIG}; mkdir "$c"`, ends: 2, replies: "feedback and a line" },
  {
    title: "a pipe that nobody writes to",
    shell: `${CONFIG}; mkfifo "$c"`,
    ends: 2,
    replies: "feedback and a line",
  },
  {
    title: "a link to nowhere",
    shell: `${CONFIG}; ln -s /nowhere/at-all "$c"`,
    ends: 2,
    replies: "feedback",
  },
  { title: "a link to itself", shell: `${CONFIG}; ln -s "$c" "$c"`, ends: 2, replies: "feedback and a line" },
]);

const STATE = rows("state", [
  {
    title: "no folder is known",
    shell: "unset HOME XDG_STATE_HOME FASTHOOK_STATE_DIR",
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the folder is a file",
    shell: 'rm -rf "$FASTHOOK_STATE_DIR"; : > "$FASTHOOK_STATE_DIR"',
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the folder is a link",
    shell: 'rm -rf "$FASTHOOK_STATE_DIR"; mkdir "$0/else"; ln -s "$0/else" "$FASTHOOK_STATE_DIR"',
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the folder cannot be made",
    shell: "export FASTHOOK_STATE_DIR=/proc/fasthook",
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the journal is a folder",
    shell: 'mkdir -p "$FASTHOOK_STATE_DIR/journal.jsonl"',
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the journal is a pipe that nobody reads",
    shell: 'mkdir -p -m 700 "$FASTHOOK_STATE_DIR"; mkfifo "$FASTHOOK_STATE_DIR/journal.jsonl"',
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the database is not one",
    shell: 'mkdir -p -m 700 "$FASTHOOK_STATE_DIR"; echo x > "$FASTHOOK_STATE_DIR/state.db"',
    ends: 2,
    replies: "feedback",
  },
  {
    title: "the journal is a link to a full disk",
    shell: 'mkdir -p -m 700 "$FASTHOOK_STATE_DIR"; ln -s /dev/full "$FASTHOOK_STATE_DIR/journal.jsonl"',
    ends: 2,
    replies: "feedback",
  },
]);

const SURROUNDINGS = rows("surroundings", [
  { title: "no HOME", shell: "unset HOME", ends: 2, replies: "feedback" },
  { title: "no PATH", shell: "unset PATH", only: "deno run", ends: 2, replies: "feedback" },
  {
    title: "no folder for temporary files",
    shell: "export TMPDIR=/nonexistent",
    ends: 2,
    replies: "feedback",
  },
  { title: "the working folder cannot be written", shell: "cd /proc/self", ends: 2, replies: "feedback" },
  {
    title: "the working folder was removed",
    shell: 'mkdir "$0/gone"; cd "$0/gone"; rmdir "$0/gone"',
    ends: 1,
    replies: "the runtime's words",
  },
]);

const LIMITS = rows("limits", [
  {
    title: "8 file descriptors (`ulimit -n`)",
    shell: "ulimit -n 8",
    ends: "failed",
    replies: "the runtime's words",
  },
  { title: "64 file descriptors", shell: "ulimit -n 64", ends: 2, replies: "feedback" },
  {
    title: "64 MB of address space (`ulimit -v`)",
    shell: "ulimit -v 65536",
    ends: "failed",
    replies: "nothing",
  },
  {
    title: "64 MB of data (`ulimit -d`)",
    shell: "ulimit -d 65536",
    ends: "failed",
    replies: "the runtime's words",
  },
  { title: "64 MB of resident memory (`ulimit -m`)", shell: "ulimit -m 65536", ends: 2, replies: "feedback" },
  { title: "1 second of processor time (`ulimit -t`)", shell: "ulimit -t 1", ends: 2, replies: "feedback" },
  {
    title: "no file may grow (`ulimit -f 0`)",
    shell: "ulimit -f 0",
    only: "compiled",
    // The reply is out when the system ends the program for writing its journal.
    ends: "failed",
    replies: "feedback",
  },
]);

/** The moments of a run, as the milliseconds after the start at which a process is in them. */
const STAGES = [
  { title: "while it starts", stdin: nothingEver, afterMs: 4 },
  { title: "while it waits for an event", stdin: nothingEver, afterMs: 400 },
  { title: "in the middle of an event", stdin: halfAnEvent, afterMs: 400 },
  { title: "while it reads 7 MB", stdin: LARGE, afterMs: 60 },
  { title: "while it analyses 7 MB", stdin: LARGE, afterMs: 110 },
  {
    title: "while nobody reads the reply",
    shell: "head -c 65536 /dev/zero >&2",
    reader: "late" as const,
    afterMs: 700,
  },
];

const SIGNALS = rows(
  "signals",
  (["SIGTERM", "SIGINT"] as const).flatMap((name) =>
    STAGES.map(({ title, afterMs, ...given }) => ({
      title: `${name} ${title}`,
      ...given,
      signal: { name, afterMs },
      ends: "killed",
      replies: "nothing" as const,
    }))
  ),
);

/** All faults, by area. */
export const FAULTS: readonly Fault[] = [
  ...STDIN,
  ...STDOUT,
  ...CONFIGURATION,
  ...STATE,
  ...SURROUNDINGS,
  ...LIMITS,
  ...SIGNALS,
];
