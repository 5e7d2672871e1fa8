/**
 * Runs linters: a few at a time, none for longer than its deadline, all within one.
 *
 * @module
 */
import { type StartTimer, startTimer, type Timer } from "./timer.ts";

/** How much runs, waits, and for how long. */
export interface PoolLimits {
  /** Tasks that run at the same time. */
  readonly parallel: number;
  /** Tasks that may wait for a place; one more is refused. */
  readonly waiting: number;
  /** How long one task may run, in milliseconds. */
  readonly eachMs: number;
  /** How long all tasks together may take, in milliseconds. */
  readonly allMs: number;
}

/** Something to run. It must end soon after its signal: a process is killed, a read is cancelled. */
export type Task<T> = (signal: AbortSignal) => Promise<T>;

/** A task that has less time than others. */
export interface ShortTask<T> {
  /** The task. */
  readonly run: Task<T>;
  /** How long it may run, in milliseconds. */
  readonly deadlineMs: number;
}

/** What became of a task. */
export type TaskOutcome<T> =
  | { readonly kind: "done"; readonly value: T; readonly ranMs: number }
  | { readonly kind: "failed"; readonly error: unknown; readonly ranMs: number }
  /** It ran for as long as one task may, and was stopped. */
  | { readonly kind: "deadline"; readonly ranMs: number }
  /** The deadline of all passed while it ran or waited; `ranMs` is 0 if it never ran. */
  | { readonly kind: "out-of-time"; readonly ranMs: number }
  /** Too many were waiting already. */
  | { readonly kind: "queue-full" };

/** From the performance report: 4 workers and a queue of 50. The deadlines are far below a hook's timeout. */
export const POOL_LIMITS: PoolLimits = { parallel: 4, waiting: 50, eachMs: 2000, allMs: 3000 };

/** How a wait for a place ended. */
type Turn = "granted" | "late";

/** A bounded pool. Each task gets exactly one outcome, and no call throws. */
export class Pool {
  readonly #limits: PoolLimits;
  readonly #startTimer: StartTimer;
  readonly #waiting = new Set<(turn: Turn) => void>();
  #running = 0;

  /**
   * Makes an empty pool.
   *
   * @param limits How much runs, waits, and for how long.
   * @param timer How it waits.
   */
  constructor(limits: PoolLimits = POOL_LIMITS, timer: StartTimer = startTimer) {
    this.#limits = limits;
    this.#startTimer = timer;
  }

  /**
   * Runs tasks that belong together, each as soon as there is room.
   *
   * @param tasks What to run, by a name of the caller's.
   * @returns What became of each, by the same name. It comes at the deadline at the latest, even if a task does not end then.
   */
  async runAll<T>(
    tasks: ReadonlyMap<string, Task<T> | ShortTask<T>>,
  ): Promise<ReadonlyMap<string, TaskOutcome<T>>> {
    const whole = this.#startTimer(this.#limits.allMs);
    try {
      const outcomes = [...tasks].map(async ([name, task]) => [name, await this.#run(task, whole)] as const);
      return new Map(await Promise.all(outcomes));
    } finally {
      whole.cancel();
    }
  }

  async #run<T>(given: Task<T> | ShortTask<T>, whole: Timer): Promise<TaskOutcome<T>> {
    const { run: task, deadlineMs } = typeof given === "function"
      ? { run: given, deadlineMs: Infinity }
      : given;
    if (this.#running < this.#limits.parallel) this.#running++;
    else if (this.#waiting.size >= this.#limits.waiting) return { kind: "queue-full" };
    else if (await this.#turn(whole) === "late") return { kind: "out-of-time", ranMs: 0 };
    const startedAt = performance.now();
    const own = this.#startTimer(Math.min(this.#limits.eachMs, deadlineMs));
    const stop = new AbortController();
    const late = Promise.race([
      own.passed.then((): Ending<T> => ({ kind: "deadline" })),
      whole.passed.then((): Ending<T> => ({ kind: "out-of-time" })),
    ]);
    // A place is free only when its task has really ended. A task that ignores its signal keeps its place, so that never
    // more than the limit run.
    const ended = settle(task, stop.signal).finally(() => this.#free());
    const outcome = await Promise.race([ended, late]);
    if (outcome.kind === "deadline" || outcome.kind === "out-of-time") stop.abort();
    own.cancel();
    return { ...outcome, ranMs: performance.now() - startedAt };
  }

  /** Waits for a place, or for the deadline of all. */
  async #turn(whole: Timer): Promise<Turn> {
    const { promise, resolve } = Promise.withResolvers<Turn>();
    this.#waiting.add(resolve);
    whole.passed.then(() => {
      if (this.#waiting.delete(resolve)) resolve("late");
    });
    return await promise;
  }

  /** Gives the place to the task that has waited longest, before any other can take it. */
  #free(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#running--;
    else {
      this.#waiting.delete(next);
      next("granted");
    }
  }
}

/** What became of a task that was started. */
type Ending<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "deadline" }
  | { readonly kind: "out-of-time" };

/** Also for a task that throws before its first await. */
async function settle<T>(task: Task<T>, signal: AbortSignal): Promise<Ending<T>> {
  try {
    return { kind: "done", value: await task(signal) };
  } catch (error) {
    return { kind: "failed", error };
  }
}
