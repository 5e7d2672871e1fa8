import { assert, assertEquals } from "@std/assert";
import { BREAKER_LIMITS, CLOSED } from "../../lib/state/breaker.ts";
import { readBreakers } from "../../lib/state/breaker_reader.ts";
import { numberField } from "../../lib/text/json_object.ts";
import { Breakers, type EndedCall } from "../../lib/state/breakers.ts";
import { openDatabase, type StateDatabase } from "../../lib/state/database.ts";
import { setAsideFiles } from "../../lib/state/preparation.ts";
import { Results } from "../../lib/state/results.ts";
import { MIGRATIONS } from "../../lib/state/schema.ts";
import { newPatience } from "../../lib/system/lock.ts";
import { database, folderAt, modeOf, temporaryFolder, transacted } from "../support/state.ts";

const LIMITS = { entries: 3, ttlMs: 1000 };

function results(database: StateDatabase, linter = "ruff"): Results {
  return new Results(database.sql, { linter, limits: LIMITS });
}

function failure(at: number): EndedCall {
  return { pass: { kind: "call" }, end: { kind: "failure", reason: "deadline" }, at };
}

function versionOf(database: StateDatabase): unknown {
  return database.sql.prepare("PRAGMA user_version").get()?.["user_version"];
}

function integrityOf(database: StateDatabase): unknown {
  return database.sql.prepare("PRAGMA integrity_check").get()?.["integrity_check"];
}

Deno.test("openDatabase() makes a database in WAL mode for the owner alone", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  transacted(db, () => results(db).set("a", "1", 0));
  assertEquals(db.sql.prepare("PRAGMA journal_mode").get()?.["journal_mode"], "wal");
  assertEquals(versionOf(db), MIGRATIONS.length);
  const files = [...Deno.readDirSync(dir.path)].map(({ name }) => name).sort();
  assertEquals(files, ["state.db", "state.db-shm", "state.db-wal", "state.lock"]);
  assertEquals(files.map((name) => modeOf(`${dir.path}/${name}`)), ["600", "600", "600", "600"]);
});

Deno.test("release() writes a log back that has grown, and leaves a short one alone", async () => {
  using dir = temporaryFolder();
  const log = (): number => {
    const found = [...Deno.readDirSync(dir.path)].find(({ name }) => name === "state.db-wal");
    return found === undefined ? 0 : Deno.statSync(`${dir.path}/state.db-wal`).size;
  };
  {
    using db = await database(dir.path);
    transacted(db, () => results(db).set("a", "[]", 0));
    db.release();
    assert(log() > 0 && db.sql.isOpen);
    transacted(db, () => results(db).set("b", "x".repeat(600_000), 0));
    db.release();
    assertEquals(log(), 0);
    db.release();
  }
  using db = await database(dir.path);
  assertEquals(transacted(db, () => results(db).get("a", 1)), { kind: "hit", value: "[]", storedAt: 0 });
});

Deno.test("results outlive the process that stored them", async () => {
  using dir = temporaryFolder();
  {
    using db = await database(dir.path);
    transacted(db, () => results(db).set("a", "[]", 5));
  }
  using db = await database(dir.path);
  assertEquals(transacted(db, () => results(db).get("a", 6)), { kind: "hit", value: "[]", storedAt: 5 });
});

Deno.test("Results lets the entry go that was used longest ago, and counts for each linter", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  transacted(db, () => {
    for (const key of ["a", "b", "c"]) results(db).set(key, key, 0);
    results(db).get("a", 1);
    results(db, "eslint").set("d", "d", 2);
  });
  const kinds = transacted(db, () => ["a", "b", "c", "d"].map((key) => results(db).get(key, 3).kind));
  assertEquals(kinds, ["hit", "miss", "hit", "hit"]);
  assertEquals(results(db).counts(), { hits: 4, misses: 1, evictions: 0, expiries: 0 });
  assertEquals(results(db, "eslint").counts(), { hits: 0, misses: 0, evictions: 1, expiries: 0 });
  assertEquals(transacted(db, () => results(db).set("c", "c", 4)), []);
  assertEquals(transacted(db, () => results(db).set("e", "e", 5)), ["a"]);
});

Deno.test("Results forgets what is too old", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const kinds = transacted(db, () => {
    results(db).set("a", "", 0);
    return [999, 1000, 1000].map((now) => results(db).get("a", now).kind);
  });
  assertEquals(kinds, ["hit", "expired", "miss"]);
  assertEquals(results(db).counts(), { hits: 1, misses: 2, evictions: 0, expiries: 1 });
});

Deno.test("Results keeps no result of more than a mebibyte, and begins again when the database is too large", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const many = new Results(db.sql, { linter: "ruff", limits: { entries: 1000, ttlMs: 1000 } });
  const largest = "x".repeat(1024 * 1024);
  assertEquals(transacted(db, () => many.set("small", "1", 0)), []);
  assertEquals(transacted(db, () => many.set("over", `${largest}x`, 0)), []);
  assertEquals(transacted(db, () => many.look("over", 0)), { kind: "miss" });
  let stored = 0;
  let evicted: readonly string[] = [];
  while (evicted.length === 0 && stored < 100) {
    const key = `k${stored++}`;
    evicted = transacted(db, () => many.set(key, largest, 0));
  }
  // 63 of them and the rest of the database are below 64 MiB.
  assertEquals([stored, evicted.length], [64, 65]);
  assertEquals(many.counts().evictions, 65);
  assertEquals(transacted(db, () => many.set("small", "1", 0)), []);
});

Deno.test("Breakers keeps state, counts and the last failure for other processes", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const breakers = new Breakers(db.sql, BREAKER_LIMITS);
  const told = transacted(db, () => [1, 2, 3].map((at) => breakers.record("ruff", failure(at))));
  assertEquals(told, ["unchanged", "unchanged", "opened"]);
  assertEquals(breakers.ask("ruff", 4), { kind: "refused", waitMs: 14_999 });
  assertEquals(breakers.ask("eslint", 4).kind, "granted");
  assertEquals(breakers.all(), [{
    linter: "ruff",
    breaker: { kind: "open", openedAt: 3 },
    failed: 3,
    opened: 1,
    lastFailure: "deadline",
    lastFailureAt: 3,
  }]);
});

Deno.test("Breakers writes nothing for a success that changes nothing, and forgets failures after one that does", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const breakers = new Breakers(db.sql, BREAKER_LIMITS);
  const success = { pass: { kind: "call" }, end: { kind: "success" }, at: 1 } as const;
  assertEquals(transacted(db, () => breakers.record("ruff", success)), "unchanged");
  assertEquals(breakers.all(), []);
  transacted(db, () => breakers.record("ruff", failure(2)));
  assertEquals(breakers.stateOf("ruff"), { kind: "closed", failures: 1 });
  assertEquals(transacted(db, () => breakers.record("ruff", success)), "unchanged");
  assertEquals(breakers.stateOf("ruff"), CLOSED);
  assertEquals(breakers.stateOf("eslint"), CLOSED);
  assertEquals(breakers.all().map(({ failed, lastFailureAt }) => [failed, lastFailureAt]), [[1, 2]]);
});

Deno.test("readBreakers() gives all breakers by their linter, and makes no database", async () => {
  using dir = temporaryFolder();
  assertEquals(await readBreakers({ kind: "none", path: "", problem: "no-home" }), new Map());
  assertEquals(await readBreakers(folderAt(dir.path)), new Map());
  assertEquals([...Deno.readDirSync(dir.path)], []);
  {
    using db = await database(dir.path);
    const breakers = new Breakers(db.sql, BREAKER_LIMITS);
    transacted(db, () => breakers.record("ruff", failure(7)));
  }
  const read = await readBreakers(folderAt(dir.path));
  assertEquals([...read].map(([id, { linter, failed }]) => [id, linter, failed]), [["ruff", "ruff", 1]]);
  Deno.writeTextFileSync(`${dir.path}/state.db`, "no database");
  assertEquals(await readBreakers(folderAt(dir.path)), new Map());
});

Deno.test("Breakers gives one probe to two processes", async () => {
  using dir = temporaryFolder();
  using first = await database(dir.path);
  using second = await database(dir.path);
  const [one, other] = [first, second].map(({ sql }) => new Breakers(sql, BREAKER_LIMITS));
  assert(one && other);
  transacted(first, () => [1, 2, 3].map((at) => one.record("ruff", failure(at))));
  const leave = transacted(second, () => other.ask("ruff", 20_000));
  assert(leave.kind === "granted" && leave.pass.kind === "probe");
  assertEquals(transacted(first, () => one.ask("ruff", 20_001)).kind, "refused");
  transacted(second, () => other.record("ruff", { pass: leave.pass, end: { kind: "success" }, at: 20_002 }));
  assertEquals(transacted(first, () => one.ask("ruff", 20_003)).kind, "granted");
});

Deno.test("transaction() undoes everything when something throws", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const result = db.transaction(() => {
    results(db).set("a", "1", 0);
    throw new Error("something new");
  });
  assertEquals(result, { kind: "none", problem: "unexpected" });
  assertEquals(transacted(db, () => results(db).get("a", 1)), { kind: "miss" });
});

Deno.test("transaction() gives up when another process holds the database until the host's patience is used up", async () => {
  using dir = temporaryFolder();
  const patience = newPatience(20);
  using holder = await database(dir.path);
  using waiter = await database({ ...dir, patience });
  holder.sql.exec("BEGIN IMMEDIATE");
  assertEquals(waiter.transaction(() => 1), { kind: "none", problem: "locked" });
  assertEquals(patience.leftMs, 0);
  holder.sql.exec("ROLLBACK");
  assertEquals(waiter.transaction(() => 1), { kind: "done", value: 1 });
});

Deno.test("openDatabase() brings an old database up to date and keeps what is in it", async () => {
  using dir = temporaryFolder();
  {
    using db = await database(dir.path);
    transacted(db, () => results(db).set("a", "1", 0));
  }
  const opened = await openDatabase(dir, [...MIGRATIONS, "ALTER TABLE result ADD COLUMN more TEXT"]);
  assert(opened.kind === "database");
  using db = opened.database;
  assertEquals(versionOf(db), MIGRATIONS.length + 1);
  assertEquals(db.sql.prepare("SELECT value, more FROM result").get()?.["value"], "1");
  assertEquals(setAsideFiles(`${dir.path}/state.db`), []);
});

Deno.test("openDatabase() leaves a migration that fails undone", async () => {
  using dir = temporaryFolder();
  const opened = await openDatabase(dir, [
    ...MIGRATIONS,
    "CREATE TABLE more (a); CREATE TABLE more (a)",
  ]);
  assertEquals(opened, { kind: "none", problem: "unexpected" });
  using db = await database(dir.path);
  assertEquals(integrityOf(db), "ok");
});

/** What can be wrong with a database that was just closed. */
const DAMAGES: readonly (readonly [name: string, damage: (path: string) => void])[] = [
  ["garbage", (path) => Deno.writeFileSync(path, crypto.getRandomValues(new Uint8Array(8192)))],
  ["text", (path) => Deno.writeTextFileSync(path, "hello")],
  ["cut after the header", (path) => Deno.truncateSync(path, 100)],
  ["cut after a page", (path) => Deno.truncateSync(path, 4096)],
  ["garbage after the first page", (path) => overwrite(path, 4096)],
  ["garbage in the schema", (path) => overwrite(path, 100)],
  ["without tables", (path) => Deno.writeFileSync(path, EMPTY_VERSION_1)],
];

function overwrite(path: string, from: number): void {
  const bytes = Deno.readFileSync(path);
  crypto.getRandomValues(bytes.subarray(from, Math.min(bytes.length, from + 60_000)));
  Deno.writeFileSync(path, bytes);
}

const EMPTY_VERSION_1 = await emptyDatabase();

/** A database that says it is version 1 and has nothing in it. */
async function emptyDatabase(): Promise<Uint8Array<ArrayBuffer>> {
  using dir = temporaryFolder();
  const opened = await openDatabase(dir, MIGRATIONS.map(() => "SELECT 1"));
  assert(opened.kind === "database");
  opened.database[Symbol.dispose]();
  return Deno.readFileSync(`${dir.path}/state.db`);
}

for (const [name, damage] of DAMAGES) {
  Deno.test(`a database that is ${name} is set aside, and the next run works`, async () => {
    using dir = temporaryFolder();
    const path = `${dir.path}/state.db`;
    {
      using db = await database(dir.path);
      transacted(db, () => {
        for (let key = 0; key < 3; key++) results(db).set(`k${key}`, "x".repeat(9000), 0);
      });
    }
    damage(path);
    const damaged = Deno.readFileSync(path);
    {
      // Some damage shows when it is opened, some only when it is used.
      using db = await database(dir.path);
      db.transaction(() => results(db).get("k1", 1));
      db.transaction(() => results(db).get("k2", 1));
    }
    {
      using db = await database(dir.path);
      transacted(db, () => results(db).set("a", "1", 0));
      assertEquals(integrityOf(db), "ok");
    }
    const aside = setAsideFiles(path);
    assertEquals(aside.map(({ why }) => why), ["damaged"]);
    assertEquals(Deno.readFileSync(aside[0]?.path ?? "").length, damaged.length);
  });
}

Deno.test("an emptied database is filled again", async () => {
  using dir = temporaryFolder();
  (await database(dir.path))[Symbol.dispose]();
  Deno.truncateSync(`${dir.path}/state.db`);
  using db = await database(dir.path);
  transacted(db, () => results(db).set("a", "1", 0));
});

Deno.test("a database of a newer fasthook is set aside whole", async () => {
  using dir = temporaryFolder();
  const opened = await openDatabase(dir, [...MIGRATIONS, "CREATE TABLE future (a)", "SELECT 1"]);
  assert(opened.kind === "database");
  opened.database[Symbol.dispose]();
  {
    using db = await database(dir.path);
    assertEquals(versionOf(db), MIGRATIONS.length);
  }
  const [aside] = setAsideFiles(`${dir.path}/state.db`);
  assertEquals(aside?.why, "newer");
  Deno.renameSync(aside?.path ?? "", `${dir.path}/state.db`);
  const again = await openDatabase(dir, [...MIGRATIONS, "", ""]);
  assert(again.kind === "database");
  using db = again.database;
  assertEquals(
    numberField(
      db.sql.prepare("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'future'").get() ?? {},
      "tables",
    ),
    1,
  );
});

Deno.test("no more than three databases are set aside", async () => {
  using dir = temporaryFolder();
  const path = `${dir.path}/state.db`;
  for (let times = 0; times < 5; times++) {
    Deno.writeTextFileSync(path, `damaged ${times}`);
    (await database(dir.path))[Symbol.dispose]();
  }
  const texts = setAsideFiles(path).map(({ path }) => Deno.readTextFileSync(path));
  assertEquals(texts, ["damaged 2", "damaged 3", "damaged 4"]);
});

Deno.test("openDatabase() says why there is none", async () => {
  using dir = temporaryFolder();
  Deno.mkdirSync(`${dir.path}/state.db`);
  assertEquals(await openDatabase(dir), { kind: "none", problem: "permission" });
  assertEquals(await openDatabase(folderAt(`${dir.path}/missing`)), { kind: "none", problem: "gone" });
});
