/**
 * A linter is one file, one row and one case: whatever else lists linters agrees with the table.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { allowedPrograms, linterEndings } from "../../.github/tasks/lists.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { LINTERS, lintersOf } from "../../lib/linters/table.ts";
import { ENDINGS, mayConcernLinters } from "../../lib/linters/wants.ts";
import { PRINTED } from "./printed.ts";

function sort(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

Deno.test("deno.json allows hook mode to start every linter's program, and nothing else (deno task lists)", () => {
  assertEquals(config.permissions.hook.run, allowedPrograms());
});

Deno.test("hook mode's list of endings is that of the table (deno task lists)", () => {
  assertEquals(ENDINGS.trim().split(" "), linterEndings());
});

Deno.test("every linter's file has a row, and every program a case of what it prints", async () => {
  const table = await Deno.readTextFile(`${ROOT}lib/linters/table.ts`);
  const files = ["programs", "syntax"].flatMap((folder) =>
    [...Deno.readDirSync(`${ROOT}lib/linters/${folder}`)].map(({ name }) => `./${folder}/${name}`)
  ).filter((path) => !path.endsWith(".d.ts"));
  assertEquals(
    sort([...table.matchAll(/import\("([^"]+)"\)/g)].map(([, path = ""]) => path)),
    sort(files),
  );
  assertEquals(
    sort(Object.keys(PRINTED)),
    sort(LINTERS.filter(({ program }) => program !== undefined).map(({ id }) => id)),
  );
});

Deno.test("hook mode takes every whole name of the table for a file that a linter may look at", () => {
  const names = LINTERS.flatMap(({ names = [] }) => names);
  for (const name of names) {
    assert(mayConcernLinters({ status: "succeeded", kind: "edit", path: `/p/${name}`, command: "" }), name);
    assert(lintersOf(`/p/${name}`).length > 0, name);
    assertEquals(lintersOf(`/p/${name}.bak`), [], name);
  }
  assert(names.length > 0);
});

Deno.test("no two linters have the same id", () => {
  assertEquals(sort(LINTERS.map(({ id }) => id)).length, LINTERS.length);
});
