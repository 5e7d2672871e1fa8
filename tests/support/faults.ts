/**
 * Faults that fasthook meets: what is wrong around it, and what it does then. The test asserts each row, and
 * .github/tasks/fault_table.ts writes them into bench/faults.md.
 *
 * @module
 */
import { ROOT } from "../../.github/tasks/program.ts";
import type { ReplyKind } from "../../lib/commands/bench/reply_kind.ts";
import type { Script } from "./harness.ts";

/**
 * An exit code; or "failed": any code but 0 and 2, which would be silence and feedback, or a signal of the system; or
 * "killed": by the signal that was sent, unless the program was already done.
 */
export type Ending = number | "failed" | "killed";

/** What some faults need, and a shell command that succeeds if the machine has it. */
export const NEEDS = {
  faketime: "faketime -f +1h true",
  "mounts of its own": "unshare -rm mount -t tmpfs none /tmp",
  "mounts of its own, and a Deno and a fasthook outside of /tmp": [Deno.execPath(), ROOT].some(isTemporary)
    ? "false"
    : "unshare -rm mount -t tmpfs none /tmp",
  "a memory cgroup": "c=/sys/fs/cgroup/memory/fasthook-try; mkdir $c && rmdir $c",
  flock: "flock --version",
  // Root may read and write whatever the mode says, unless it gives that up.
  "permissions that hold": '[ "$(id -u)" != 0 ] || setpriv --bounding-set=-all --inh-caps=-all true',
} as const;

function isTemporary(path: string): boolean {
  return path.startsWith("/tmp/");
}

/** One of {@linkcode NEEDS}. */
export type Need = keyof typeof NEEDS;

/** Something that is wrong, and what comes of it. */
export interface Fault {
  /** What the fault is about. */
  readonly area:
    | "standard input"
    | "standard output"
    | "configuration"
    | "state"
    | "permissions"
    | "disk"
    | "clock"
    | "linters"
    | "surroundings"
    | "limits"
    | "signals";
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Shell text before the program starts, in the run's project; `$0` is the run's folder, `$@` is the program. */
  readonly shell?: string;
  /** Redirections of the program. */
  readonly redirect?: string;
  /** Standard input; a wanted event where nothing is said. `{dir}` is the run's folder, also in the shell text. */
  readonly stdin?: string | Script;
  /** A signal, and when it is sent: milliseconds after the start. */
  readonly signal?: { readonly name: Deno.Signal; readonly afterMs: number };
  /** Arguments of the program. */
  readonly args?: readonly string[];
  /** The reply is not read until the program has ended. */
  readonly reader?: "late";
  /** Where Deno itself ends differently: `deno run` writes files, a compiled Deno 2.7 needs PATH for --allow-run. */
  readonly only?: "compiled" | "deno run";
  /** What the fault needs. */
  readonly needs?: Need;
  /** How the program ends. */
  readonly ends: Ending;
  /** What comes back. */
  readonly replies: ReplyKind;
  /** The longest time it may take on a machine with nothing else to do, in milliseconds: the table's limit. */
  readonly withinMs: number;
}

/** An event that deserves feedback. */
export const WANTED = '{"tool_name":"Task","tool_input":{"agent":"a"},"tool_response":{"success":true}}';

/** A failing command in a session, which is reported once. */
const FAILED = JSON.stringify({
  session_id: "session",
  hook_event_name: "PostToolUseFailure",
  tool_name: "Bash",
  tool_input: { command: "nosuchprogram" },
  error: "Exit code 137\nnosuchprogram: starting",
});

/** A written file that a linter looks at. */
const WRITTEN = JSON.stringify({
  cwd: "{dir}/project",
  hook_event_name: "PostToolUse",
  tool_name: "Write",
  tool_input: { file_path: "{dir}/project/a.py", content: "x = 1\n" },
  tool_response: { type: "create", filePath: "{dir}/project/a.py" },
});

/** More than an event may be, of which only the beginning is read. */
const UNWANTED =
  `{"hook_event_name":"PostToolUse","tool_name":"Write","tool_input":{"file_path":"/p/a.txt",` +
  `"content":"${"x".repeat(17_000_000)}"}}`;

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

/** The output of a linter that found something. */
const RUFF_SAYS = `echo '${
  JSON.stringify([{
    code: "F821",
    location: { row: 1, column: 1 },
    message: "Undefined name",
    fix: null,
  }])
}'`;

/** Makes a project with a configuration of ruff, and a program of that name outside of the project. */
function ruff(script: string): string {
  return `mkdir -p .git; : > ruff.toml; echo 'x = 1' > a.py
cat > "$0/bin/ruff" <<'RUFF'
#!/bin/sh
${script}
RUFF
chmod 755 "$0/bin/ruff"`;
}

/** Lets linters take their time: a row that wants a finding must not depend on how busy the machine is. */
const PATIENT = 'mkdir -p "$XDG_CONFIG_HOME/fasthook"; ' +
  `echo '{"linterRuns":{"eachMs":30000,"allMs":30000}}' > "$XDG_CONFIG_HOME/fasthook/config.json"`;

/** Sends events before the one with the fault. */
function said(event: "FAILED" | "WRITTEN", times = 1): string {
  const text = { FAILED, WRITTEN }[event];
  return Array.from({ length: times }, () => `printf %s '${text}' | "$@" >/dev/null 2>&1`)
    .join("; ");
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
  { title: "not JSON", stdin: "hello", ends: 1, replies: "one line" },
  { title: "17 MB", stdin: `{"a":"${"x".repeat(17_000_000)}"}`, ends: 1, replies: "one line" },
  { title: "17 MB of a change that no analyzer wants", stdin: UNWANTED, ends: 0, replies: "nothing" },
  { title: "bytes that are no text", redirect: "</bin/true", ends: 1, replies: "one line" },
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
  ...[
    { title: "a full pipe that nobody reads", args: [], ends: 2 },
    { title: "a full pipe that nobody reads, `--reply=context`", args: ["--reply=context"], ends: 0 },
  ].map((row) => ({
    ...row,
    shell: "head -c 65536 /dev/zero >&2; head -c 65536 /dev/zero",
    reader: "late" as const,
    replies: "nothing" as const,
    withinMs: LATE_MS,
  })),
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
    title: "a pipe without a writer",
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
    title: "the journal is a pipe without a reader",
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

/** Makes the modes of files count for root also. */
const NO_OVERRIDE = '[ "$(id -u)" != 0 ] || set -- setpriv --bounding-set=-all --inh-caps=-all "$@"';
const HOLD = { needs: "permissions that hold" } as const;

const PERMISSIONS = rows("permissions", [
  {
    ...HOLD,
    title: "the state folder cannot be written",
    shell: `${NO_OVERRIDE}; mkdir -m 500 "$FASTHOOK_STATE_DIR"`,
    ends: 2,
    replies: "feedback",
  },
  {
    ...HOLD,
    title: "the state folder cannot be entered",
    shell: `${NO_OVERRIDE}; mkdir -m 000 "$FASTHOOK_STATE_DIR"`,
    ends: 2,
    replies: "feedback",
  },
  {
    title: "everybody may write to the state folder",
    shell: 'mkdir -m 777 "$FASTHOOK_STATE_DIR"',
    ends: 2,
    replies: "feedback",
  },
  {
    ...HOLD,
    title: "the journal cannot be written",
    shell: `${NO_OVERRIDE}; mkdir -m 700 "$FASTHOOK_STATE_DIR"; j=$FASTHOOK_STATE_DIR/journal.jsonl; ` +
      ': > "$j"; chmod 400 "$j"',
    ends: 2,
    replies: "feedback",
  },
  {
    ...HOLD,
    title: "the session's file cannot be read",
    shell: `${said("FAILED")}; ${NO_OVERRIDE}; chmod 000 "$FASTHOOK_STATE_DIR"/sessions/*`,
    stdin: FAILED,
    ends: 2,
    replies: "feedback",
  },
  {
    ...HOLD,
    title: "the configuration cannot be read",
    shell: `${NO_OVERRIDE}; ${CONFIG}; echo '{}' > "$c"; chmod 000 "$c"`,
    ends: 2,
    replies: "feedback and a line",
  },
  {
    ...HOLD,
    title: "the home folder cannot be entered",
    shell: `${NO_OVERRIDE}; chmod 000 "$HOME"`,
    ends: 2,
    replies: "feedback",
  },
  {
    ...HOLD,
    title: "the written file cannot be read",
    shell: `${ruff("echo '[]'")}; ${NO_OVERRIDE}; chmod 000 a.py`,
    stdin: WRITTEN,
    ends: 0,
    replies: "nothing",
  },
]);

/** Runs the program with a file system of its own over a folder. */
function mount(options: string, folder: string): string {
  const prepare = options.includes("size=")
    ? `; head -c 1000000 /dev/zero > "${folder}/fill" 2>/dev/null`
    : "";
  return `mkdir -p -m 700 "${folder}"; set -- unshare -rm sh -c ` +
    `'mount -t tmpfs -o ${options} none "${folder}"${prepare}; exec "$@"' mounted "$@"`;
}
const MOUNTS = { needs: "mounts of its own" } as const;

const DISK = rows("disk", [
  {
    ...MOUNTS,
    title: "full where the state is",
    shell: mount("size=32k,mode=700", "$FASTHOOK_STATE_DIR"),
    ends: 2,
    replies: "feedback",
  },
  {
    ...MOUNTS,
    title: "without a free inode where the state is",
    shell: mount("nr_inodes=1,mode=700", "$FASTHOOK_STATE_DIR"),
    ends: 2,
    replies: "feedback",
  },
  {
    ...MOUNTS,
    title: "read only where the state is",
    shell: mount("ro,mode=700", "$FASTHOOK_STATE_DIR"),
    ends: 2,
    replies: "feedback",
  },
  {
    ...MOUNTS,
    title: "full where the state is, in a session with a linter",
    shell: `${PATIENT}; ${ruff(RUFF_SAYS)}; ${mount("size=32k,mode=700", "$FASTHOOK_STATE_DIR")}`,
    stdin: WRITTEN,
    ends: 2,
    replies: "feedback",
  },
  {
    needs: "mounts of its own, and a Deno and a fasthook outside of /tmp",
    title: "no /tmp",
    shell:
      `unset TMPDIR; set -- unshare -rm sh -c 'mount -t tmpfs -o ro,mode=0 none /tmp; exec "$@"' mounted "$@"`,
    ends: 2,
    replies: "feedback",
  },
]);

/** The program with another clock; the file system's stays. */
function clock(offset: string): string {
  return `export NO_FAKE_STAT=1; set -- faketime --exclude-monotonic -f ${offset} "$@"`;
}
const FAKETIME = { needs: "faketime" } as const;
const JUMPS = [
  { title: "an hour back", offset: "-1h" },
  { title: "a year forward", offset: "+365d" },
  { title: "back to 1980", offset: "'@1980-01-01 00:00:00'" },
];

const CLOCK = rows("clock", [
  ...JUMPS.map(({ title, offset }) => ({
    ...FAKETIME,
    title,
    shell: `${said("FAILED")}; ${clock(offset)}`,
    ends: 2,
    replies: "feedback" as const,
  })),
  ...JUMPS.map(({ title, offset }) => ({
    ...FAKETIME,
    title: `${title}: what was said stays said`,
    shell: `${said("FAILED")}; ${clock(offset)}`,
    stdin: FAILED,
    ends: 0,
    replies: "nothing" as const,
  })),
  {
    title: "without a jump: an open breaker stays open",
    shell: `${ruff("exit 2")}; ${said("WRITTEN", 3)}; ${ruff(RUFF_SAYS)}`,
    stdin: WRITTEN,
    ends: 0,
    replies: "nothing",
  },
  ...JUMPS.map(({ title, offset }) => ({
    ...FAKETIME,
    title: `${title}: an open breaker lets a call through`,
    shell: `${PATIENT}; ${ruff("exit 2")}; ${said("WRITTEN", 3)}; ${ruff(RUFF_SAYS)}; ${clock(offset)}`,
    stdin: WRITTEN,
    ends: 2,
    replies: "feedback" as const,
  })),
  {
    title: "state files of 2020",
    shell: `${said("FAILED")}; find "$FASTHOOK_STATE_DIR" -exec touch -t 202001010000 {} +`,
    ends: 2,
    replies: "feedback",
  },
  {
    title: "state files of 2037",
    shell: `${said("FAILED")}; find "$FASTHOOK_STATE_DIR" -exec touch -t 203701010000 {} +`,
    ends: 2,
    replies: "feedback",
  },
]);

const LINTERS = rows("linters", [
  {
    title: "one that works",
    shell: `${PATIENT}; ${ruff(RUFF_SAYS)}`,
    stdin: WRITTEN,
    ends: 2,
    replies: "feedback",
  },
  {
    title: "one that is not installed",
    shell: `${ruff("")}; rm "$0/bin/ruff"; export PATH="$0/bin"`,
    stdin: WRITTEN,
    ends: 0,
    replies: "nothing",
  },
  ...[
    { title: "one that hangs", script: "exec sleep 60" },
    {
      title: "one that hangs and ignores signals",
      script: "trap '' TERM INT HUP; while :; do sleep 60; done",
    },
    { title: "one that waits for a child that hangs", script: "sleep 60 & sleep 60 & wait" },
    { title: "one that crashes", script: "kill -SEGV $$" },
    { title: "one that prints garbage", script: "echo 'Traceback (most recent call last):'" },
    { title: "one that prints half of its answer", script: 'printf \'[{"code":"F821",\'' },
    { title: "one that prints nothing", script: ":" },
    { title: "one that prints without end", script: "exec yes" },
    { title: "one that prints errors without end", script: "exec yes >&2" },
    { title: "one that takes all memory", script: "exec tail /dev/zero" },
    { title: "one that fails", script: "exit 2" },
    { title: "a program of another system", script: "exec /etc/passwd" },
  ].map(({ title, script }) => ({
    title,
    shell: ruff(script),
    stdin: WRITTEN,
    ends: 0,
    replies: "nothing" as const,
    withinMs: LATE_MS,
  })),
  {
    title: "one that leaves a child",
    shell: `${PATIENT}; ${ruff(`sleep 60 >/dev/null 2>&1 & ${RUFF_SAYS}`)}`,
    stdin: WRITTEN,
    ends: 2,
    replies: "feedback",
  },
  {
    title: "one that leaves a child that holds its output",
    shell: `${PATIENT}; ${ruff(`sleep 60 & ${RUFF_SAYS}`)}`,
    stdin: WRITTEN,
    ends: 2,
    replies: "feedback",
  },
  {
    title: "one with nothing but a shell and cat on PATH",
    shell: `${PATIENT}; ${
      ruff(RUFF_SAYS)
    }; ln -s "$(command -v sh)" "$(command -v cat)" "$0/bin"; export PATH="$0/bin"`,
    stdin: WRITTEN,
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
  {
    title: "Deno's cache cannot be written",
    shell: "export DENO_DIR=/proc/none",
    only: "deno run",
    ends: 2,
    replies: "feedback",
  },
  {
    title: "Deno's cache of compiled code is garbage",
    shell:
      'export DENO_DIR="$0/deno"; mkdir "$0/deno"; head -c 30000 /dev/urandom >"$0/deno/v8_code_cache_v2"',
    only: "deno run",
    ends: 2,
    replies: "feedback",
  },
]);

const LIMITS = rows("limits", [
  {
    // A cache of its own: with so few, Deno removes a database there and leaves the file next to it, and a process that
    // uses that file meanwhile keeps all others from it (2.9.6).
    title: "12 file descriptors (`ulimit -n`)",
    shell: 'export DENO_DIR="$0/deno"; ulimit -n 12',
    only: "deno run",
    ends: "failed",
    replies: "the runtime's words",
  },
  {
    // Sometimes 12 are enough for it.
    title: "8 file descriptors (`ulimit -n`)",
    shell: "ulimit -n 8",
    only: "compiled",
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
  {
    title: "64 MB of memory (cgroup)",
    needs: "a memory cgroup",
    shell: `set -- sh -c 'c=/sys/fs/cgroup/memory/fasthook-$$; mkdir $c; echo 64M > $c/memory.limit_in_bytes
      (echo 0 > $c/tasks; exec "$@"); e=$?; rmdir $c; exit $e' limited "$@"`,
    ends: 2,
    replies: "feedback",
  },
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

/** The stages of a run, and how many milliseconds after the start a process is in them. */
const STAGES = [
  { title: "while it starts", stdin: nothingEver, afterMs: 4 },
  { title: "while it waits for an event", stdin: nothingEver, afterMs: 400 },
  { title: "in the middle of an event", stdin: halfAnEvent, afterMs: 400 },
  { title: "while it reads 7 MB", stdin: LARGE, afterMs: 60 },
  { title: "while it analyses 7 MB", stdin: LARGE, afterMs: 110 },
  {
    title: "while a linter runs",
    shell: `${PATIENT}; ${ruff("exec sleep 60")}`,
    stdin: WRITTEN,
    afterMs: 800,
  },
  {
    title: "while another process has the session's file",
    shell: `${said("FAILED")}; for f in "$FASTHOOK_STATE_DIR"/sessions/*; do ` +
      'flock -x "$f" sleep 1 >/dev/null 2>&1 & done; sleep 0.1',
    stdin: FAILED.replaceAll("nosuchprogram", "nosuchother"),
    needs: "flock" as const,
    afterMs: 400,
  },
  {
    title: "while the reply is not read",
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
  ...PERMISSIONS,
  ...DISK,
  ...CLOCK,
  ...LINTERS,
  ...SURROUNDINGS,
  ...LIMITS,
  ...SIGNALS,
];
