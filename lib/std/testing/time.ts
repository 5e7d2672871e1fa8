/**
 * Time that stands still in tests, written to the documented behaviour of `@std/testing/time`, for networks without JSR.
 *
 * @module
 */

import { FakeClock } from "./fake_clock.ts";
import { type DelayOptions, realDelay } from "./real_delay.ts";
import { fakeTimeGlobals, readTimeGlobals, type TimeGlobals, writeTimeGlobals } from "./time_globals.ts";
import { TimeError } from "./time_error.ts";

export { type DelayOptions, TimeError };

/** Settings of a {@linkcode FakeTime}. */
export interface FakeTimeOptions {
  /** Fake milliseconds per real millisecond by which time goes on by itself; 0 leaves it to the test. */
  advanceRate: number;
  /** Real milliseconds between two such steps; 10 by default. */
  advanceFrequency?: number;
}

/** The one that replaces the globals now. */
let current: FakeTime | undefined;

/**
 * Replaces `Date`, `setTimeout`, `setInterval`, their `clear` functions and `AbortSignal.timeout` by fakes whose time
 * moves only on demand, until it is restored.
 *
 * Timers run in the order of their due time, and each sees its own due time as the current one.
 */
export class FakeTime implements Disposable {
  readonly #start: number;
  readonly #clock: FakeClock;
  readonly #real: TimeGlobals;
  readonly #fake: TimeGlobals;
  readonly #advance: ReturnType<typeof setInterval> | undefined;

  /**
   * Fakes the time.
   *
   * @param start The first fake time: milliseconds since 1970, a date or its text; now by default.
   * @param options Whether time goes on by itself.
   * @throws {TimeError} If the time is faked already.
   * @throws {TypeError} If `start` is no valid time.
   */
  constructor(start?: number | string | Date | null, options?: FakeTimeOptions) {
    if (current) throw new TimeError("Cannot fake the time: it is faked already");
    this.#start = start === undefined || start === null ? Date.now() : new Date(start).getTime();
    if (Number.isNaN(this.#start)) {
      throw new TypeError(`Cannot fake the time: start must be a valid time, got ${Deno.inspect(start)}`);
    }
    this.#clock = new FakeClock(this.#start);
    this.#real = readTimeGlobals();
    this.#fake = fakeTimeGlobals(this.#clock, this.#real.Date);
    const { advanceRate, advanceFrequency = 10 } = options ?? { advanceRate: 0 };
    const stepMs = advanceRate * advanceFrequency;
    if (stepMs > 0) this.#advance = setInterval(() => this.tick(stepMs), advanceFrequency);
    writeTimeGlobals(this.#fake);
    current = this;
  }

  /** The first fake time, in milliseconds since 1970. */
  get start(): number {
    return this.#start;
  }

  /** The fake time, in milliseconds since 1970. */
  get now(): number {
    return this.#clock.now;
  }

  /**
   * Moves the fake time forward and runs the timers that become due. If one throws, the time stays there.
   *
   * @throws {RangeError} If that would go back.
   */
  set now(value: number) {
    this.#clock.moveTo(value);
  }

  /**
   * Moves the fake time forward and runs the timers that become due.
   *
   * @param ms By how many milliseconds; 0 by default.
   */
  tick(ms = 0): void {
    this.now += ms;
  }

  /**
   * Runs pending microtasks, then does the same as {@linkcode FakeTime.tick}.
   *
   * @param ms By how many milliseconds; 0 by default.
   */
  async tickAsync(ms = 0): Promise<void> {
    await this.runMicrotasks();
    this.tick(ms);
  }

  /**
   * Moves the fake time to where the next timer is due.
   *
   * @returns Whether there was one.
   */
  next(): boolean {
    const dueAt = this.#clock.nextDueAt;
    if (dueAt === undefined) return false;
    this.now = Math.max(this.now, dueAt);
    return true;
  }

  /**
   * Runs pending microtasks, then does the same as {@linkcode FakeTime.next}.
   *
   * @returns Whether there was a timer.
   */
  async nextAsync(): Promise<boolean> {
    await this.runMicrotasks();
    return this.next();
  }

  /** Moves the fake time on until no timer is left; an interval that nobody clears goes on for ever. */
  runAll(): void {
    while (this.next());
  }

  /** Does the same as {@linkcode FakeTime.runAll}, with pending microtasks run before each timer. */
  async runAllAsync(): Promise<void> {
    // Each timer may start the next one.
    while (await this.nextAsync());
  }

  /** Resolves when all pending microtasks have run. */
  async runMicrotasks(): Promise<void> {
    await this.delay(0);
  }

  /**
   * Waits in real time; the fake time stays.
   *
   * @param ms How many real milliseconds.
   * @param options How to end the wait early.
   * @returns A promise that rejects with the signal's reason if the signal aborts.
   */
  delay(ms: number, options: DelayOptions = {}): Promise<void> {
    return realDelay(ms, { ...options, timers: this.#real });
  }

  /**
   * Puts the real time functions back; kept fakes tell real time and refuse timers from then on.
   *
   * @throws {TimeError} If that has been done already.
   */
  restore(): void {
    if (current !== this) throw new TimeError("Cannot restore the time: it is not faked");
    this.#real.clearInterval(this.#advance);
    writeTimeGlobals(this.#real);
    this.#clock.stop();
    current = undefined;
  }

  /** Does the same as {@linkcode FakeTime.restore}. */
  [Symbol.dispose](): void {
    this.restore();
  }

  /**
   * Restores the current fake time.
   *
   * @throws {TimeError} If time is not faked.
   */
  static restore(): void {
    if (!current) throw new TimeError("Cannot restore the time: it is not faked");
    current.restore();
  }

  /**
   * Runs a function in real time. Its fake timers wait, and the fakes are back when it is done.
   *
   * @param run The function.
   * @param args Its arguments.
   * @returns What it returned; rejects with a {@linkcode TimeError} if time is not faked.
   */
  static async restoreFor<T, A extends unknown[]>(
    run: (...args: A) => Promise<T> | T,
    ...args: A
  ): Promise<T> {
    const time = current;
    if (!time) throw new TimeError("Cannot restore the time: it is not faked");
    writeTimeGlobals(time.#real);
    try {
      // Awaits promises only: after a plain function the fakes must be back at once.
      const result = run(...args);
      return result instanceof Promise ? await result : result;
    } finally {
      if (current === time) writeTimeGlobals(time.#fake);
    }
  }
}
