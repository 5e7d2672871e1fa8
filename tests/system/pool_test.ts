import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { Pool, POOL_LIMITS, type ShortTask, type Task, type TaskOutcome } from "../../lib/system/pool.ts";
import { type StartTimer, startTimer } from "../../lib/system/timer.ts";

/** The product's timer with `setTimeout` under it, which FakeTime can move. */
const fakeable: StartTimer = (ms) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const id = setTimeout(resolve, ms);
  return { passed: promise, cancel: () => clearTimeout(id) };
};

/** A task that ends after some time, and notes how many ran at the same time. */
class Counted {
  running = 0;
  most = 0;
  readonly stopped: string[] = [];

  task(name: string, ms: number): Task<string> {
    return async (signal) => {
      this.most = Math.max(this.most, ++this.running);
      const timer = fakeable(ms);
      const { promise, resolve } = Promise.withResolvers<void>();
      signal.addEventListener("abort", () => {
        this.stopped.push(name);
        resolve();
      });
      await Promise.race([timer.passed, promise]);
      timer.cancel();
      this.running--;
      return name;
    };
  }
}

function kinds<T>(outcomes: ReadonlyMap<string, TaskOutcome<T>>): Record<string, string> {
  return Object.fromEntries([...outcomes].map(([name, { kind }]) => [name, kind]));
}

function named<T>(count: number, task: (name: string) => Task<T>): Map<string, Task<T>> {
  return new Map(Array.from({ length: count }, (_, index) => [`t${index}`, task(`t${index}`)]));
}

Deno.test("runAll() gives each task its own outcome, whatever the order in which they end", async () => {
  using time = new FakeTime();
  const counted = new Counted();
  const pool = new Pool(POOL_LIMITS, fakeable);
  const outcomes = pool.runAll(
    new Map([["slow", counted.task("slow", 900)], ["quick", counted.task("quick", 10)], [
      "middle",
      counted.task("middle", 500),
    ]]),
  );
  await time.runAllAsync();
  const values = [...await outcomes].map(([name, outcome]) =>
    outcome.kind === "done" ? [name, outcome.value] : [name, outcome.kind]
  );
  assertEquals(values, [["slow", "slow"], ["quick", "quick"], ["middle", "middle"]]);
});

Deno.test("runAll() runs four at a time, lets fifty wait and refuses the rest at once", async () => {
  using time = new FakeTime();
  const counted = new Counted();
  const pool = new Pool(POOL_LIMITS, fakeable);
  const outcomes = pool.runAll(named(60, (name) => counted.task(name, 100)));
  await time.runMicrotasks();
  assertEquals(counted.running, 4);
  await time.runAllAsync();
  const all = Object.values(kinds(await outcomes));
  assertEquals(counted.most, 4);
  assertEquals(all.filter((kind) => kind === "queue-full").length, 6);
  assertEquals(all.filter((kind) => kind === "done").length, 54);
});

Deno.test("runAll() stops a task at its deadline and gives its place to the next one", async () => {
  using time = new FakeTime();
  const counted = new Counted();
  const pool = new Pool({ parallel: 1, waiting: 5, eachMs: 200, allMs: 1000 }, fakeable);
  const outcomes = pool.runAll(
    new Map([["endless", counted.task("endless", 10_000)], ["quick", counted.task("quick", 10)]]),
  );
  await time.runAllAsync();
  assertEquals(kinds(await outcomes), { endless: "deadline", quick: "done" });
  assertEquals(counted.stopped, ["endless"]);
});

Deno.test("runAll() stops a task with less time than others sooner, and gives none more time", async () => {
  using time = new FakeTime();
  const counted = new Counted();
  const pool = new Pool({ parallel: 3, waiting: 5, eachMs: 200, allMs: 1000 }, fakeable);
  const outcomes = pool.runAll(
    new Map<string, Task<string> | ShortTask<string>>([
      ["short", { run: counted.task("short", 100), deadlineMs: 50 }],
      ["usual", counted.task("usual", 100)],
      ["long", { run: counted.task("long", 300), deadlineMs: 500 }],
    ]),
  );
  await time.runAllAsync();
  assertEquals(kinds(await outcomes), { short: "deadline", usual: "done", long: "deadline" });
});

Deno.test("runAll() ends with the deadline of all, for those that run and those that wait", async () => {
  using time = new FakeTime();
  const counted = new Counted();
  const pool = new Pool({ parallel: 2, waiting: 5, eachMs: 800, allMs: 1000 }, fakeable);
  const started = Date.now();
  const outcomes = pool.runAll(named(5, (name) => counted.task(name, 600)));
  await time.runAllAsync();
  assertEquals(kinds(await outcomes), {
    t0: "done",
    t1: "done",
    t2: "out-of-time",
    t3: "out-of-time",
    t4: "out-of-time",
  });
  assertEquals(counted.stopped, ["t2", "t3"]);
  assertEquals(counted.running, 0);
  assertEquals(Date.now() - started, 1000);
});

Deno.test("runAll() answers at the deadline also for a task that does not heed its signal, which keeps its place", async () => {
  using time = new FakeTime();
  const { promise: never } = Promise.withResolvers<string>();
  const pool = new Pool({ parallel: 1, waiting: 5, eachMs: 200, allMs: 1000 }, fakeable);
  const outcomes = pool.runAll(new Map([["deaf", () => never], ["next", () => Promise.resolve("next")]]));
  await time.runAllAsync();
  assertEquals(kinds(await outcomes), { deaf: "deadline", next: "out-of-time" });
});

Deno.test("runAll() reports tasks that throw, also before their first await", async () => {
  const pool = new Pool();
  const outcomes = await pool.runAll<string>(
    new Map<string, Task<string>>([
      ["late", () => Promise.reject(new Error("late"))],
      ["early", () => {
        throw new TypeError("early");
      }],
      ["fine", () => Promise.resolve("fine")],
    ]),
  );
  assertEquals(kinds(outcomes), { late: "failed", early: "failed", fine: "done" });
  const late = outcomes.get("late");
  assert(late?.kind === "failed" && late.error instanceof Error && late.error.message === "late");
});

Deno.test("two lists of tasks share the places of one pool", async () => {
  using time = new FakeTime();
  const counted = new Counted();
  const pool = new Pool(POOL_LIMITS, fakeable);
  const both = [
    pool.runAll(named(3, (name) => counted.task(name, 100))),
    pool.runAll(named(3, (name) => counted.task(name, 100))),
  ];
  await time.runAllAsync();
  for (const outcomes of await Promise.all(both)) {
    assertEquals(Object.values(kinds(outcomes)), ["done", "done", "done"]);
  }
  assertEquals(counted.most, 4);
});

Deno.test("startTimer() waits, and a cancelled timer never ends", async () => {
  // Such a wait does not keep a process going.
  const alive = setTimeout(() => {}, 5000);
  const started = performance.now();
  const cancelled = startTimer(5);
  cancelled.cancel();
  let ended = "nothing";
  cancelled.passed.then(() => ended = "cancelled");
  await startTimer(20).passed;
  assert(performance.now() - started >= 19);
  assertEquals(ended, "nothing");
  await startTimer(0).passed;
  clearTimeout(alive);
});
