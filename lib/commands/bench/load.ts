/**
 * How long fasthook takes when several agents, or one with calls in parallel, start it at once.
 *
 * @module
 */
import { type Grade, gradeOf } from "../shared/grade.ts";
import { percentile } from "../shared/summary.ts";
import { SCENARIOS } from "./scenarios.ts";
import { answerProblem, firstOfSession, shuffled, type Trials } from "./trial.ts";

/** How long a number of processes at once took. */
export interface LoadRow {
  /** Processes at once. */
  readonly atOnce: number;
  /** All runs. */
  readonly runs: number;
  /** Half of the runs took at most so many milliseconds. */
  readonly p50: number;
  /** 95 of 100 runs. */
  readonly p95: number;
  /** 99 of 100 runs. */
  readonly p99: number;
  /** The longest run. */
  readonly max: number;
  /** The grade of the median. */
  readonly grade: Grade;
  /** What was wrong with answers, one text a run. */
  readonly wrong: readonly string[];
}

/** How much is enough. */
export interface LoadLimits {
  /** The fewest runs with each number of processes. */
  readonly runs: number;
  /** When no further volley is begun, as `performance.now()` counts; one of each is made in any case. */
  readonly until: number;
}

/** The performance report's numbers, and 16 for a busy machine. */
const AT_ONCE = [1, 3, 5, 16] as const;

/** What came of the runs with one number of processes. */
interface Volleys {
  readonly times: number[];
  readonly wrong: string[];
}

/**
 * Runs volleys of processes, the numbers by turns in a random order, over all scenarios in turn. They share a state
 * folder, as the processes of a session do.
 *
 * @param trials How fasthook is run.
 * @param limits How much is enough.
 * @returns One row a number of processes; empty when it was stopped.
 */
export async function measureLoad(trials: Trials, { runs, until }: LoadLimits): Promise<readonly LoadRow[]> {
  const all = new Map(AT_ONCE.map((atOnce): [number, Volleys] => [atOnce, { times: [], wrong: [] }]));
  const first = shuffled(AT_ONCE);
  const others = shuffled(
    AT_ONCE.flatMap((atOnce) => Array.from({ length: volleys(runs, atOnce) - 1 }, () => atOnce)),
  );
  for (const [index, atOnce] of [...first, ...others].entries()) {
    if (trials.stopped()) return [];
    if (index >= first.length && performance.now() > until) break;
    const { times = [], wrong = [] } = all.get(atOnce) ?? {};
    // One volley after the other.
    await Promise.all(
      Array.from({ length: atOnce }, async (_, place) => {
        const { ms, problem } = await one(trials, index + place);
        times.push(ms);
        if (problem !== "") wrong.push(problem);
      }),
    );
  }
  return [...all].map(([atOnce, { times, wrong }]) => rowOf(atOnce, { times, wrong }));
}

/**
 * Says how many runs a load test makes.
 *
 * @param runs The fewest runs with each number of processes.
 * @returns All runs, as volleys are never cut.
 */
export function runsOfLoad(runs: number): number {
  return AT_ONCE.reduce((sum, atOnce) => sum + atOnce * volleys(runs, atOnce), 0);
}

function volleys(runs: number, atOnce: number): number {
  return Math.ceil(runs / atOnce);
}

async function one(
  { run, onRun }: Trials,
  index: number,
): Promise<{ readonly ms: number; readonly problem: string }> {
  const scenario = SCENARIOS[index % SCENARIOS.length];
  if (scenario === undefined) throw new Error("Cannot measure: there are no scenarios");
  const ended = await run(firstOfSession(scenario.event));
  onRun();
  const problem = answerProblem(scenario, ended);
  return { ms: ended.ms, problem: problem === "" ? "" : `${scenario.title}: ${problem}` };
}

function rowOf(atOnce: number, { times, wrong }: Volleys): LoadRow {
  const [p50, p95, p99, max] = [
    percentile(times, 0.5),
    percentile(times, 0.95),
    percentile(times, 0.99),
    percentile(times, 1),
  ];
  return { atOnce, runs: times.length, p50, p95, p99, max, grade: gradeOf(p50), wrong };
}
