/**
 * How long fasthook takes for each scenario, and for nothing.
 *
 * @module
 */
import { UserError } from "../../text/user_error.ts";
import { type Grade, gradeOf } from "../shared/grade.ts";
import { type Ratio, ratio, type Summary, summary } from "../shared/summary.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";
import { answerProblem, firstOfSession, shuffled, type Trials } from "./trial.ts";

/** How long a scenario took. */
export interface ScenarioRow {
  /** The scenario's short name; "floor" for the floor. */
  readonly id: string;
  /** What people read. */
  readonly title: string;
  /** How often it ran. */
  readonly runs: number;
  /** Wall time of whole processes in milliseconds. */
  readonly ms: Summary;
  /** The times by those of the floor. */
  readonly ratio: Ratio;
  /** The grade of the average. */
  readonly grade: Grade;
}

/** How often is enough. */
export interface Rounds {
  /** Counted runs of each scenario. */
  readonly rounds: number;
  /** When no further round is begun, as `performance.now()` counts; some rounds are made in any case. */
  readonly until: number;
}

/**
 * fasthook itself, given an object that no agent sends. It starts, reads the object and the configuration and writes its
 * journal; it decodes and analyses nothing. An empty program would be a lower floor, but fasthook may start no other.
 */
const FLOOR: Scenario = { id: "floor", title: "floor: {}, no event", event: {}, wanted: false };

/** The fewest that give a spread. */
const MIN_ROUNDS = 3;

/** How many runs a round makes. */
export const RUNS_A_ROUND: number = SCENARIOS.length + 1;

/**
 * Measures the scenarios by turns: each round runs every one once, in a new order. One more round, which is not counted,
 * comes first.
 *
 * @param trials How fasthook is run.
 * @param rounds How often is enough.
 * @returns The floor and each scenario; empty when it was stopped.
 * @throws {UserError} When an answer is wrong, so that the time would mean nothing.
 */
export async function measureScenarios(
  trials: Trials,
  { rounds, until }: Rounds,
): Promise<readonly ScenarioRow[]> {
  const samples = new Map([FLOOR, ...SCENARIOS].map((scenario): [Scenario, number[]] => [scenario, []]));
  for (let round = 0; round <= rounds; round++) {
    if (round > MIN_ROUNDS && performance.now() > until) break;
    for (const [scenario, times] of shuffled([...samples])) {
      if (trials.stopped()) return [];
      // Processes at the same time would disturb each other.
      const ms = await timeOf(scenario, trials);
      if (round > 0) times.push(ms);
    }
  }
  const floor = summary(samples.get(FLOOR) ?? []);
  return [...samples].map(([{ id, title }, times]) => {
    const ms = summary(times);
    return { id, title, ms, ratio: ratio(ms, floor), grade: gradeOf(ms.average), runs: times.length };
  });
}

async function timeOf(scenario: Scenario, { run, onRun }: Trials): Promise<number> {
  const ended = await run(firstOfSession(scenario.event));
  onRun();
  const problem = answerProblem(scenario, ended);
  if (problem !== "") {
    throw new UserError(`Cannot measure fasthook on "${scenario.title}": ${problem}`, "fasthook doctor");
  }
  return ended.ms;
}
