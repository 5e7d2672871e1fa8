/**
 * What is known about a linter before it is run: has the cache its result, does its breaker let it.
 *
 * @module
 */
import { askPermission, type BreakerLimits, type Pass } from "../state/breaker.ts";
import type { Lookup } from "../state/cache.ts";
import { decodeProblems } from "./cached_problems.ts";
import type { LintProblem } from "./linter.ts";
import type { Pool, PoolLimits, Task } from "../system/pool.ts";
import type { LinterOutcome } from "../state/journal_record.ts";
import type { CacheLimits } from "../state/limits.ts";
import { Breakers } from "../state/breakers.ts";
import type { StateDatabase } from "../state/database.ts";
import { Results } from "../state/results.ts";
import type { CheckedFolder } from "../state/folder.ts";

/** One linter's check of one text. */
export interface LinterTask {
  /** The linter. */
  readonly id: string;
  /** The key of the result, from everything that it depends on; no other in the same list has it. */
  readonly key: string;
  /** Runs the linter; must end soon after its signal. An error means that the linter does not work, and is not cached. */
  readonly run: Task<readonly LintProblem[]>;
  /** It was started already, since its result can hardly be known. */
  readonly isStarted?: true;
  /** Its result depends on more than the key says: it is neither kept nor looked up. */
  readonly isFleeting?: true;
  /** The most milliseconds that it may take, where that is less than others have. */
  readonly deadlineMs?: number;
  /** Starts it before its turn; missing when it cannot be. */
  readonly start?: () => void;
}

/** What linters found. */
export interface LinterResults {
  /** By the keys of the tasks; only those that worked. */
  readonly found: ReadonlyMap<string, readonly LintProblem[]>;
  /** The keys of the tasks that missed their deadline. */
  readonly late: ReadonlySet<string>;
}

/** Runs linters. Never throws. */
export type RunLinters = (tasks: readonly LinterTask[], limits: PoolLimits) => Promise<LinterResults>;

/** What a run depends on. */
export interface RunContext {
  /** The database; `undefined` without state: then nothing is cached and no breaker asked. */
  readonly database: StateDatabase | undefined;
  /** The state folder, for the copies next to the database; without it there are none. */
  readonly folder?: CheckedFolder;
  /** Runs the calls. */
  readonly pool: Pool;
  /** How much is kept. */
  readonly cache: CacheLimits;
  /** How patient the breakers are. */
  readonly breaker: BreakerLimits;
  /** The moment, in milliseconds since 1970. */
  readonly now: () => number;
}

/** What to do about one linter. */
export interface Plan {
  /** Its check. */
  readonly task: LinterTask;
  /** What the database had; missing when it was not asked. */
  readonly looked?: Lookup;
  /** For the journal. */
  readonly cache: LinterOutcome["cache"];
  /** For the journal. */
  readonly breaker: LinterOutcome["breaker"];
  /** What the cache had. */
  readonly problems?: readonly LintProblem[];
  /** The permission to run it; missing when it need not, or must not. */
  readonly pass?: Pass;
}

/**
 * Makes a plan, and changes nothing in the database.
 *
 * @param task The linter's check of a file.
 * @param context State and limits.
 * @param database The database, where there is one.
 * @returns What is to be done; a probe is not granted yet.
 */
export function planOf(task: LinterTask, context: RunContext, database?: StateDatabase): Plan {
  const { cache: limits, breaker, now } = context;
  const looked = task.isFleeting
    ? undefined
    : database && new Results(database.sql, { linter: task.id, limits }).look(task.key, now());
  const problems = looked?.kind === "hit" ? decodeProblems(looked.value) : undefined;
  const base = { task, ...(looked && { looked }) };
  if (problems !== undefined) return { ...base, cache: "hit", breaker: "none", problems };
  const cache = looked === undefined ? "off" : looked.kind === "expired" ? "expired" : "miss";
  if (database === undefined) return { ...base, cache, breaker: "none", pass: { kind: "call" } };
  const permission = askPermission(new Breakers(database.sql, breaker).stateOf(task.id), now(), breaker);
  if (permission.kind === "refused") return { ...base, cache, breaker: "refused" };
  return {
    ...base,
    cache,
    breaker: permission.pass.kind === "probe" ? "probe" : "closed",
    pass: permission.pass,
  };
}

/**
 * Asks for the probe that a plan expects: another process may have it now.
 *
 * @param plan Any plan.
 * @param context Limits.
 * @param database The database, inside a transaction.
 * @returns The plan with the permission that was granted or refused.
 */
export function withProbe(plan: Plan, { breaker, now }: RunContext, database: StateDatabase): Plan {
  if (plan.breaker !== "probe") return plan;
  const permission = new Breakers(database.sql, breaker).ask(plan.task.id, now());
  return permission.kind === "granted" ? { ...plan, pass: permission.pass } : withoutProbe(plan);
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
