/**
 * What is measured as a whole process: the floor, fasthook on each scenario, other hooks on the same events.
 *
 * @module
 */
import { BUNDLE, runCommand } from "../.github/tasks/program.ts";
import type { JsonObject } from "../lib/text/json_object.ts";
import type { Environment } from "../lib/commands/bench/environment.ts";
import type { Ended } from "./process.ts";
import { type Scenario, SCENARIOS } from "../lib/commands/bench/scenarios.ts";
import { answerProblem, firstOfSession } from "../lib/commands/bench/trial.ts";

/** One command with one event. */
export interface Subject {
  /** Whose it is: "floor", "fasthook" or a baseline's command. */
  readonly group: string;
  /** What is run: a name of the floor, or a scenario's title. */
  readonly title: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Makes standard input. */
  readonly input: () => Uint8Array<ArrayBuffer>;
  /** The largest ratio that is accepted, where one is. */
  readonly limit?: number;
  /** What the row may take beyond its limit for something that has a limit of its own, in milliseconds. */
  readonly allowedMs?: number;
  /** What this row alone finds in its environment. */
  readonly env?: Environment;
  /** Says what is wrong with a run; "" when it did what it is measured for. */
  readonly problem: (ended: Ended) => string;
}

/** The name of the row that all others are divided by. */
export const FLOOR_TITLE = "empty Deno program";

// A path, not a name: shells have a `true` of their own.
const TRUE = Deno.build.os === "darwin" ? "/usr/bin/true" : "/bin/true";

/** For events that nothing wants; from the project's acceptance, as the next one. */
const SILENT_LIMIT = 1.15;
const FEEDBACK_LIMIT = 1.2;
/** What session memory may cost a failure; from the acceptance of the state. */
const MEMORY_MS = 1.5;

// What `sh` ends with when it cannot start a command.
const CANNOT_START = [126, 127];

/**
 * Lists what cannot be beaten: a process that does nothing, and the same inside Deno.
 *
 * @param folder Where its script is written.
 * @returns `/bin/true`, and Deno with the flags of fasthook.
 */
export function floor(folder: string): Subject[] {
  const empty = `${folder}/empty.js`;
  Deno.writeTextFileSync(empty, "");
  const nothing = (): Uint8Array<ArrayBuffer> => new Uint8Array();
  const problem = ({ exitCode, stderr }: Ended): string =>
    exitCode === 0 ? "" : `exit code ${exitCode}: ${stderr}`;
  return [
    { group: "floor", title: TRUE, command: [TRUE], input: nothing, problem },
    { group: "floor", title: FLOOR_TITLE, command: runCommand(empty), input: nothing, problem },
  ];
}

/**
 * Lists the scenarios with the program that dist/fasthook starts.
 *
 * @returns One subject a scenario; each run must give feedback, or be silent, as the scenario says.
 */
export function fasthook(): Subject[] {
  return SCENARIOS.map(judgeOne);
}

/** An event, and whether it deserves feedback. */
export type Measured = Omit<Scenario, "id">;

function judgeOne(measured: Measured): Subject {
  return {
    ...ours(measured),
    limit: measured.wanted ? FEEDBACK_LIMIT : SILENT_LIMIT,
    ...(measured.event["hook_event_name"] === "PostToolUseFailure" && { allowedMs: MEMORY_MS }),
  };
}

/**
 * Gives the program that dist/fasthook starts.
 *
 * @param measured The event; each time in a new session.
 * @returns The subject, without a limit.
 */
export function ours({ title, event, wanted }: Measured): Subject {
  return {
    group: "fasthook",
    title,
    command: runCommand(BUNDLE),
    input: () => inNewSession(event),
    problem: ({ exitCode: code, ...printed }) => answerProblem({ wanted }, { code, ...printed }),
  };
}

/** Lines of forty bytes. */
const USUAL_LINES = "a line of forty bytes, with a line end.\n".repeat(40);

/**
 * Lists events of a usual size: those of the report are of some hundred bytes, and a loop that is short for them has a
 * thousand rounds for these.
 *
 * @returns A Read of 1.6 kB that no analyzer wants, a command that failed after 1.6 kB of output.
 */
export function usual(): Subject[] {
  const frame = { session_id: "", cwd: "/home/user/project" };
  const read = {
    ...frame,
    hook_event_name: "PostToolUse",
    tool_name: "Read",
    tool_input: { file_path: "/home/user/project/README.md" },
    tool_response: { type: "text", file: { filePath: "/home/user/project/README.md", content: USUAL_LINES } },
  };
  const failed = {
    ...frame,
    hook_event_name: "PostToolUseFailure",
    tool_name: "Bash",
    tool_input: { command: "make all", description: "Build" },
    error: `Exit code 137\n${USUAL_LINES}`,
  };
  return [
    judgeOne({ title: "Read of 1.6 kB", event: read, wanted: false }),
    judgeOne({ title: "error after 1.6 kB", event: failed, wanted: true }),
  ];
}

/**
 * Gives an event of 2 MB that has to be read to its end, because an analyzer wants it.
 *
 * @returns A Write of 1 MB into a hook file, whose last line is a violation.
 */
export function large(): Subject {
  const content = `${"a = 1 # a line of forty bytes, with end\n".repeat(25_000)}sys.path.append(a)\n`;
  const event = {
    session_id: "",
    hook_event_name: "PostToolUse",
    tool_name: "Write",
    tool_input: { file_path: "/p/.claude/hooks/a.py", content },
    tool_response: { type: "create", content },
  };
  return ours({ title: "1 MB, read to its end", event, wanted: true });
}

/** How many rules {@linkcode configuredSubjects} has, and how many of them want a Write. */
const RULES = 100;
const WANTING_RULES = 2;

/**
 * Lists what a configuration costs: 100 rules, of which two want the event and look at it. It is about a Rust file, which
 * no linter wants.
 *
 * @param file Where the configuration is written.
 * @returns An event that none of the rules wants, one that two want and find nothing in, one that two find something in.
 */
export function configuredSubjects(file: string): Subject[] {
  const rules = Array.from({ length: RULES }, (_, index) => ({
    id: `bench/rule-${index}`,
    when: { tools: index < WANTING_RULES ? ["Write"] : ["WebFetch"], files: ["src/**/*.rs"], agents: "main" },
    look: "new",
    match: `forbidden${index}\\(`,
    text: "{file}: do not use {match}",
    examples: [`forbidden${index}(1)`],
    counterExamples: ["fine(1)"],
  }));
  Deno.writeTextFileSync(file, JSON.stringify({ rules }, null, 2));
  const event = (tool: string, content: string): JsonObject => ({
    session_id: "",
    cwd: "/home/user/project",
    hook_event_name: "PostToolUse",
    tool_name: tool,
    tool_input: { file_path: "/home/user/project/src/a.rs", content },
    tool_response: {},
  });
  const env = { FASTHOOK_CONFIG: file, CLAUDE_PROJECT_DIR: "/home/user/project" };
  return [
    ours({ title: "100 rules, 0 want it", event: event("Read", ""), wanted: false }),
    ours({ title: "100 rules, 2 want it", event: event("Write", "fine(1)\n"), wanted: false }),
    ours({
      title: "100 rules, 2 match",
      event: event("Write", "forbidden0(1)\nforbidden1(2)\n"),
      wanted: true,
    }),
  ].map((subject) => ({ ...subject, env }));
}

/**
 * Lists the scenarios with another hook. What it answers is its own business; it only has to start.
 *
 * @param command A command line for `sh -c`.
 * @returns One subject a scenario.
 */
export function baseline(command: string): Subject[] {
  return SCENARIOS.map(({ title, event }) => ({
    group: command,
    title,
    command: ["/bin/sh", "-c", command],
    input: () => inNewSession(event),
    problem: ({ exitCode, stderr }: Ended): string => CANNOT_START.includes(exitCode) ? stderr : "",
  }));
}

function inNewSession(event: JsonObject): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(firstOfSession(event));
}
