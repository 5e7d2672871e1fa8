/**
 * A clock that stands still until it is told a later time, with the timers that wait for it.
 *
 * @module
 */

import { TimeError } from "./time_error.ts";

/** What to run, and when. */
export interface TimerRequest {
  /** Called when the timer is due. */
  readonly callback: () => void;
  /** Wait in milliseconds as callers of `setTimeout()` give it: fractions are cut off, nonsense counts as 0. */
  readonly delayMs: number | undefined;
  /** Whether the timer runs once or until it is removed. */
  readonly repeat: "once" | "forever";
}

interface Timer {
  readonly callback: () => void;
  readonly dueAt: number;
  /** Milliseconds between two runs; undefined runs once. */
  readonly everyMs: number | undefined;
}

/** Holds the fake time and the timers of one `FakeTime`. */
export class FakeClock {
  #now: number;
  #running = true;
  #lastId = 0;
  /** In the order of being armed, which decides between timers that are due at the same time. */
  readonly #timers = new Map<number, Timer>();

  /**
   * Starts a clock without timers.
   *
   * @param startMs Its first time, in milliseconds since 1970.
   */
  constructor(startMs: number) {
    this.#now = startMs;
  }

  /** The fake time in milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  /** Whether the clock still takes timers. */
  get running(): boolean {
    return this.#running;
  }

  /** When the next timer is due, in milliseconds since 1970; undefined without timers. */
  get nextDueAt(): number | undefined {
    return this.#firstTimer()?.[1].dueAt;
  }

  /**
   * Arms a timer.
   *
   * @param request What to run, and when.
   * @returns The number by which to remove it.
   * @throws {TimeError} If the clock has stopped.
   */
  add(request: TimerRequest): number {
    if (!this.#running) throw new TimeError("Cannot start a timer: the fake time is over");
    const delayMs = toDelay(request.delayMs);
    // Without a least distance, a repeated timer would be due for ever and time could not go on.
    const everyMs = request.repeat === "forever" ? Math.max(1, delayMs) : undefined;
    const id = ++this.#lastId;
    this.#timers.set(id, { callback: request.callback, dueAt: this.#now + (everyMs ?? delayMs), everyMs });
    return id;
  }

  /**
   * Removes a timer; anything but the number of a waiting one is let pass.
   *
   * @param id What `add()` returned.
   * @throws {TimeError} If the clock has stopped.
   */
  remove(id: unknown): void {
    if (!this.#running) throw new TimeError("Cannot stop a timer: the fake time is over");
    if (typeof id === "number") this.#timers.delete(id);
  }

  /**
   * Moves the time forward and runs what becomes due on the way, each timer at its own time.
   *
   * @param time The new time, in milliseconds since 1970.
   * @throws {RangeError} If that is earlier than now.
   * @throws What a timer threw; the time then stays at that timer.
   */
  moveTo(time: number): void {
    if (!(time >= this.#now)) {
      throw new RangeError(`Cannot set the fake time: it must be >= ${this.#now}, got ${time}`);
    }
    for (let first = this.#firstTimer(); first && first[1].dueAt <= time; first = this.#firstTimer()) {
      this.#run(...first);
    }
    this.#now = Math.max(this.#now, time);
  }

  /** Takes no more timers. */
  stop(): void {
    this.#running = false;
  }

  #firstTimer(): [number, Timer] | undefined {
    let first: [number, Timer] | undefined;
    for (const entry of this.#timers) {
      if (!first || entry[1].dueAt < first[1].dueAt) first = entry;
    }
    return first;
  }

  #run(id: number, timer: Timer): void {
    // A callback may itself have moved the time past this timer.
    this.#now = Math.max(this.#now, timer.dueAt);
    this.#timers.delete(id);
    if (timer.everyMs !== undefined) this.#timers.set(id, { ...timer, dueAt: timer.dueAt + timer.everyMs });
    timer.callback();
  }
}

function toDelay(ms: number | undefined): number {
  const wholeMs = Math.trunc(Number(ms ?? 0));
  return Number.isFinite(wholeMs) ? Math.max(0, wholeMs) : 0;
}
