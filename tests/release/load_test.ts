/**
 * What `deno task load` sees of a load's traces.
 *
 * @module
 */
import { assertEquals, assertMatch } from "@std/assert";
import { leftBehind, processesOf } from "../../.github/tasks/load_traces.ts";

async function withFolder(use: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Promise.all(
      ["home", "tmp", "project", "state/sessions"].map((name) =>
        Deno.mkdir(`${folder}/${name}`, { recursive: true })
      ),
    );
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("leftBehind() accepts what belongs into a state folder", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/state/journal.jsonl`, "x".repeat(300));
    await Deno.writeTextFile(`${folder}/state/sessions/abc1`, "y".repeat(100));
    assertEquals(leftBehind(folder, 1), { files: 2, bytes: 400, problems: [] });
  }));

Deno.test("leftBehind() names what was left elsewhere, what it does not know, and what is too large", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/tmp/a`, "");
    await Deno.writeTextFile(`${folder}/state/odd`, "");
    await Deno.writeTextFile(`${folder}/state/sessions/abc1`, "y".repeat(300_000));
    assertEquals(leftBehind(folder, 1).problems, [
      "left over: tmp/a",
      "unknown state file: odd",
      "sessions/abc1 holds 300000 bytes, at most 204800",
    ]);
  }));

Deno.test("leftBehind() names state that grows faster than the events", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/state/journal.jsonl`, "x".repeat(4_000_000));
    assertMatch(
      leftBehind(folder, 10).problems.join(),
      /^the state holds 4000000 bytes after 10 events, at most \d+$/,
    );
  }));

Deno.test({
  name: "processesOf() finds a process by the folder in its environment",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withFolder(async (folder) => {
      assertEquals(processesOf(folder), []);
      const child = new Deno.Command("sleep", { args: ["30"], env: { STATE: folder }, stdin: "null" })
        .spawn();
      assertEquals(processesOf(folder), [String(child.pid)]);
      child.kill("SIGKILL");
      await child.status;
    }),
});
