import { assert, assertEquals } from "@std/assert";
import { clearState } from "../../lib/state/clearing.ts";
import { Results } from "../../lib/state/results.ts";
import { newPatience } from "../../lib/system/lock.ts";
import { database, folderAt, temporaryFolder, transacted } from "../support/state.ts";

Deno.test("clearState() empties the cache and gives its room back to the disk", async () => {
  using dir = temporaryFolder();
  {
    using db = await database(dir.path);
    const results = new Results(db.sql, { linter: "ruff", limits: { entries: 1000, ttlMs: 1000 } });
    transacted(db, () => {
      for (let key = 0; key < 200; key++) results.set(`k${key}`, "x".repeat(5000), 1);
    });
  }
  const full = Deno.statSync(`${dir.path}/state.db`).size;
  const cleared = await clearState(dir, "cache");
  assert(cleared.kind === "cleared" && cleared.bytes > 900_000, JSON.stringify(cleared));
  assert(Deno.statSync(`${dir.path}/state.db`).size < full / 10);
  using db = await database(dir.path);
  assertEquals(new Results(db.sql, { linter: "ruff", limits: { entries: 1, ttlMs: 1 } }).counts().hits, 0);
});

Deno.test("clearState() removes the files of its part and no others, and says how many bytes they held", async () => {
  using dir = temporaryFolder();
  const lengths = { journal: 11, sessions: 7, settings: 5 };
  const paths = {
    journal: `${dir.path}/journal.jsonl`,
    sessions: `${dir.path}/sessions/abc`,
    settings: `${dir.path}/settings/abc`,
  };
  for (const part of ["journal", "sessions", "settings"] as const) {
    Deno.mkdirSync(paths[part].replace(/\/[^/]*$/, ""), { recursive: true });
    Deno.writeTextFileSync(paths[part], "x".repeat(lengths[part]));
  }
  const isThere = (path: string): boolean =>
    Deno.statSync(path.replace(/\/[^/]*$/, "")).isDirectory &&
    [...Deno.readDirSync(path.replace(/\/[^/]*$/, ""))].some(({ name }) => path.endsWith(`/${name}`));
  assertEquals(await clearState(dir, "sessions"), { kind: "cleared", part: "sessions", bytes: 7 });
  assertEquals(Object.values(paths).map(isThere), [true, false, true]);
  assertEquals(await clearState(dir, "journal"), { kind: "cleared", part: "journal", bytes: 11 });
  assertEquals(Object.values(paths).map(isThere), [false, false, true]);
  assertEquals(await clearState(dir, "settings"), { kind: "cleared", part: "settings", bytes: 5 });
});

Deno.test("clearState() removes databases that were set aside, with their logs", async () => {
  using dir = temporaryFolder();
  for (const end of ["", "-wal", "-shm"]) {
    Deno.writeTextFileSync(`${dir.path}/state.db.damaged-5${end}`, "1234");
  }
  assertEquals(await clearState(dir, "cache"), { kind: "cleared", part: "cache", bytes: 4 });
  assertEquals([...Deno.readDirSync(dir.path)], []);
});

Deno.test("clearState() says that the cache is locked, and empties nothing", async () => {
  using dir = temporaryFolder();
  using holder = await database(dir.path);
  const results = new Results(holder.sql, { linter: "ruff", limits: { entries: 10, ttlMs: 1000 } });
  transacted(holder, () => results.set("a", "[]", 1));
  holder.sql.exec("BEGIN IMMEDIATE");
  const patience = newPatience(0);
  assertEquals(await clearState({ ...dir, patience }, "cache"), {
    kind: "none",
    part: "cache",
    problem: "locked",
  });
  holder.sql.exec("ROLLBACK");
  assertEquals(results.look("a", 2).kind, "hit");
});

Deno.test("clearState() of nothing clears nothing", async () => {
  using dir = temporaryFolder();
  for (const part of ["cache", "settings", "sessions", "journal"] as const) {
    // deno-lint-ignore no-await-in-loop -- one part after another
    assertEquals(await clearState(dir, part), { kind: "cleared", part, bytes: 0 });
  }
  assertEquals([...Deno.readDirSync(dir.path)], []);
});

Deno.test("clearState() says why it cannot", async () => {
  const gone = await clearState(folderAt("/nonexistent/fasthook"), "journal");
  assertEquals(gone, { kind: "none", part: "journal", problem: "gone" });
});
