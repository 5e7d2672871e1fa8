/**
 * Runs external analyzers: cache first, then breaker, then pool. Whatever goes wrong with one, the others and the
 * built-in analyzers still answer.
 *
 * @module
 */
import type { BreakerLimits, Pass } from "./breaker.ts";
import type { Cache } from "./cache.ts";
import { isObject, textField } from "./event.ts";
import { type Finding, SEVERITIES } from "./finding.ts";
import type { Pool, Task, TaskOutcome } from "./pool.ts";
import type { ExternalOutcome } from "./record.ts";
import type { CacheLimits } from "./state_limits.ts";
import { Breakers, type CallEnd } from "./store/breakers.ts";
import type { StateDatabase, Transacted } from "./store/database.ts";
import type { StateProblem } from "./store/folder.ts";
import { Results } from "./store/results.ts";

/** One external analyzer, about to look at one file. */
export interface External {
  /** Its id; no other in the same list has it. */
  readonly id: string;
  /** The key of the result, from everything that it depends on. */
  readonly key: string;
  /** Looks; must end soon after its signal. An error says that the analyzer does not work, and is not cached. */
  readonly run: Task<readonly Finding[]>;
}

/** What the run depends on. */
export interface ExternalContext {
  /** The database; `undefined` without state: then nothing is cached and no breaker asked. */
  readonly database: StateDatabase | undefined;
  /** A tier in front of it, in commands that look at many events. */
  readonly memory?: Cache;
  /** Runs the calls. */
  readonly pool: Pool;
  /** How much is kept. */
  readonly cache: CacheLimits;
  /** How patient the breakers are. */
  readonly breaker: BreakerLimits;
  /** The moment, in milliseconds since 1970. */
  readonly now: () => number;
}

/** What the external analyzers gave. */
export interface ExternalRun {
  /** Findings by the analyzer's id; only of those that worked. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** What happened to each, for the journal. */
  readonly outcomes: readonly ExternalOutcome[];
  /** What was wrong with the state. */
  readonly problems: readonly StateProblem[];
}

/** What is known about an analyzer before anything is run. */
interface Plan {
  readonly external: External;
  readonly cache: ExternalOutcome["cache"];
  readonly breaker: ExternalOutcome["breaker"];
  /** What the cache had. */
  readonly findings?: readonly Finding[];
  /** The leave to run it; missing when it need not, or must not. */
  readonly pass?: Pass;
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
  const planning = inDatabase(
    context,
    (database) => externals.map((each) => planOf(each, context, database)),
  );
  const plans = planning.kind === "done" ? planning.value : externals.map((each) => planOf(each, context));
  const calls = plans.flatMap(({ external, pass }) => pass ? [[external.id, external.run] as const] : []);
  const outcomes: Outcomes = calls.length === 0 ? new Map() : await context.pool.runAll(new Map(calls));
  for (const { external, pass } of plans) {
    const outcome = pass && outcomes.get(external.id);
    if (outcome?.kind === "done") {
      context.memory?.set(external.key, JSON.stringify(outcome.value), context.now());
    }
  }
  const settling = calls.length === 0
    ? undefined
    : inDatabase(context, (database) => settled(plans, { ...context, outcomes, database }));
  const opened = settling?.kind === "done" ? settling.value : new Set<string>();
  return {
    findings: new Map(plans.flatMap((plan) => foundBy(plan, outcomes))),
    outcomes: plans.map((plan) => told(plan, { outcomes, opened })),
    problems: [planning, settling].flatMap((step) => step?.kind === "none" ? step.problem ?? [] : []),
  };
}

/** One transaction, where there is a database. */
function inDatabase<T>(
  { database }: ExternalContext,
  act: (database: StateDatabase) => T,
): Transacted<T> | { readonly kind: "none"; readonly problem?: undefined } {
  return database === undefined ? { kind: "none" } : database.transaction(() => act(database));
}

function planOf(external: External, context: ExternalContext, database?: StateDatabase): Plan {
  const { memory, cache: limits, breaker, now } = context;
  const results = database && new Results(database.sql, { analyzer: external.id, limits });
  const near = memory?.get(external.key, now());
  const found = near?.kind === "hit" ? near : results?.get(external.key, now()) ?? near;
  const findings = found?.kind === "hit" ? decoded(found.value) : undefined;
  if (found?.kind === "hit" && findings !== undefined) {
    if (found !== near) memory?.set(external.key, found.value, found.storedAt);
    return { external, cache: "hit", breaker: "none", findings };
  }
  const cache = found === undefined ? "off" : found.kind === "expired" ? "expired" : "miss";
  const leave = database && new Breakers(database.sql, breaker).ask(external.id, now());
  if (leave?.kind === "refused") return { external, cache, breaker: "refused" };
  const pass: Pass = leave?.pass ?? { kind: "call" };
  return {
    external,
    cache,
    breaker: leave === undefined ? "none" : pass.kind === "probe" ? "probe" : "closed",
    pass,
  };
}

interface Settling extends ExternalContext {
  readonly outcomes: Outcomes;
  readonly database: StateDatabase;
}

/** Keeps results and tells breakers; gives the analyzers whose breakers opened. */
function settled(plans: readonly Plan[], { outcomes, database, cache, breaker, now }: Settling): Set<string> {
  const opened = new Set<string>();
  for (const { external: { id, key }, pass } of plans) {
    const outcome = outcomes.get(id);
    const end = outcome && endOf(outcome);
    if (pass === undefined || outcome === undefined || end === undefined) continue;
    const at = now();
    if (outcome.kind === "done") {
      new Results(database.sql, { analyzer: id, limits: cache }).set(key, JSON.stringify(outcome.value), at);
    }
    if (new Breakers(database.sql, breaker).tell(id, { pass, end, at }) === "opened") opened.add(id);
  }
  return opened;
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

/** Findings as the cache holds them; `undefined` when it holds something else. */
function decoded(value: string): readonly Finding[] | undefined {
  try {
    const findings: unknown = JSON.parse(value);
    return Array.isArray(findings) && findings.every(isFinding) ? findings : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function isFinding(value: unknown): value is Finding {
  return isObject(value) && textField(value, "rule") !== "" && typeof value["text"] === "string" &&
    SEVERITIES.some((severity) => severity === value["severity"]);
}
