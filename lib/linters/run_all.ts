/**
 * Runs linters: cache first, then breaker, then pool. When one fails, the others and the built-in analyzers still answer.
 *
 * @module
 */
import { type LinterTask, type Plan, planOf, type RunContext, withoutProbe, withProbe } from "./plan.ts";
import { encodeProblems } from "./cached_problems.ts";
import type { LintProblem } from "./linter.ts";
import type { TaskOutcome } from "../system/pool.ts";
import type { LinterOutcome } from "../state/journal_record.ts";
import { Breakers, type CallEnd } from "../state/breakers.ts";
import type { StateDatabase } from "../state/database.ts";
import type { StateProblem, StateResult } from "../state/folder.ts";
import { type Copy, dropCopies, isHitsDue, keepCopies, takeHits } from "../state/recent_results.ts";
import { noteHits, Results } from "../state/results.ts";

export type { LinterTask, RunContext } from "./plan.ts";

/** What the linters gave. */
export interface LinterRun {
  /** What was found, by the keys of the tasks; only those that worked. */
  readonly found: ReadonlyMap<string, readonly LintProblem[]>;
  /** What happened to each, for the journal. */
  readonly outcomes: readonly LinterOutcome[];
  /** What was wrong with the state. */
  readonly problems: readonly StateProblem[];
}

type Outcomes = ReadonlyMap<string, TaskOutcome<readonly LintProblem[]>>;

/**
 * Runs linters.
 *
 * @param tasks Which.
 * @param context State, pool and limits.
 * @returns What was found and what happened. Never throws.
 */
export async function runLinters(
  tasks: readonly LinterTask[],
  context: RunContext,
): Promise<LinterRun> {
  const problems: StateProblem[] = [];
  const plans = planTasks(tasks, context, problems);
  const calls = plans.flatMap(({ task: { key, run, deadlineMs }, pass }) =>
    pass ? [[key, deadlineMs === undefined ? run : { run, deadlineMs }] as const] : []
  );
  const outcomes: Outcomes = calls.length === 0 ? new Map() : await context.pool.runAll(new Map(calls));
  const opened = settleAll(plans, { ...context, outcomes, problems });
  return {
    found: new Map(plans.flatMap((plan) => foundBy(plan, outcomes))),
    outcomes: plans.map((plan) => told(plan, { outcomes, opened })),
    problems,
  };
}

/** Only a probe has to be asked for in a transaction, so most events find out without waiting. */
function planTasks(
  tasks: readonly LinterTask[],
  context: RunContext,
  problems: StateProblem[],
): readonly Plan[] {
  const { database, folder, cache } = context;
  if (database === undefined) return tasks.map((task) => planOf(task, context));
  const read = database.reading(() => tasks.map((task) => planOf(task, context, database)));
  if (folder !== undefined && isHitsDue(folder)) {
    // While programs run, and before a result is let go that was not used longest ago.
    valueOf(
      database.transaction(() => noteHits(database.sql, { hits: takeHits(folder), limits: cache })),
      problems,
    );
  }
  const plans = valueOf(read, problems);
  if (plans === undefined) return tasks.map((task) => planOf(task, context));
  if (!plans.some(({ breaker }) => breaker === "probe")) return plans;
  const asked = database.transaction(() => plans.map((plan) => withProbe(plan, context, database)));
  return valueOf(asked, problems) ?? plans.map(withoutProbe);
}

interface Settling extends RunContext {
  readonly outcomes: Outcomes;
  readonly problems: StateProblem[];
}

/** Stores results, counts, and updates the breakers; returns the linters whose breakers opened. */
function settleAll(plans: readonly Plan[], settling: Settling): ReadonlySet<string> {
  const { database, problems, folder } = settling;
  if (database === undefined) return new Set();
  const all = valueOf(
    database.transaction(() => plans.map((plan) => settleOne(plan, settling, database))),
    problems,
  ) ??
    [];
  const evicted = all.flatMap(({ evicted }) => evicted);
  if (folder !== undefined && database.file !== undefined) {
    dropCopies(folder, evicted);
    const copies = all.flatMap(({ copy }) => copy ?? []).filter(({ key }) => !evicted.includes(key));
    keepCopies(folder, copies, database.file);
  }
  return new Set(all.flatMap(({ opened }) => opened));
}

/** What was stored for one linter. */
interface SettledOne {
  /** Its id, if its breaker opened. */
  readonly opened: readonly string[];
  /** The result, for the next process that asks for it. */
  readonly copy?: Copy;
  /** The keys of results that had to go. */
  readonly evicted: readonly string[];
}

function settleOne(
  { task: { id, key, isFleeting }, looked, pass }: Plan,
  { outcomes, cache, breaker, now }: Settling,
  { sql }: StateDatabase,
): SettledOne {
  const results = new Results(sql, { linter: id, limits: cache });
  if (looked !== undefined) results.note(key, looked);
  const known = looked?.kind === "hit" ? { copy: { key, ...looked } } : {};
  const outcome = outcomes.get(key);
  const end = outcome && endOf(outcome);
  if (pass === undefined || outcome === undefined || end === undefined) {
    return { opened: [], evicted: [], ...known };
  }
  const at = now();
  const value = outcome.kind === "done" && !isFleeting ? encodeProblems(outcome.value) : undefined;
  const evicted = value === undefined ? [] : results.set(key, value, at);
  const opened = new Breakers(sql, breaker).record(id, { pass, end, at }) === "opened" ? [id] : [];
  return { opened, evicted, ...(value !== undefined && { copy: { key, value, storedAt: at } }) };
}

function valueOf<T>(result: StateResult<T>, problems: StateProblem[]): T | undefined {
  if (result.kind === "done") return result.value;
  problems.push(result.problem);
  return undefined;
}

/** What an outcome says about the linter; nothing if it had no fair chance. */
function endOf(outcome: TaskOutcome<readonly LintProblem[]>): CallEnd | undefined {
  switch (outcome.kind) {
    case "done":
      return { kind: "success" };
    case "deadline":
      return { kind: "failure", reason: "deadline" };
    case "failed":
      return { kind: "failure", reason: outcome.error instanceof Error ? outcome.error.name : "error" };
    case "out-of-time":
    case "queue-full":
      return undefined;
  }
}

function foundBy({ task: { key }, problems }: Plan, outcomes: Outcomes): [string, readonly LintProblem[]][] {
  const outcome = outcomes.get(key);
  const found = problems ?? (outcome?.kind === "done" ? outcome.value : undefined);
  return found === undefined ? [] : [[key, found]];
}

function told(
  { task: { id, key }, cache, breaker }: Plan,
  { outcomes, opened }: { readonly outcomes: Outcomes; readonly opened: ReadonlySet<string> },
): LinterOutcome {
  const outcome = outcomes.get(key);
  const ranMs = outcome !== undefined && outcome.kind !== "queue-full" ? outcome.ranMs : 0;
  return {
    id,
    cache,
    breaker,
    opened: opened.has(id),
    call: outcome?.kind ?? "none",
    us: Math.round(ranMs * 1000),
  };
}
