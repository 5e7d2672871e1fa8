/**
 * Whole processes, measured in interleaved rounds next to an empty Deno program.
 *
 * @module
 */
import { BUNDLE, ROOT } from "../.github/tasks/program.ts";
import { UserError } from "../lib/text/user_error.ts";
import { type Environment, isolateEnvironment } from "../lib/commands/bench/environment.ts";
import { shuffled } from "../lib/commands/bench/trial.ts";
import { cpuTime, timeProgram } from "./process.ts";
import { percentile, type Ratio, ratio, type Summary, summary } from "../lib/commands/shared/summary.ts";
import { linting } from "./linter_rows.ts";
import { stateful } from "./state_rows.ts";
import {
  baseline,
  configuredSubjects,
  fasthook,
  floor,
  FLOOR_TITLE,
  large,
  type Subject,
  usual,
} from "./subjects.ts";

/** What to measure, and how often. */
export interface Plan {
  /** How often each row runs, rows with a limit three times as often; one more round, not counted, comes first. */
  readonly rounds: number;
  /** Command lines of other hooks. */
  readonly baselines: readonly string[];
  /** Called before each round with the number of counted rounds that are finished. */
  readonly onRound: (finished: number) => void;
}

/** One row of the table. */
export interface Row {
  /** Whose row it is: "floor", "fasthook" or a baseline's command line. */
  readonly group: string;
  /** A name of the floor, or a scenario's title. */
  readonly title: string;
  /** Wall time in milliseconds. */
  readonly wallMs: Summary;
  /** The same, round by round (the median of each): what happened to the machine in a round happened to all rows. */
  readonly roundsMs: readonly number[];
  /** Processor time in milliseconds; missing on a machine that cannot measure it. */
  readonly cpuMs?: Summary;
  /** Wall time by that of the empty Deno program. */
  readonly ratio: Ratio;
  /** The largest ratio that is accepted, for rows that have one. */
  readonly limit?: number;
  /** What it may take beyond the limit, in milliseconds. */
  readonly allowedMs?: number;
}

/** Samples of wall time, by round, and of processor time, in milliseconds, by what they were taken from. */
type Samples = ReadonlyMap<Subject, { readonly roundsMs: number[][]; readonly cpuMs: number[] }>;

/** How often a round runs what is judged, and what it is judged by: their smallest samples have to be dependable. */
const JUDGED_TIMES = 3;

/**
 * Measures whole processes: each round runs every row once, and the rows with a limit and their floor three times, in a new
 * order. Builds dist/ first when it is out of date.
 *
 * @param plan What to measure.
 * @returns The floor, fasthook and each baseline, in this order.
 * @throws {UserError} When the build fails or a program does not do what it is measured for.
 */
export async function measure({ rounds, baselines, onRound }: Plan): Promise<Row[]> {
  if (isStale()) await build();
  const folder = await Deno.makeTempDir();
  try {
    const subjects = [
      ...floor(folder),
      ...fasthook(),
      ...usual(),
      large(),
      ...configuredSubjects(`${folder}/rules.json`),
      ...await stateful(folder),
      ...linting(`${folder}/linters`),
      ...baselines.flatMap(baseline),
    ];
    const env = isolateEnvironment(folder);
    // Every session has one; it holds nothing.
    await Deno.mkdir(env.CLAUDE_PROJECT_DIR);
    // Fills the disk cache, and ends early where a program is wrong.
    await addRound(samplesFor(subjects), env);
    const samples = samplesFor(subjects);
    for (let finished = 0; finished < rounds; finished++) {
      onRound(finished);
      // Processes at the same time would disturb each other.
      await addRound(samples, env);
    }
    return rowsOf(samples);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Finds the rows that are slower than what is accepted, by smallest sample or by median.
 *
 * @param rows All rows of a run.
 * @returns Those above their limit.
 */
export function aboveLimit(rows: readonly Row[]): Row[] {
  return rows.filter(({ wallMs, allowedMs = 0, ratio: { byMin, byMedian }, limit = Infinity }) => {
    const without = (times: number, ms: number): number => times * (1 - allowedMs / ms);
    return Math.max(without(byMin, wallMs.min), without(byMedian, wallMs.median)) > limit;
  });
}

function samplesFor(subjects: readonly Subject[]): Samples {
  return new Map(subjects.map((subject) => [subject, { roundsMs: [], cpuMs: [] }]));
}

/**
 * One round. Rows with a limit run as a block with their floor, because a machine that others use changes
 * its speed for some tenths of a second.
 */
async function addRound(samples: Samples, env: Environment): Promise<void> {
  const subjects = [...samples.keys()];
  const judged = subjects.filter(isJudged);
  const blocks = [
    ...Array.from({ length: JUDGED_TIMES }, () => judged),
    ...subjects.filter((subject) => !isJudged(subject)).map((subject) => [subject]),
  ];
  for (const { roundsMs } of samples.values()) roundsMs.push([]);
  for (const subject of shuffled(blocks).flatMap((block) => shuffled(block))) {
    // Processes at the same time would disturb each other.
    samples.get(subject)?.roundsMs.at(-1)?.push(await wallTime(subject, env));
  }
  for (const subject of shuffled(subjects)) {
    // As above.
    const cpu = await cpuTime({ ...subject, input: subject.input(), env: { ...env, ...subject.env } });
    if (cpu !== undefined) samples.get(subject)?.cpuMs.push(cpu);
  }
}

function isJudged({ title, limit }: Subject): boolean {
  return limit !== undefined || title === FLOOR_TITLE;
}

async function wallTime(subject: Subject, env: Environment): Promise<number> {
  const { group, title, command, input, problem } = subject;
  const ended = await timeProgram({ command, input: input(), env: { ...env, ...subject.env } });
  const wrong = problem(ended);
  if (wrong !== "") throw new UserError(`Cannot measure ${group} on "${title}": ${wrong.trim()}`);
  return ended.wallMs;
}

function rowsOf(samples: Samples): Row[] {
  const rows = [...samples].map(([{ group, title, limit, allowedMs }, { roundsMs, cpuMs }]) => ({
    group,
    title,
    wallMs: summary(roundsMs.flat()),
    roundsMs: roundsMs.map((wallMs) => percentile(wallMs, 0.5)),
    ...(cpuMs.length > 0 && { cpuMs: summary(cpuMs) }),
    ...(limit !== undefined && { limit }),
    ...(allowedMs !== undefined && { allowedMs }),
  }));
  const floorMs = rows.find(({ title }) => title === FLOOR_TITLE)?.wallMs;
  if (floorMs === undefined) throw new Error(`Cannot compare: there is no row "${FLOOR_TITLE}"`);
  return rows.map((row) => ({ ...row, ratio: ratio(row.wallMs, floorMs) }));
}

function isStale(): boolean {
  const builtAt = modifiedAt(BUNDLE);
  return ["deno.json", "main.ts", "lib", ".github/tasks"].some((source) =>
    modifiedAt(ROOT + source) > builtAt
  );
}

/** The latest change of a file or of anything in a folder, in milliseconds; 0 for what is missing or empty. */
function modifiedAt(path: string): number {
  try {
    const { isDirectory, mtime } = Deno.statSync(path);
    if (!isDirectory) return mtime?.getTime() ?? 0;
    return Math.max(0, ...[...Deno.readDirSync(path)].map(({ name }) => modifiedAt(`${path}/${name}`)));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return 0;
  }
}

async function build(): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "build"],
    cwd: ROOT,
    stdin: "null",
  }).output();
  if (!success) throw new UserError(`Cannot build dist/:\n${new TextDecoder().decode(stderr).trim()}`);
}
