import { assert, assertEquals } from "@std/assert";
import { BREAKER_LIMITS } from "../../lib/state/breaker.ts";
import { type External, type ExternalContext, runExternals } from "../../lib/linters/run_all.ts";
import type { Finding } from "../../lib/event/finding.ts";
import { MemoryCache } from "../../lib/state/memory_cache.ts";
import { Pool } from "../../lib/system/pool.ts";
import type { ExternalOutcome } from "../../lib/state/journal_record.ts";
import { Results } from "../../lib/state/results.ts";
import { database, temporaryFolder, transacted } from "../support/state.ts";

const FINDING: Finding = { rule: "linters/ruff", severity: "guidance", text: "1:1 F401 unused import" };
const LIMITS = { entries: 100, ttlMs: 300_000 };

function contextOf(rest: Partial<ExternalContext>): ExternalContext {
  return {
    database: undefined,
    pool: new Pool(),
    cache: LIMITS,
    breaker: BREAKER_LIMITS,
    now: () => 1000,
    ...rest,
  };
}

/** An analyzer that finds one thing, and counts how often it is run. */
class Analyzer {
  runs = 0;

  look(key: string, id = "ruff"): External {
    return {
      id,
      key,
      run: () => {
        this.runs++;
        return Promise.resolve([{ ...FINDING, text: `${id} ${key}` }]);
      },
    };
  }
}

const failing: External = { id: "broken", key: "k", run: () => Promise.reject(new TypeError("secret")) };

function brief(outcomes: readonly ExternalOutcome[]): string[] {
  return outcomes.map(({ id, cache, breaker, call }) => `${id} ${cache} ${breaker} ${call}`);
}

Deno.test("runExternals() runs an analyzer once for the same key, and again for another", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const analyzer = new Analyzer();
  const told = [];
  for (const key of ["a", "a", "b"]) {
    // The second run must come after the first.
    const { findings, outcomes, problems } = await runExternals(
      [analyzer.look(key)],
      contextOf({ database: db }),
    );
    assertEquals(findings, new Map([["ruff", [{ ...FINDING, text: `ruff ${key}` }]]]));
    assertEquals(problems, []);
    told.push(...brief(outcomes));
  }
  assertEquals(analyzer.runs, 2);
  assertEquals(told, ["ruff miss closed done", "ruff hit none none", "ruff miss closed done"]);
});

Deno.test("runExternals() keeps that nothing was found, too", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  let runs = 0;
  const clean: External = { id: "ruff", key: "k", run: () => Promise.resolve(++runs === 1 ? [] : [FINDING]) };
  for (let times = 0; times < 2; times++) {
    // The second run must come after the first.
    assertEquals(
      (await runExternals([clean], contextOf({ database: db }))).findings,
      new Map([["ruff", []]]),
    );
  }
  assertEquals(runs, 1);
});

Deno.test("runExternals() matches results to analyzers by id, also when they end in another order", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const slow: External = {
    id: "slow",
    key: "k",
    run: async () => {
      await promise;
      return [{ ...FINDING, text: "slow" }];
    },
  };
  const quick: External = {
    id: "quick",
    key: "k",
    run: () => {
      resolve();
      return Promise.resolve([{ ...FINDING, text: "quick" }]);
    },
  };
  const { findings } = await runExternals([slow, failing, quick], contextOf({}));
  assertEquals([...findings].map(([id, found]) => [id, found[0]?.text]), [["slow", "slow"], [
    "quick",
    "quick",
  ]]);
});

Deno.test("runExternals() leaves an analyzer alone after three failures and tries it once after 15 seconds", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const analyzer = new Analyzer();
  const seen = [];
  for (const now of [1, 2, 3, 4, 15_002, 15_003, 15_004]) {
    const works = now >= 15_003;
    const external = works ? analyzer.look(`k${now}`, "broken") : failing;
    // One after another is what this is about.
    const { outcomes } = await runExternals(
      [external, analyzer.look(`k${now}`)],
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

Deno.test("runExternals() without state runs everything, every time", async () => {
  const analyzer = new Analyzer();
  for (let times = 0; times < 2; times++) {
    // The second run must come after the first.
    const { findings, outcomes } = await runExternals([analyzer.look("k"), failing], contextOf({}));
    assertEquals([...findings.keys()], ["ruff"]);
    assertEquals(brief(outcomes), ["ruff off none done", "broken off none failed"]);
  }
  assertEquals(analyzer.runs, 2);
});

Deno.test("runExternals() answers as without state when the database cannot be used", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  db.sql.exec("DROP TABLE result");
  const { findings, problems } = await runExternals([new Analyzer().look("k")], contextOf({ database: db }));
  assertEquals([...findings.keys()], ["ruff"]);
  assertEquals(problems, ["damaged", "damaged"]);
});

Deno.test("runExternals() runs again what the cache holds garbage for", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  for (const garbage of ["", "{}", '[{"rule":1}]', '[{"rule":"a/b","severity":"huge","text":""}]']) {
    transacted(db, () => new Results(db.sql, { analyzer: "ruff", limits: LIMITS }).set("k", garbage, 1000));
    const analyzer = new Analyzer();
    // Each run finds what the one before it left.
    const { findings } = await runExternals([analyzer.look("k")], contextOf({ database: db }));
    assertEquals(findings.size, 1);
    assertEquals(analyzer.runs, 1);
  }
});

Deno.test("runExternals() asks the tier in memory first, and fills it from the database", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const analyzer = new Analyzer();
  await runExternals([analyzer.look("k")], contextOf({ database: db }));
  const memory = new MemoryCache(LIMITS);
  for (const times of [1, 2]) {
    // The second run must come after the first.
    await runExternals([analyzer.look("k")], contextOf({ database: db, memory }));
    assertEquals(memory.counts().hits, times - 1);
    assertEquals(new Results(db.sql, { analyzer: "ruff", limits: LIMITS }).counts().hits, 1);
  }
  assertEquals(analyzer.runs, 1);
});

Deno.test("runExternals() does not blame an analyzer for what the pool refused", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const pool = new Pool({ parallel: 1, waiting: 0, eachMs: 1000, allMs: 1000 });
  const analyzer = new Analyzer();
  const { outcomes } = await runExternals(
    [analyzer.look("k", "first"), analyzer.look("k", "second")],
    contextOf({ database: db, pool }),
  );
  assertEquals(outcomes.map(({ call }) => call), ["done", "queue-full"]);
  assert(outcomes.every(({ opened }) => !opened));
});
