/**
 * What grows in the state has a bound, and an event does a bounded amount of work for it; what is written for people is for
 * them alone.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { MOST_SESSIONS, MOST_SWEPT, sweepOnceADay } from "../../lib/state/session_files.ts";
import { Results } from "../../lib/state/results.ts";
import { replaceFile, writePage } from "../../lib/system/replace_file.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { database, modeOf, temporaryFolder, transacted } from "../support/state.ts";

const NOW = 1_795_000_000_000;
const HOUR_MS = 3_600_000;

Deno.test("a sweep of 5,000 sessions looks at a bounded number of them, and the next ones go on until few are left", () => {
  using dir = temporaryFolder();
  Deno.mkdirSync(`${dir.path}/sessions`);
  for (let number = 0; number < 5000; number++) {
    // Long names make the folder large, as many files do.
    const path = `${dir.path}/sessions/${number}-${"x".repeat(40)}`;
    Deno.writeTextFileSync(path, "");
    Deno.utimeSync(path, (NOW - 2 * HOUR_MS) / 1000, (NOW - 2 * HOUR_MS) / 1000);
  }
  const count = (): number => [...Deno.readDirSync(`${dir.path}/sessions`)].length;
  let [before, step] = [count(), 0];
  for (let sweeps = 0; sweeps < 60 && before > MOST_SESSIONS; sweeps++) {
    sweepOnceADay(dir.path, NOW, () => 0.5);
    const left = count();
    step = Math.max(step, before - left);
    assert(left < before, `${left} of ${before} are left`);
    before = left;
  }
  assert(step <= MOST_SWEPT, String(step));
  assertEquals(before, MOST_SESSIONS);
  // Few, and swept today: nothing more is done.
  sweepOnceADay(dir.path, NOW, () => 0);
  assertEquals(count(), MOST_SESSIONS);
});

Deno.test("a sweep leaves sessions alone that had an event within the hour", () => {
  using dir = temporaryFolder();
  Deno.mkdirSync(`${dir.path}/sessions`);
  for (let number = 0; number < MOST_SESSIONS + 50; number++) {
    Deno.writeTextFileSync(`${dir.path}/sessions/${number}`, "");
    Deno.utimeSync(`${dir.path}/sessions/${number}`, NOW / 1000, NOW / 1000);
  }
  sweepOnceADay(dir.path, NOW + HOUR_MS / 2);
  assertEquals([...Deno.readDirSync(`${dir.path}/sessions`)].length, MOST_SESSIONS + 50);
});

Deno.test("state.db has a bound in bytes, and so has one result", async () => {
  using dir = temporaryFolder();
  using db = await database(dir.path);
  const results = new Results(db.sql, { linter: "a", limits: { entries: 100_000, ttlMs: 1000 } });
  const set = (key: string, units: number): unknown =>
    transacted(db, () => results.set(key, "x".repeat(units), NOW));
  set("too large", 1024 * 1024 + 1);
  assertEquals(transacted(db, () => results.look("too large", NOW).kind), "miss");
  let largest = 0;
  for (let number = 0; number < 100; number++) {
    set(`key ${number}`, 1_000_000);
    const row = db.sql.prepare("SELECT count(*) AS count FROM result").get();
    largest = Math.max(largest, Number(row?.["count"]));
  }
  assert(largest >= 50 && largest <= 68, `${largest} results of 1 MB`);
  const { page_count } = db.sql.prepare("PRAGMA page_count").get() ?? {};
  assert(Number(page_count) * 4096 < 72 * 1024 * 1024, String(page_count));
});

Deno.test("writePage() writes for the owner alone, and makes no folders", () => {
  using dir = temporaryFolder();
  writePage(`${dir.path}/report.html`, "x");
  assertEquals(modeOf(`${dir.path}/report.html`), "600");
  Deno.chmodSync(`${dir.path}/report.html`, 0o644);
  writePage(`${dir.path}/report.html`, "y");
  assertEquals(modeOf(`${dir.path}/report.html`), "600");
  assertThrows(() => writePage(`${dir.path}/no/such/report.html`, "x"), UserError, "Cannot write");
  assertEquals([...Deno.readDirSync(dir.path)].map(({ name }) => name), ["report.html"]);
});

Deno.test("replaceFile() removes what a killed process left next to the file, and nothing else", () => {
  using dir = temporaryFolder();
  const path = `${dir.path}/settings.json`;
  const names = [
    "settings.json.0123abcd.tmp",
    "settings.json.89abcdef.tmp",
    "settings.json.tmp",
    "other.0123abcd.tmp",
  ];
  for (const name of names) Deno.writeTextFileSync(`${dir.path}/${name}`, "");
  const old = Date.now() / 1000 - 60;
  Deno.utimeSync(`${dir.path}/${names[0]}`, old, old);
  replaceFile(path, "{}");
  assertEquals(
    [...Deno.readDirSync(dir.path)].map(({ name }) => name).sort(),
    ["settings.json", ...names.slice(1)].sort(),
  );
});
