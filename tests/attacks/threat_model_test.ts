/**
 * The threat model names a test for each line, and each is there.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { isFile } from "../../lib/system/files.ts";

Deno.test("each line of the threat model is held by tests that are there", async () => {
  const page = await Deno.readTextFile(`${ROOT}.github/docs/security.md`);
  const rows = page.split("\n").filter((line) =>
    line.startsWith("| ") && !/^\| (?:it cannot|they cannot|it cannot happen that|---)/.test(line)
  );
  assert(rows.length > 20);
  for (const row of rows) assert(/[\w/]+_test\.ts/.test(row), row);
  const named = [...page.matchAll(/[\w/]+_test\.ts/g)].map(([name]) => name);
  assertEquals(named.filter((name) => !isFile(`${ROOT}tests/${name}`)), []);
});
