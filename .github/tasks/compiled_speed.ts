/**
 * The compiled program next to an empty compiled program, in one run.
 *
 * @module
 */
import { isolateEnvironment } from "../../lib/commands/bench/environment.ts";
import { type Start, timeProgram } from "../../bench/process.ts";
import { SCENARIOS } from "../../lib/commands/bench/scenarios.ts";
import { ratio, type Summary, summary } from "../../lib/commands/shared/summary.ts";

/** One measured use of a program. */
export interface MeasuredUse {
  /** What it is. */
  readonly title: string;
  /** Wall time of whole processes in milliseconds. */
  readonly wall: Summary;
  /** The largest ratio to the empty program that is aimed at, where one is. */
  readonly limit?: number;
}

/** The programs, and where they may leave something. */
export interface Programs {
  /** A compiled program that does nothing. */
  readonly empty: string;
  /** The compiled fasthook. */
  readonly fasthook: string;
  /** An empty folder for configuration and state. */
  readonly folder: string;
}

interface Subject extends Start {
  readonly title: string;
  readonly limit?: number;
}

interface Samples extends Pick<Subject, "title" | "limit"> {
  readonly wallMs: number[];
}

/** How often each process is run. */
export const ROUNDS = 40;

/**
 * How a file lies in the page cache moves its program's time by up to 7 % for as long as it lies there: copies of the
 * same bytes, measured next to each other, do. So no program is measured by one file alone.
 */
const COPIES = 4;

/** For an event that nothing wants; from the project's acceptance. */
const SILENT_LIMIT = 1.1;

/** How much above a limit fails `--gate`: machines that others use must not decide. */
const TOLERANCE = 1.25 / SILENT_LIMIT;

/**
 * Measures whole processes, one after another, {@linkcode ROUNDS} times each.
 *
 * @param programs What to run.
 * @returns The empty program first.
 */
export async function measureCompiled(programs: Programs): Promise<MeasuredUse[]> {
  const copies = await copiesOf(programs);
  const samples = subjectsOf(programs).map(({ title, limit }): Samples => ({
    title,
    wallMs: [],
    ...(limit !== undefined && { limit }),
  }));
  for (let round = -COPIES; round < ROUNDS; round++) {
    const subjects = subjectsOf(copies[(round + COPIES) % COPIES] ?? programs);
    for (let at = 0; at < subjects.length; at++) {
      // Each round begins with the next one: none always follows the same other.
      const index = (at + round + COPIES) % subjects.length;
      const subject = subjects[index];
      // Processes at the same time would disturb each other.
      const ended = subject && await timeProgram(subject);
      // The rounds before the first fill the disk cache.
      if (ended && round >= 0) samples[index]?.wallMs.push(ended.wallMs);
    }
  }
  return samples.map(({ wallMs, ...row }) => ({ ...row, wall: summary(wallMs) }));
}

async function copiesOf({ empty, fasthook, folder }: Programs): Promise<readonly Programs[]> {
  return await Promise.all(Array.from({ length: COPIES }, async (_, at) => {
    const ending = fasthook.endsWith(".exe") ? ".exe" : "";
    const copy = { empty: `${folder}/empty-${at}${ending}`, fasthook: `${folder}/fasthook-${at}${ending}` };
    await Promise.all([Deno.copyFile(empty, copy.empty), Deno.copyFile(fasthook, copy.fasthook)]);
    return { ...copy, folder };
  }));
}

/**
 * Finds the uses above their limit, by the smaller of both ratios: a disturbed run moves one, a slower program both.
 *
 * @param uses What {@linkcode measureCompiled} gave.
 * @param judged By the limit that is aimed at, or by the one that fails.
 * @returns Those that are too slow.
 */
export function aboveLimit(uses: readonly MeasuredUse[], judged: "aim" | "gate"): MeasuredUse[] {
  const floor = floorOf(uses);
  const tolerance = judged === "gate" ? TOLERANCE : 1;
  return uses.filter(({ wall, limit = Infinity }) => {
    const { byMin, byMedian } = ratio(wall, floor);
    return Math.min(byMin, byMedian) > limit * tolerance;
  });
}

/**
 * Lays the uses out as a table.
 *
 * @param uses What {@linkcode measureCompiled} gave.
 * @returns Lines, each with its line end.
 */
export function compiledTable(uses: readonly MeasuredUse[]): string {
  const floor = floorOf(uses);
  const lines = uses.map(({ title, wall }) => {
    const { byMin, byMedian } = ratio(wall, floor);
    const cells = [wall.min, wall.median, wall.p95].map((ms) => ms.toFixed(1).padStart(8));
    return `  ${title.padEnd(32)}${cells.join("")}${byMin.toFixed(2).padStart(7)}${
      byMedian.toFixed(2).padStart(10)
    }\n`;
  });
  return `${"".padEnd(36)}   min  median     p95  x min  x median\n${lines.join("")}`;
}

function subjectsOf({ empty, fasthook, folder }: Programs): Subject[] {
  const env = isolateEnvironment(folder);
  const events = [false, true].flatMap((kind) => SCENARIOS.find(({ wanted }) => wanted === kind) ?? []);
  const nothing = new Uint8Array();
  return [
    { title: "empty program", command: [empty], input: nothing, env },
    { title: "fasthook --version", command: [fasthook, "--version"], input: nothing, env },
    ...events.map(({ title, event, wanted }) => ({
      title: `${wanted ? "feedback" : "nothing to say"}: ${title}`,
      command: [fasthook],
      input: new TextEncoder().encode(JSON.stringify(event)),
      env,
      ...(!wanted && { limit: SILENT_LIMIT }),
    })),
  ];
}

function floorOf([first]: readonly MeasuredUse[]): Summary {
  if (first === undefined) throw new RangeError("Cannot compare: wanted the empty program, got nothing");
  return first.wall;
}
