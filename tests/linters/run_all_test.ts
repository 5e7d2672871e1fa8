import { assert, assertEquals } from "@std/assert";
import { BREAKER_LIMITS } from "../../lib/state/breaker.ts";
import { type LinterTask, type RunContext, runLinters } from "../../lib/linters/run_all.ts";
import type { LintProblem } from "../../lib/linters/linter.ts";
import { Pool } from "../../lib/system/pool.ts";
import type { LinterOutcome } from "../../lib/state/journal_record.ts";
import { Results } from "../../lib/state/results.ts";
import { database, temporaryFolder, transacted } from "../support/state.ts";

const PROBLEM: LintProblem = {
  line: 1,
  column: 1,
  code: "F401",
  message: "unused import",
  level: "error",
  fixable: true,
};
const LIMITS = { entries: 100, ttlMs: 300_000 };

function contextOf(rest: Partial<RunContext>): RunContext {
  return {
    database: undefined,
    pool: new Pool(),
    cache: LIMITS,
    breaker: BREAKER_LIMITS,
    now: () => 1000,
    ...rest,
  };
}

/** A linter that finds one thing, and counts how often it is run. */
class CountingLinter {
  runs = 0;

  check(key: string, id = "ruff"): LinterTask {
    return {
      id,
      key,
      run: () => {
        this.runs++;
        return Promise.resolve([{ ...PROBLEM, message: `${id} ${key}` }]);
      },
    };
  }
}

const failing: LinterTask = {
  id: "broken",
  key: "broken",
  run: () => Promise.reject(new TypeError("secret")),
};

function brief(outcomes: readonly LinterOutcome[]): string[] {
  return outcomes.map(({ id, cache, breaker, call }) => `${id} ${cache} ${breaker} ${call}`);
}

Deno.test("runLinters() runs a linter once for the same key, and again for another", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const linter = new CountingLinter();
  const told = [];
  for (const key of ["a", "a", "b"]) {
    // The second run must come after the first.
    const { found, outcomes, problems } = await runLinters(
      [linter.check(key)],
      contextOf({ database: db }),
    );
    assertEquals(found, new Map([[key, [{ ...PROBLEM, message: `ruff ${key}` }]]]));
    assertEquals(problems, []);
    told.push(...brief(outcomes));
  }
  assertEquals(linter.runs, 2);
  assertEquals(told, ["ruff miss closed done", "ruff hit none none", "ruff miss closed done"]);
});

Deno.test("runLinters() keeps that nothing was found, too", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  let runs = 0;
  const clean: LinterTask = {
    id: "ruff",
    key: "k",
    run: () => Promise.resolve(++runs === 1 ? [] : [PROBLEM]),
  };
  for (let times = 0; times < 2; times++) {
    // The second run must come after the first.
    assertEquals(
      (await runLinters([clean], contextOf({ database: db }))).found,
      new Map([["k", []]]),
    );
  }
  assertEquals(runs, 1);
});

Deno.test("runLinters() matches results to tasks by key, also when they end in another order", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const slow: LinterTask = {
    id: "slow",
    key: "a",
    run: async () => {
      await promise;
      return [{ ...PROBLEM, message: "slow" }];
    },
  };
  const quick: LinterTask = {
    id: "quick",
    key: "b",
    run: () => {
      resolve();
      return Promise.resolve([{ ...PROBLEM, message: "quick" }]);
    },
  };
  const { found } = await runLinters([slow, failing, quick], contextOf({}));
  assertEquals([...found].map(([key, problems]) => [key, problems[0]?.message]), [["a", "slow"], [
    "b",
    "quick",
  ]]);
});

Deno.test("runLinters() leaves a linter alone after three failures and tries it once after 15 seconds", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const linter = new CountingLinter();
  const seen = [];
  for (const now of [1, 2, 3, 4, 15_002, 15_003, 15_004]) {
    const works = now >= 15_003;
    const task = works ? linter.check(`k${now}`, "broken") : failing;
    // One after another is what this is about.
    const { outcomes } = await runLinters(
      [task, linter.check(`k${now}`)],
      contextOf({ database: db, now: () => now }),
    );
    const [outcome, other] = outcomes;
    seen.push(`${outcome?.breaker} ${outcome?.call}${outcome?.opened ? ", opened" : ""}`);
    assertEquals(other?.call, "done");
  }
  assertEquals(seen, [
    "closed failed",
    "closed failed",
    "closed failed, opened",
    "refused none",
    "refused none",
    "probe done",
    "closed done",
  ]);
});

Deno.test("runLinters() without state runs everything, every time", async () => {
  const linter = new CountingLinter();
  for (let times = 0; times < 2; times++) {
    // The second run must come after the first.
    const { found, outcomes } = await runLinters([linter.check("k"), failing], contextOf({}));
    assertEquals([...found.keys()], ["k"]);
    assertEquals(brief(outcomes), ["ruff off none done", "broken off none failed"]);
  }
  assertEquals(linter.runs, 2);
});

Deno.test("runLinters() answers as without state when the database cannot be used", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  db.sql.exec("DROP TABLE result");
  const { found, problems } = await runLinters(
    [new CountingLinter().check("k")],
    contextOf({ database: db }),
  );
  assertEquals([...found.keys()], ["k"]);
  assertEquals(problems, ["damaged", "damaged"]);
});

Deno.test("runLinters() runs again what the cache holds garbage for", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  for (const garbage of ["", "{}", '[{"level":1}]', '[{"line":1,"column":1,"level":"huge"}]']) {
    transacted(db, () => new Results(db.sql, { linter: "ruff", limits: LIMITS }).set("k", garbage, 1000));
    const linter = new CountingLinter();
    // Each run finds what the one before it left.
    const { found } = await runLinters([linter.check("k")], contextOf({ database: db }));
    assertEquals(found.size, 1);
    assertEquals(linter.runs, 1);
  }
});

Deno.test("runLinters() does not blame a linter for what the pool refused", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const pool = new Pool({ parallel: 1, waiting: 0, eachMs: 1000, allMs: 1000 });
  const linter = new CountingLinter();
  const { outcomes } = await runLinters(
    [linter.check("a", "first"), linter.check("b", "second")],
    contextOf({ database: db, pool }),
  );
  assertEquals(outcomes.map(({ call }) => call), ["done", "queue-full"]);
  assert(outcomes.every(({ opened }) => !opened));
});
