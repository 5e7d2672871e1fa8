/**
 * `deno task load [--seconds N]`: many processes at once, then mixed events at 10 a second (for 30 minutes): latency,
 * wrong replies, processes and files that are left, growth of the state.
 *
 * @module
 */
import { parseArgs } from "@std/cli";
import { isolateEnvironment } from "../../lib/commands/bench/environment.ts";
import { type Scenario, SCENARIOS } from "../../lib/commands/bench/scenarios.ts";
import { percentile, summary } from "../../lib/commands/shared/summary.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { writeAll } from "../../lib/system/io.ts";
import { run } from "../../tests/support/harness.ts";
import { bundle } from "./bundle.ts";
import { leftBehind, processesOf, type StateGrowth } from "./load_traces.ts";
import { runCommand } from "./program.ts";

/** Samples of one kind of load. */
interface Phase {
  readonly title: string;
  readonly wallMs: readonly number[];
}

/** A program under load, and what went wrong so far. */
interface Load {
  readonly command: readonly string[];
  readonly folder: string;
  readonly problems: string[];
  /** The kinds of events that got feedback. */
  readonly answered: Set<string>;
  /** Events sent. */
  count: number;
  /** How late an event was started, at most: above some milliseconds the machine had no time for the load itself. */
  latestMs: number;
}

const AT_ONCE = [1, 4, 16, 64];
/** As many runs for each number of processes, so that the percentiles can be compared. */
const RUNS = 128;
const EVERY_MS = 100;
const DEFAULT_SECONDS = 30 * 60;
/** The contract for a standard input that is never closed; no event takes longer, also with 64 at once. */
const MAX_MS = 5000;
/** Sessions that take turns, as in an afternoon's work. */
const SESSIONS = 5;

async function main(args: readonly string[]): Promise<number> {
  const { seconds } = parseArgs(args, { string: ["seconds"], default: { seconds: String(DEFAULT_SECONDS) } });
  if (!(Number(seconds) >= 1)) {
    throw new UserError(`Cannot use --seconds: wanted a number from 1, got "${seconds}"`);
  }
  const folder = await Deno.makeTempDir({ prefix: "fasthook-load-" });
  try {
    await Promise.all(
      ["home", "tmp", "project", "linted/.git", "bin"].map((name) =>
        Deno.mkdir(`${folder}/${name}`, { recursive: true })
      ),
    );
    await addLinter(folder);
    const load = {
      command: await program(folder),
      folder,
      problems: [],
      answered: new Set<string>(),
      count: 0,
      latestMs: 0,
    };
    const phases = await atOnce(load);
    const steady = await atRate(load, Number(seconds));
    report([...phases, ...steady]);
    return verdict(load, [...phases, ...steady]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function program(folder: string): Promise<readonly string[]> {
  const named = Deno.env.get("FASTHOOK") ?? "";
  if (named !== "") return [named];
  await bundle(`${folder}/bundle`);
  return runCommand(`${folder}/bundle/main.js`);
}

async function atOnce(load: Load): Promise<Phase[]> {
  const phases: Phase[] = [];
  for (const width of AT_ONCE) {
    const wallMs: number[] = [];
    for (let done = 0; done < RUNS; done += width) {
      // One volley after the other.
      wallMs.push(...await Promise.all(Array.from({ length: width }, () => event(load))));
    }
    phases.push({ title: `${width} at once`, wallMs });
  }
  return phases;
}

/** Starts an event every 100 ms, whether or not the ones before have ended. */
async function atRate(load: Load, seconds: number): Promise<Phase[]> {
  const running: Promise<number>[] = [];
  const started = performance.now();
  for (let index = 0; index < seconds * 1000 / EVERY_MS; index++) {
    const waitMs = started + index * EVERY_MS - performance.now();
    // This is the rate.
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    load.latestMs = Math.max(load.latestMs, performance.now() - started - index * EVERY_MS);
    running.push(event(load));
  }
  const wallMs = await Promise.all(running);
  const tenth = Math.ceil(wallMs.length / 10);
  return [
    { title: `10 a second for ${seconds} s`, wallMs },
    { title: "  its first tenth", wallMs: wallMs.slice(0, tenth) },
    { title: "  its last tenth", wallMs: wallMs.slice(-tenth) },
  ];
}

/** An event for every scenario in turn, and one that a linter looks at. */
const KINDS = SCENARIOS.length + 1;
/** Texts of the file that a linter looks at: more of them than come between two, so that results are used again. */
const TEXTS = 50;

const LINTED = "a file with a linter";

/** A project that asks for ruff, and a program of that name that finds something. */
async function addLinter(folder: string): Promise<void> {
  await Deno.writeTextFile(`${folder}/linted/ruff.toml`, "");
  const found = [{ code: "F821", location: { row: 1, column: 1 }, message: "Undefined name", fix: null }];
  const script = `#!/bin/sh\nsleep 0.01\necho '${JSON.stringify(found)}'\n`;
  await Deno.writeTextFile(`${folder}/bin/ruff`, script, { mode: 0o755 });
}

/** A file that was just written; its findings are reported once a session. */
async function lintedFile(folder: string, index: number): Promise<Scenario> {
  const path = `${folder}/linted/file-${index % TEXTS}.py`;
  const content = `x = ${index % TEXTS}\n`;
  await Deno.writeTextFile(path, content);
  return {
    id: "linted",
    title: LINTED,
    wanted: true,
    event: {
      cwd: `${folder}/linted`,
      hook_event_name: "PostToolUse",
      tool_name: "Write",
      tool_input: { file_path: path, content },
      tool_response: { type: "create", filePath: path },
      tool_use_id: "",
    },
  };
}

/** Runs one event, of all scenarios and sessions in turn, and checks its reply. */
async function event(load: Load): Promise<number> {
  const index = load.count++;
  const { command, folder, problems, answered } = load;
  const scenario = SCENARIOS[index % KINDS] ?? await lintedFile(folder, Math.floor(index / KINDS));
  const session = `load-${Math.floor(index / KINDS) % SESSIONS}`;
  const { code, ms, stdout, stderr } = await run(command, {
    // As in a session each call has a name of its own: the same one again would be a second fasthook's.
    stdin: JSON.stringify({
      ...scenario.event,
      session_id: session,
      ...("tool_use_id" in scenario.event && { tool_use_id: `toolu_${index}` }),
    }),
    env: {
      ...isolateEnvironment(folder),
      CLAUDE_PROJECT_DIR: `${folder}/${scenario.id === "linted" ? "linted" : "project"}`,
      HOME: `${folder}/home`,
      TMPDIR: `${folder}/tmp`,
      PATH: `${folder}/bin:${Deno.env.get("PATH") ?? ""}`,
    },
    cwd: `${folder}/project`,
  });
  // What was said once in a session may be left out later; anything else than feedback or silence is wrong.
  const right = stdout === "" &&
    (code === 0 ? stderr === "" : code === 2 && scenario.wanted && stderr.startsWith("fasthook on "));
  if (code === 2) answered.add(scenario.title);
  if (!right) {
    problems.push(`${scenario.title}: exit code ${code}: ${(stdout + stderr).slice(0, 300).trim()}`);
  }
  return ms;
}

function report(phases: readonly Phase[]): void {
  print(`${"milliseconds".padEnd(26)}  runs     p50     p95     p99     max`);
  for (const { title, wallMs } of phases) {
    const { median, p95, max } = summary(wallMs);
    const cells = [median, p95, percentile(wallMs, 0.99), max].map((ms) => ms.toFixed(0).padStart(8));
    print(`${title.padEnd(26)}${String(wallMs.length).padStart(6)}${cells.join("")}`);
  }
}

function verdict({ folder, problems, answered, count, latestMs }: Load, phases: readonly Phase[]): number {
  const growth: StateGrowth = leftBehind(folder, count);
  const slowest = Math.max(...phases.flatMap(({ wallMs }) => wallMs));
  const found = [
    ...new Set(problems),
    ...[...SCENARIOS.filter(({ wanted }) => wanted).map(({ title }) => title), LINTED]
      .filter((title) => !answered.has(title)).map((title) => `never answered: ${title}`),
    ...growth.problems,
    ...processesOf(folder).map((id) => `still running: process ${id}`),
    ...(slowest > MAX_MS ? [`slowest event: ${slowest.toFixed(0)} ms, at most ${MAX_MS}`] : []),
  ];
  print(`${count} events; state: ${growth.files} files, ${growth.bytes} bytes; ${found.length} problems`);
  print(`${problems.length} wrong replies; an event was started ${latestMs.toFixed(0)} ms late at most`);
  for (const problem of found.slice(0, 20)) print(`  ${problem}`);
  return found.length === 0 ? 0 : 1;
}

function print(text: string): void {
  writeAll(Deno.stdout, `${text}\n`);
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  writeAll(Deno.stderr, error.report());
  Deno.exit(1);
}
