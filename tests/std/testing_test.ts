/**
 * The documented behaviour of `@std/testing/time`; passes with JSR and with `lib/std/testing`.
 *
 * @module
 */

import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { type DelayOptions, FakeTime, type FakeTimeOptions, TimeError } from "@std/testing/time";

const { Date: RealDate, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
const abortTimeout = AbortSignal.timeout;

/** Which global time functions are the real ones. */
function realGlobals(): boolean[] {
  return [
    globalThis.Date === RealDate,
    globalThis.setTimeout === setTimeout,
    globalThis.clearTimeout === clearTimeout,
    globalThis.setInterval === setInterval,
    globalThis.clearInterval === clearInterval,
    AbortSignal.timeout === abortTimeout,
  ];
}

const ALL_REAL = [true, true, true, true, true, true];
const ALL_FAKE = [false, false, false, false, false, false];

/** Starts a timer for each delay and notes when it runs. */
function startTimers(time: FakeTime, ...delays: number[]): number[] {
  const ranAt: number[] = [];
  for (const delayMs of delays) globalThis.setTimeout(() => ranAt.push(time.now), delayMs);
  return ranAt;
}

Deno.test("FakeTime replaces the global time functions until it is restored", () => {
  const time = new FakeTime();
  assertEquals(realGlobals(), ALL_FAKE);
  time.restore();
  assertEquals(realGlobals(), ALL_REAL);
});

Deno.test("FakeTime restores real time when a using block ends", () => {
  {
    using _time = new FakeTime();
    assertEquals(realGlobals(), ALL_FAKE);
  }
  assertEquals(realGlobals(), ALL_REAL);
});

Deno.test("FakeTime.restore() leaves fakes that give real time and throw a TimeError if code kept them", () => {
  const time = new FakeTime(0);
  const { Date, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
  time.restore();
  assert(Date.now() > 0);
  assertThrows(() => setTimeout(() => {}), TimeError);
  assertThrows(() => clearTimeout(1), TimeError);
  assertThrows(() => setInterval(() => {}), TimeError);
  assertThrows(() => clearInterval(1), TimeError);
});

Deno.test("FakeTime.restore() restores real time without the instance", () => {
  new FakeTime();
  FakeTime.restore();
  assertEquals(realGlobals(), ALL_REAL);
});

Deno.test("FakeTime starts at the given number, text or date", () => {
  for (const start of [15_000, "1970-01-01T00:00:15Z", new Date(15_000)]) {
    using time = new FakeTime(start);
    assertEquals([time.start, time.now, Date.now()], [15_000, 15_000, 15_000]);
  }
});

Deno.test("FakeTime starts at the current time when none is given", () => {
  for (const start of [undefined, null]) {
    const before = Date.now();
    using time = new FakeTime(start);
    assert(time.start >= before && time.start <= RealDate.now(), String(time.start));
  }
});

Deno.test("FakeTime throws a TypeError when the start is invalid, and leaves real time", () => {
  for (const start of [NaN, "no date", new Date(NaN)]) assertThrows(() => new FakeTime(start), TypeError);
  assertEquals(realGlobals(), ALL_REAL);
});

Deno.test("FakeTime throws a TimeError when time is faked already", () => {
  using time = new FakeTime(5);
  assertThrows(() => new FakeTime(), TimeError);
  assertEquals([time.now, Date.now()], [5, 5]);
});

Deno.test("FakeTime throws a TimeError when it is restored twice", () => {
  const time = new FakeTime();
  time.restore();
  assertThrows(() => time.restore(), TimeError);
  assertThrows(() => FakeTime.restore(), TimeError);
});

Deno.test("TimeError is an Error with its own name", () => {
  const error = new TimeError("late");
  assertInstanceOf(error, Error);
  assertEquals([error.name, error.message], ["TimeError", "late"]);
});

Deno.test("Date gives the fake time when called without a date", () => {
  using time = new FakeTime(15_000);
  time.tick(1);
  assertEquals([Date.now(), new Date().getTime(), Date()], [15_001, 15_001, new RealDate(15_001).toString()]);
});

Deno.test("Date works as ever when called with a date", () => {
  using _time = new FakeTime(15_000);
  assertEquals(new Date(7).getTime(), 7);
  assertEquals(new Date(2020, 1, 2, 3).getTime(), new RealDate(2020, 1, 2, 3).getTime());
  assertEquals([Date.parse("1970-01-02"), Date.UTC(1970, 0, 2)], [86_400_000, 86_400_000]);
  assertInstanceOf(new Date(), Date);
  assertInstanceOf(new Date(), RealDate);
  assertEquals(structuredClone(new Date()).getTime(), 15_000);
});

Deno.test("FakeTime.now moves time and runs what is due when it is set", () => {
  using time = new FakeTime(15_000);
  const ranAt = startTimers(time, 500, 30_000);
  time.now = 35_000;
  assertEquals([time.start, time.now, Date.now(), ranAt], [15_000, 35_000, 35_000, [15_500]]);
});

Deno.test("FakeTime.now throws a RangeError when set to the past", () => {
  using time = new FakeTime(1000);
  assertThrows(() => {
    time.now = 999;
  }, RangeError);
  assertEquals(time.now, 1000);
});

Deno.test("FakeTime.now stays at a timer that throws, and later timers run later", () => {
  using time = new FakeTime(1000);
  globalThis.setTimeout(() => {
    throw new SyntaxError("broken");
  }, 5);
  const ranAt = startTimers(time, 6);
  assertThrows(() => time.tick(10), SyntaxError, "broken");
  assertEquals([time.now, ranAt], [1005, []]);
  time.tick(10);
  assertEquals([time.now, ranAt], [1015, [1006]]);
});

Deno.test("FakeTime.tick() runs timeouts and intervals in the order in which they are due", () => {
  using time = new FakeTime(0);
  const ran: string[] = [];
  const note = (name: string): void => void ran.push(`${name}@${Date.now()}`);
  globalThis.setTimeout(note, 20, "late");
  const interval = globalThis.setInterval(note, 10, "every");
  globalThis.setTimeout(note, 5, "early");
  time.tick(4);
  assertEquals(ran, []);
  time.tick(21);
  assertEquals(ran, ["early@5", "every@10", "late@20", "every@20"]);
  globalThis.clearInterval(interval);
  time.tick(100);
  assertEquals([ran.length, time.now], [4, 125]);
});

Deno.test("FakeTime.tick() runs timers that a timer starts when they become due", () => {
  using time = new FakeTime(0);
  const ranAt: number[] = [];
  globalThis.setTimeout(() => {
    globalThis.setTimeout(() => ranAt.push(time.now), 5);
    globalThis.setTimeout(() => ranAt.push(time.now), 6);
  }, 10);
  time.tick(15);
  assertEquals(ranAt, [15]);
});

Deno.test("setTimeout() cuts off a fraction of a millisecond", () => {
  using time = new FakeTime(0);
  const ranAt = startTimers(time, 1.5);
  time.tick(1);
  assertEquals(ranAt, [1]);
});

Deno.test("setInterval() runs once a millisecond when the delay is 0", () => {
  using time = new FakeTime(0);
  let runs = 0;
  // Ends the test even if the time does not move.
  const interval = globalThis.setInterval(() => ++runs === 10 && globalThis.clearInterval(interval), 0);
  time.tick(2);
  assertEquals(runs, 2);
});

Deno.test("clearTimeout() keeps a fake timer from running", () => {
  using time = new FakeTime(0);
  let runs = 0;
  const timer = globalThis.setTimeout(() => runs++, 10);
  globalThis.setTimeout(() => runs += 10, 10);
  globalThis.clearTimeout(timer);
  time.tick(10);
  assertEquals(runs, 10);
});

Deno.test("FakeTime.tickAsync() runs microtasks before the time moves", async () => {
  using time = new FakeTime(15_000);
  let startedAt = 0;
  let ranAt: number[] = [];
  Promise.resolve().then(() => {
    startedAt = time.now;
    ranAt = startTimers(time, 5000);
  });
  await time.tickAsync(5000);
  assertEquals([startedAt, ranAt, time.now], [15_000, [20_000], 20_000]);
});

Deno.test("FakeTime.next() moves to the next timer, and says whether there was one", () => {
  using time = new FakeTime(15_000);
  const ranAt = startTimers(time, 7000, 5000);
  assertEquals([time.next(), time.now, [...ranAt]], [true, 20_000, [20_000]]);
  assertEquals([time.next(), time.now, [...ranAt]], [true, 22_000, [20_000, 22_000]]);
  assertEquals([time.next(), time.now], [false, 22_000]);
});

Deno.test("FakeTime.nextAsync() runs microtasks, then does the same as next()", async () => {
  using time = new FakeTime(15_000);
  let ranAt: number[] = [];
  Promise.resolve().then(() => ranAt = startTimers(time, 5000));
  assertEquals([await time.nextAsync(), time.now, ranAt], [true, 20_000, [20_000]]);
  assertEquals([await time.nextAsync(), time.now], [false, 20_000]);
});

Deno.test("FakeTime.runAll() moves on until no timer is left", () => {
  using time = new FakeTime(15_000);
  const ranAt = startTimers(time, 5000, 35_000);
  let runs = 0;
  const interval = globalThis.setInterval(() => {
    if (++runs === 3) globalThis.clearInterval(interval);
  }, 20_000);
  time.runAll();
  assertEquals([ranAt, runs, time.now], [[20_000, 50_000], 3, 75_000]);
});

Deno.test("FakeTime.runAllAsync() runs microtasks before each timer", async () => {
  using time = new FakeTime(15_000);
  const ranAt: number[] = [];
  globalThis.setTimeout(() => {
    Promise.resolve().then(() => globalThis.setTimeout(() => ranAt.push(time.now), 1000));
  }, 5000);
  await time.runAllAsync();
  assertEquals([ranAt.length, time.next()], [1, false]);
});

Deno.test("FakeTime.runMicrotasks() runs chained promises and leaves the time", async () => {
  using time = new FakeTime(15_000);
  let steps = 0;
  Promise.resolve().then(() => steps++).then(() => steps++).then(() => steps++);
  await time.runMicrotasks();
  assertEquals([steps, time.now], [3, 15_000]);
});

Deno.test("FakeTime.delay() waits in real time and leaves the fake one", async () => {
  using time = new FakeTime(15_000);
  const ran: string[] = [];
  // A real timer that is due earlier runs earlier, however slow the machine is.
  setTimeout(() => ran.push("2 ms"), 2);
  await time.delay(4);
  assertEquals([ran, time.now], [["2 ms"], 15_000]);
});

Deno.test("FakeTime.delay() rejects when its signal aborts or has aborted", async () => {
  using time = new FakeTime(15_000);
  const controller = new AbortController();
  const options: DelayOptions = { signal: controller.signal };
  const delay = time.delay(1000, options);
  controller.abort();
  await assertRejects(() => delay, DOMException);
  await assertRejects(() => time.delay(1000, options), DOMException);
});

Deno.test("FakeTime.restoreFor() runs a function in real time and returns its result", async () => {
  using _time = new FakeTime(15_000);
  const result = FakeTime.restoreFor((a: number, b: number) => [a + b, ...realGlobals()], 1, 2);
  assertEquals(realGlobals(), ALL_FAKE);
  assertEquals(await result, [3, ...ALL_REAL]);
});

Deno.test("FakeTime.restoreFor() keeps real time until a promise resolves", async () => {
  using _time = new FakeTime(15_000);
  const within = await FakeTime.restoreFor(async () => {
    await new Promise<void>((resolve) => globalThis.setTimeout(resolve));
    return realGlobals();
  });
  assertEquals([within, realGlobals()], [ALL_REAL, ALL_FAKE]);
});

Deno.test("FakeTime.restoreFor() hands on an error and fakes the time again", async () => {
  using _time = new FakeTime(15_000);
  const error = new SyntaxError("broken");
  const rejected = await assertRejects(() =>
    FakeTime.restoreFor(() => {
      throw error;
    })
  );
  assertStrictEquals(rejected, error);
  assertEquals(realGlobals(), ALL_FAKE);
});

Deno.test("FakeTime.restoreFor() rejects with a TimeError when time is real", async () => {
  await assertRejects(() => FakeTime.restoreFor(() => 1), TimeError);
});

Deno.test("FakeTime moves on by itself when advanceRate is set", async () => {
  const options: FakeTimeOptions = { advanceRate: 1000, advanceFrequency: 1 };
  using time = new FakeTime(0, options);
  const ranAt = startTimers(time, 1000);
  // The step after one real millisecond is due before the end of the wait, however slow the machine is.
  await time.delay(5);
  assertEquals([time.now >= 1000, ranAt], [true, [1000]]);
});

Deno.test({
  name: "FakeTime stops moving by itself when it is restored",
  sanitizeOps: true,
  fn: () => {
    const time = new FakeTime(0, { advanceRate: 1 });
    time.restore();
    assertEquals(time.now, 0);
  },
});

Deno.test("AbortSignal.timeout() aborts when the fake time has come", () => {
  using time = new FakeTime(0);
  const signal = AbortSignal.timeout(100);
  time.tick(99);
  assertEquals(signal.aborted, false);
  time.tick(1);
  assertEquals(signal.aborted, true);
  assertInstanceOf(signal.reason, DOMException);
  assertEquals(signal.reason.name, "TimeoutError");
});
