import { assert, assertEquals } from "@std/assert";
import { clearState } from "../../lib/state/clearing.ts";
import { Results } from "../../lib/state/results.ts";
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
