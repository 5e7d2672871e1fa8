/**
 * The global functions that tell the time, and fakes of them.
 *
 * @module
 */

import type { FakeClock } from "./fake_clock.ts";
import { TimeError } from "./time_error.ts";

/** What starts a timer returns this: real functions an object, fakes a number. */
export type TimerId = number | ReturnType<typeof globalThis.setTimeout>;

/** The parts of the global scope that `FakeTime` exchanges. */
export interface TimeGlobals {
  readonly Date: DateConstructor;
  readonly setTimeout: (callback: () => void, delayMs?: number) => TimerId;
  readonly clearTimeout: (id?: TimerId) => void;
  readonly setInterval: (callback: () => void, delayMs?: number) => TimerId;
  readonly clearInterval: (id?: TimerId) => void;
  readonly abortTimeout: (delayMs: number) => AbortSignal;
}

/**
 * Takes note of the time functions in use.
 *
 * @returns The current ones, fake or real.
 */
export function readTimeGlobals(): TimeGlobals {
  const { Date, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  return { Date, setTimeout, clearTimeout, setInterval, clearInterval, abortTimeout: AbortSignal.timeout };
}

/**
 * Puts time functions to use.
 *
 * @param globals The ones to use from now on.
 */
export function writeTimeGlobals({ abortTimeout, ...globals }: TimeGlobals): void {
  Object.assign(globalThis, globals);
  Object.assign(AbortSignal, { timeout: abortTimeout });
}

/**
 * Makes time functions that follow a clock.
 *
 * @param clock The time to tell; once it has stopped, dates are real again and timers throw a `TimeError`.
 * @param RealDate The class to hand on to.
 * @returns The fakes.
 */
export function fakeTimeGlobals(clock: FakeClock, RealDate: DateConstructor): TimeGlobals {
  return {
    Date: fakeDate(() => clock.running ? clock.now : RealDate.now(), RealDate),
    setTimeout: fakeStart("setTimeout", "once", clock),
    clearTimeout: (id) => clock.remove(id),
    setInterval: fakeStart("setInterval", "forever", clock),
    clearInterval: (id) => clock.remove(id),
    abortTimeout: (delayMs) => abortAfter(delayMs, clock),
  };
}

function fakeStart(
  name: string,
  repeat: "once" | "forever",
  clock: FakeClock,
): (callback: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) => number {
  return (callback, delayMs, ...args) => {
    if (typeof callback !== "function") {
      throw new TimeError(`Cannot fake ${name}: the callback must be a function, got ${typeof callback}`);
    }
    return clock.add({ callback: () => callback(...args), delayMs, repeat });
  };
}

/** A proxy is still the same class to `instanceof`, `extends` and `structuredClone()`. */
function fakeDate(now: () => number, RealDate: DateConstructor): DateConstructor {
  return new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, property) => property === "now" ? now : Reflect.get(target, property),
  });
}

function abortAfter(delayMs: number, clock: FakeClock): AbortSignal {
  const controller = new AbortController();
  const reason = new DOMException("Signal timed out.", "TimeoutError");
  clock.add({ callback: () => controller.abort(reason), delayMs, repeat: "once" });
  return controller.signal;
}
