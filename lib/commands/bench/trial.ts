/**
 * One run of fasthook on a scenario: what it reads, and whether it did what it is measured for.
 *
 * @module
 */
import type { ChildRun } from "../../system/child.ts";
import type { JsonObject } from "../../text/json_object.ts";
import { quotable } from "../../text/clean.ts";
import type { Scenario } from "./scenarios.ts";

/** What the runs of a benchmark share. */
export interface Trials {
  /** Runs fasthook once, reading a text. */
  readonly run: (stdin: string) => Promise<ChildRun>;
  /** Called after each run. */
  readonly onRun: () => void;
  /** Whether it is time to end early. */
  readonly stopped: () => boolean;
}

const MAX_SHOWN = 200;

/**
 * Writes an event as the first one of a session: what was said in a session need not be said again.
 *
 * @param event The event.
 * @returns JSON.
 */
export function firstOfSession(event: JsonObject): string {
  return JSON.stringify({ ...event, ...("session_id" in event && { session_id: crypto.randomUUID() }) });
}

/**
 * Says what is wrong with an answer to the first event of a session, with the reply on standard error.
 *
 * @param scenario What was read.
 * @param answer What came of it.
 * @returns What was wanted and what came instead; "" when the answer is right.
 */
export function answerProblem(
  { wanted }: Pick<Scenario, "wanted">,
  { code, stdout, stderr }: Pick<ChildRun, "code" | "stdout" | "stderr">,
): string {
  const isRight = stdout === "" &&
    (wanted ? code === 2 && stderr.startsWith("fasthook on ") : code === 0 && stderr === "");
  if (isRight) return "";
  const printed = quotable(stdout + stderr, MAX_SHOWN);
  return `wanted ${wanted ? "feedback" : "silence"}, got exit code ${code} and "${printed}"`;
}

/**
 * Puts items into a new order, so that none always follows the same other one.
 *
 * @param items The items, which stay as they are.
 * @returns The same items.
 */
export function shuffled<T>(items: readonly T[]): T[] {
  return items.map((item) => ({ item, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
