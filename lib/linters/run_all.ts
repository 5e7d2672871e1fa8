/**
 * Runs external analyzers: cache first, then breaker, then pool. Whatever goes wrong with one, the others and the
 * built-in analyzers still answer.
 *
 * @module
 */
import { type External, type ExternalContext, type Plan, planOf, withoutProbe, withProbe } from "./plan.ts";
import type { Finding } from "../event/finding.ts";
import type { TaskOutcome } from "../system/pool.ts";
import type { ExternalOutcome } from "../state/journal_record.ts";
import { Breakers, type CallEnd } from "../state/breakers.ts";
import type { StateDatabase, Transacted } from "../state/database.ts";
import type { StateProblem } from "../state/folder.ts";
import { type Copy, dropCopies, isHitsDue, keepCopies, takeHits } from "../state/recent_results.ts";
import { noteHits, Results } from "../state/results.ts";

export type { External, ExternalContext } from "./plan.ts";

/** What the external analyzers gave. */
export interface ExternalRun {
  /** Findings by the analyzer's id; only of those that worked. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** What happened to each, for the journal. */
  readonly outcomes: readonly ExternalOutcome[];
  /** What was wrong with the state. */
  readonly problems: readonly StateProblem[];
}

type Outcomes = ReadonlyMap<string, TaskOutcome<readonly Finding[]>>;

/**
 * Runs external analyzers.
 *
 * @param externals Which.
 * @param context State, pool and limits.
 * @returns Findings and outcomes, matched by id. Never throws.
 */
export async function runExternals(
  externals: readonly External[],
  context: ExternalContext,
): Promise<ExternalRun> {
  const problems: StateProblem[] = [];
  const plans = planned(externals, context, problems);
  const calls = plans.flatMap(({ external, pass }) => pass ? [[external.id, external.run] as const] : []);
  const outcomes: Outcomes = calls.length === 0 ? new Map() : await context.pool.runAll(new Map(calls));
  const opened = settled(plans, { ...context, outcomes, problems });
  return {
    findings: new Map(plans.flatMap((plan) => foundBy(plan, outcomes))),
    outcomes: plans.map((plan) => told(plan, { outcomes, opened })),
    problems,
  };
}

/** Only a probe has to be asked for in a transaction, so most events find out without waiting. */
function planned(
  externals: readonly External[],
  context: ExternalContext,
  problems: StateProblem[],
): readonly Plan[] {
  const { database, folder, cache } = context;
  if (database === undefined) return externals.map((external) => planOf(external, context));
  const read = database.reading(() => externals.map((external) => planOf(external, context, database)));
  if (folder !== undefined && isHitsDue(folder)) {
    // While programs run, and before a result is let go that was not used longest ago.
    valueOf(
      database.transaction(() => noteHits(database.sql, { hits: takeHits(folder), limits: cache })),
      problems,
    );
  }
  const plans = valueOf(read, problems);
  if (plans === undefined) return externals.map((external) => planOf(external, context));
  if (!plans.some(({ breaker }) => breaker === "probe")) return plans;
  const asked = database.transaction(() => plans.map((plan) => withProbe(plan, context, database)));
  return valueOf(asked, problems) ?? plans.map(withoutProbe);
}

interface Settling extends ExternalContext {
  readonly outcomes: Outcomes;
  readonly problems: StateProblem[];
}

/** Keeps results, counts, and tells the breakers; gives the analyzers whose breakers opened. */
function settled(plans: readonly Plan[], settling: Settling): ReadonlySet<string> {
  const { database, memory, outcomes, now, problems, folder } = settling;
  for (const { external, pass } of plans) {
    const outcome = pass && outcomes.get(external.id);
    if (outcome?.kind === "done") memory?.set(external.key, JSON.stringify(outcome.value), now());
  }
  if (database === undefined) return new Set();
  const all = valueOf(
    database.transaction(() => plans.map((plan) => settledOne(plan, settling, database))),
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

/** What settling one analyzer came to. */
interface SettledOne {
  /** Its id, if its breaker opened. */
  readonly opened: readonly string[];
  /** The result, for those who ask for it next. */
  readonly copy?: Copy;
  /** The keys of results that had to go. */
  readonly evicted: readonly string[];
}

function settledOne(
  { external: { id, key }, looked, pass }: Plan,
  { outcomes, cache, breaker, now }: Settling,
  { sql }: StateDatabase,
): SettledOne {
  const results = new Results(sql, { analyzer: id, limits: cache });
  if (looked !== undefined) results.note(key, looked);
  const known = looked?.kind === "hit" ? { copy: { key, ...looked } } : {};
  const outcome = outcomes.get(id);
  const end = outcome && endOf(outcome);
  if (pass === undefined || outcome === undefined || end === undefined) {
    return { opened: [], evicted: [], ...known };
  }
  const at = now();
  const value = outcome.kind === "done" ? JSON.stringify(outcome.value) : undefined;
  const evicted = value === undefined ? [] : results.set(key, value, at);
  const opened = new Breakers(sql, breaker).tell(id, { pass, end, at }) === "opened" ? [id] : [];
  return { opened, evicted, ...(value !== undefined && { copy: { key, value, storedAt: at } }) };
}

function valueOf<T>(result: Transacted<T>, problems: StateProblem[]): T | undefined {
  if (result.kind === "done") return result.value;
  problems.push(result.problem);
  return undefined;
}

/** What an outcome says about the analyzer; nothing when it had no fair chance. */
function endOf(outcome: TaskOutcome<readonly Finding[]>): CallEnd | undefined {
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

function foundBy({ external: { id }, findings }: Plan, outcomes: Outcomes): [string, readonly Finding[]][] {
  const outcome = outcomes.get(id);
  const found = findings ?? (outcome?.kind === "done" ? outcome.value : undefined);
  return found === undefined ? [] : [[id, found]];
}

function told(
  { external: { id }, cache, breaker }: Plan,
  { outcomes, opened }: { readonly outcomes: Outcomes; readonly opened: ReadonlySet<string> },
): ExternalOutcome {
  const outcome = outcomes.get(id);
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
