/**
 * Cached results in the text file next to state.db: the same as those in the database.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { BREAKER_LIMITS } from "../../lib/state/breaker.ts";
import { decodeProblems } from "../../lib/linters/cached_problems.ts";
import type { LintProblem } from "../../lib/linters/linter.ts";
import { type LinterTask, runLinters } from "../../lib/linters/run_all.ts";
import { isObject } from "../../lib/text/json_object.ts";
import { Pool } from "../../lib/system/pool.ts";
import type { LinterOutcome } from "../../lib/state/journal_record.ts";
import { clearState } from "../../lib/state/clearing.ts";
import type { StateDatabase } from "../../lib/state/database.ts";
import type { CheckedFolder } from "../../lib/state/folder.ts";
import { readJournal } from "../../lib/state/journal_reader.ts";
import { overviewOf } from "../../lib/state/overview.ts";
import { recall, recentPath } from "../../lib/state/recent_results.ts";
import { Results } from "../../lib/state/results.ts";
import { Project } from "../support/linters.ts";
import { database, folderAt, modeOf, temporaryFolder } from "../support/state.ts";

const TTL_MS = 1000;
const NOW = 5000;

interface Kept {
  readonly folder: CheckedFolder;
  readonly db: StateDatabase;
  readonly entries?: number;
}

/** Stores a result as a run of the linter does. */
async function store(
  keys: readonly string[],
  { folder, db, entries = 100 }: Kept,
): Promise<LinterOutcome[]> {
  const outcomes = [];
  for (const key of keys) {
    const task: LinterTask = { id: "ruff", key, run: () => Promise.resolve([found(key)]) };
    // In this order.
    const run = await runLinters([task], {
      database: db,
      folder,
      pool: new Pool(),
      cache: { entries, ttlMs: TTL_MS },
      breaker: BREAKER_LIMITS,
      now: () => NOW,
    });
    assertEquals(run.problems, []);
    outcomes.push(...run.outcomes);
  }
  return outcomes;
}

function found(key: string): LintProblem {
  const message = `about ${key} in "words"\nof two lines`;
  return { line: 1, column: 2, code: "F401", message, level: "error", fixable: false };
}

function ask(folder: CheckedFolder, keys: readonly string[], now = NOW): unknown {
  return recall(folder, keys.map((key) => ({ id: "ruff", key })), {
    now,
    ttlMs: TTL_MS,
    decode: decodeProblems,
  });
}

function hits({ sql }: StateDatabase): number {
  return new Results(sql, { linter: "ruff", limits: { entries: 1, ttlMs: 1 } }).counts().hits;
}

Deno.test("recall() finds what was stored, for as long as it holds, and only if it finds all", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  assertEquals(ask(dir, ["a"]), undefined);
  await store(["a", "b"], { folder: dir, db });
  assertEquals(ask(dir, ["b", "a"]), [[found("b")], [found("a")]]);
  assertEquals(ask(dir, ["a", "c"]), undefined);
  assertEquals(ask(dir, ["a"], NOW + TTL_MS - 1), [[found("a")]]);
  assertEquals(ask(dir, ["a"], NOW + TTL_MS), undefined);
  assertEquals(modeOf(recentPath(dir.path)), "600");
});

Deno.test("hits that recall() found are counted once, by the next process that uses the database", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  await store(["a", "b"], { folder: dir, db });
  for (const key of ["a", "b", "a"]) assert(ask(dir, [key]));
  assertEquals(ask(dir, ["c"]), undefined);
  assertEquals(hits(db), 0);
  await store(["c"], { folder: dir, db });
  assertEquals(hits(db), 3);
  await store(["d"], { folder: dir, db });
  assertEquals(hits(db), 3);
  assertEquals(ask(dir, ["a", "b", "c", "d"]), ["a", "b", "c", "d"].map((key) => [found(key)]));
  const { database: seen } = await overviewOf(folderAt(dir.path));
  assertEquals(seen?.counts["ruff"]?.hits, 7);
});

Deno.test("a result that recall() found was used last: another one is let go, and is found no more", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  await store(["a", "b"], { folder: dir, db, entries: 2 });
  assert(ask(dir, ["a"]));
  await store(["c"], { folder: dir, db, entries: 2 });
  assertEquals(["a", "b", "c"].map((key) => ask(dir, [key]) !== undefined), [true, false, true]);
  assertEquals((await store(["b"], { folder: dir, db, entries: 2 })).map(({ cache }) => cache), [
    "miss",
  ]);
});

Deno.test("no copy is kept of a result that the same run has let go again", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  await runLinters(["a", "b"].map((key) => ({ id: key, key, run: () => Promise.resolve([found(key)]) })), {
    database: db,
    folder: dir,
    pool: new Pool(),
    cache: { entries: 1, ttlMs: TTL_MS },
    breaker: BREAKER_LIMITS,
    now: () => NOW,
  });
  // There is room for one, and the second one was stored last.
  assertEquals(["a", "b"].map((key) => ask(dir, [key]) !== undefined), [false, true]);
});

Deno.test("recall() finds nothing of a database that was cleared, or that another file has replaced", async () => {
  using dir = temporaryFolder();
  {
    using db = await database(dir.path);
    await store(["a"], { folder: dir, db });
  }
  assert(ask(dir, ["a"]));
  await Deno.copyFile(recentPath(dir.path), `${dir.path}/copies`);
  await clearState(dir, "cache");
  assertEquals(ask(dir, ["a"]), undefined);
  await Deno.rename(`${dir.path}/copies`, recentPath(dir.path));
  assert(ask(dir, ["a"]));
  // Next to the old one, so that it cannot get its number.
  await Deno.copyFile(`${dir.path}/state.db`, `${dir.path}/new`);
  await Deno.rename(`${dir.path}/new`, `${dir.path}/state.db`);
  assertEquals(ask(dir, ["a"]), undefined);
  await Deno.remove(`${dir.path}/state.db`);
  assertEquals(ask(dir, ["a"]), undefined);
});

Deno.test("recall() takes a torn or damaged line for no result", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  await store(["a"], { folder: dir, db });
  const whole = await Deno.readTextFile(recentPath(dir.path));
  for (let length = 0; length < whole.length; length++) {
    Deno.writeTextFileSync(recentPath(dir.path), whole.slice(0, length));
    assertEquals(ask(dir, ["a"]), undefined, `${length} of ${whole.length}`);
  }
  Deno.writeTextFileSync(recentPath(dir.path), `${whole.slice(0, -9)}${whole}`);
  assertEquals(ask(dir, ["a"]), [[found("a")]]);
});

Deno.test("the copies stay few, however much is stored and asked for", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  for (let round = 0; round < 30; round++) {
    // Each is one process's work.
    await store(Array.from({ length: 20 }, (_, index) => `${round}-${index}`.padStart(64, "0")), {
      folder: dir,
      db,
      entries: 1000,
    });
    for (let times = 0; times < 20; times++) ask(dir, [`${round}-19`.padStart(64, "0")]);
    const { size } = await Deno.stat(recentPath(dir.path));
    assert(size < 40_000, `${size} bytes`);
  }
  for (let times = 0; ask(dir, ["29-19".padStart(64, "0")]) !== undefined; times++) {
    assert(times < 1000, "a result that is always found is never counted");
  }
});

Deno.test("copies of long results do not keep others from being found", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  for (let index = 0; index < 100; index++) {
    const key = `${index}-${"\u20ac".repeat(800)}`;
    // One after another.
    await store([key], { folder: dir, db });
    assertEquals(ask(dir, [key]), [[found(key)]]);
  }
});

Deno.test("a file without problems that was seen before costs no database, and its hits are counted", async () => {
  using project = new Project({ "ruff.toml": "", "a.py": "x = 1\n" });
  project.fake("ruff", "echo '[]'");
  const again = { tool_name: "Write", tool_input: { file_path: `${project.dir}/a.py`, content: "x = 1\n" } };
  for (let times = 0; times < 4; times++) {
    // One after another, as in a session.
    const { code, stderr } = await project.send({ ...again, tool_response: { type: "create" } });
    assertEquals([code, stderr], [0, ""]);
  }
  const records = [...readJournal(project.state)].flatMap((line) =>
    line.kind === "record" ? [line.record] : []
  );
  assertEquals(
    records.map(({ linters }) => linters?.map(({ id, cache, call }) => `${id} ${cache} ${call}`).join()),
    ["ruff miss done", "ruff hit none", "ruff hit none", "ruff hit none"],
  );
  assertEquals((await Deno.readTextFile(recentPath(project.state))).match(/^hit ruff /gm)?.length, 3);
  const state: unknown = JSON.parse((await project.command("state", "--json")).stdout);
  assert(isObject(state) && isObject(state["database"]));
  assertEquals(state["database"]["counts"], { ruff: { hits: 3, misses: 1, evictions: 0, expiries: 0 } });
});

Deno.test("hits of many processes at the same time are all counted", async () => {
  using project = new Project({ "ruff.toml": "", "a.py": "x = 1\n", "b.py": "y = 1\n" });
  project.fake("ruff", "echo '[]'");
  const write = (name: string, content: string): Promise<{ readonly code: number }> => {
    project.write(name, content);
    const tool_input = { file_path: `${project.dir}/${name}`, content };
    return project.send({ tool_name: "Write", tool_input, tool_response: { type: "create" } });
  };
  const seen = { tool_name: "Write", tool_input: { file_path: `${project.dir}/a.py`, content: "x = 1\n" } };
  assertEquals((await project.send({ ...seen, tool_response: { type: "create" } })).code, 0);
  const all = Array.from(
    { length: 32 },
    (_, index) =>
      index % 8 === 7
        ? write("b.py", `y = ${index}\n`)
        : project.send({ ...seen, tool_response: { type: "create" } }),
  );
  assertEquals((await Promise.all(all)).map(({ code }) => code), Array.from(all, () => 0));
  const state: unknown = JSON.parse((await project.command("state", "--json")).stdout);
  assert(isObject(state) && isObject(state["database"]) && isObject(state["database"]["counts"]));
  const counts = state["database"]["counts"]["ruff"];
  assert(isObject(counts));
  assert(Number(counts["hits"]) >= 28, JSON.stringify(counts));
  assertEquals(Number(counts["hits"]) + Number(counts["misses"]), 33);
});
