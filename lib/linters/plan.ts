/**
 * What is known about an external analyzer before it is run: has the cache its result, does its breaker let it.
 *
 * @module
 */
import { askLeave, type BreakerLimits, type Pass } from "../state/breaker.ts";
import type { Cache, Lookup } from "../state/cache.ts";
import { cachedFindings } from "./cached_findings.ts";
import type { Finding } from "../event/finding.ts";
import type { Pool, PoolLimits, Task } from "../system/pool.ts";
import type { ExternalOutcome } from "../state/journal_record.ts";
import type { CacheLimits } from "../state/limits.ts";
import { Breakers } from "../state/breakers.ts";
import type { StateDatabase } from "../state/database.ts";
import { Results } from "../state/results.ts";

/** One external analyzer, about to look at one file. */
export interface External {
  /** Its id; no other in the same list has it. */
  readonly id: string;
  /** The key of the result, from everything that it depends on. */
  readonly key: string;
  /** Looks; must end soon after its signal. An error says that the analyzer does not work, and is not cached. */
  readonly run: Task<readonly Finding[]>;
  /** It was started already, since its result can hardly be known. */
  readonly isStarted?: true;
}

/** Runs external analyzers; gives the findings of those that worked, by their ids. Never throws. */
export type RunExternals = (
  externals: readonly External[],
  limits: PoolLimits,
) => Promise<ReadonlyMap<string, readonly Finding[]>>;

/** What a run depends on. */
export interface ExternalContext {
  /** The database; `undefined` without state: then nothing is cached and no breaker asked. */
  readonly database: StateDatabase | undefined;
  /** The state folder, for the copies that stand beside the database; without it there are none. */
  readonly folder?: string;
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

/** What is to be done with one analyzer. */
export interface Plan {
  /** The analyzer. */
  readonly external: External;
  /** What the database had; missing when it was not asked. */
  readonly looked?: Lookup;
  /** For the journal. */
  readonly cache: ExternalOutcome["cache"];
  /** For the journal. */
  readonly breaker: ExternalOutcome["breaker"];
  /** What the cache had. */
  readonly findings?: readonly Finding[];
  /** The leave to run it; missing when it need not, or must not. */
  readonly pass?: Pass;
}

/**
 * Makes a plan, and changes nothing in the database.
 *
 * @param external The analyzer.
 * @param context State and limits.
 * @param database The database, where there is one.
 * @returns What is to be done; a probe is not granted yet.
 */
export function planOf(external: External, context: ExternalContext, database?: StateDatabase): Plan {
  const { memory, cache: limits, breaker, now } = context;
  const near = memory?.get(external.key, now());
  const looked = near?.kind === "hit"
    ? undefined
    : database && new Results(database.sql, { analyzer: external.id, limits }).look(external.key, now());
  const found = looked ?? near;
  const findings = found?.kind === "hit" ? cachedFindings(found.value) : undefined;
  const base = { external, ...(looked && { looked }) };
  if (found?.kind === "hit" && findings !== undefined) {
    if (looked !== undefined) memory?.set(external.key, found.value, found.storedAt);
    return { ...base, cache: "hit", breaker: "none", findings };
  }
  const cache = found === undefined ? "off" : found.kind === "expired" ? "expired" : "miss";
  if (database === undefined) return { ...base, cache, breaker: "none", pass: { kind: "call" } };
  const leave = askLeave(new Breakers(database.sql, breaker).stateOf(external.id), now(), breaker);
  if (leave.kind === "refused") return { ...base, cache, breaker: "refused" };
  return { ...base, cache, breaker: leave.pass.kind === "probe" ? "probe" : "closed", pass: leave.pass };
}

/**
 * Asks for the probe that a plan expects: another process may have it now.
 *
 * @param plan Any plan.
 * @param context Limits.
 * @param database The database, inside a transaction.
 * @returns The plan with the leave that was granted or refused.
 */
export function withProbe(plan: Plan, { breaker, now }: ExternalContext, database: StateDatabase): Plan {
  if (plan.breaker !== "probe") return plan;
  const leave = new Breakers(database.sql, breaker).ask(plan.external.id, now());
  return leave.kind === "granted" ? { ...plan, pass: leave.pass } : withoutProbe(plan);
}

/**
 * Gives up the probe that a plan expects.
 *
 * @param plan Any plan.
 * @returns The plan, refused where it expected a probe.
 */
export function withoutProbe(plan: Plan): Plan {
  if (plan.breaker !== "probe") return plan;
  const { pass: _pass, ...rest } = plan;
  return { ...rest, breaker: "refused" };
}
