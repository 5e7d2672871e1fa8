/**
 * A linter is one file, one row and one case: whatever else lists linters agrees with the table.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "../../.github/tasks/program.ts";
import { LINTERS } from "../../lib/linters/table.ts";
import { ENDINGS } from "../../lib/linters/wants.ts";
import { PRINTED } from "./printed.ts";

/** Programs that are no linters: the one that doctor tries, and what runs a project's own. */
const OTHER_PROGRAMS = ["fasthook", "node"];

/** What limits and ends linters. Only an administrator can put programs there, whatever PATH says. */
const SYSTEM_PROGRAMS = ["/bin", "/usr/bin"].flatMap((folder) =>
  ["kill", "prlimit", "setpriv"].map((name) => `${folder}/${name}`)
);

function sort(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

Deno.test("deno.json allows hook mode to start every linter's program, and nothing that no row needs", () => {
  const programs = LINTERS.flatMap(({ program }) => program ?? []);
  assertEquals(
    sort(config.permissions.hook.run),
    sort([...programs, ...OTHER_PROGRAMS, ...SYSTEM_PROGRAMS]),
  );
});

Deno.test("hook mode's list of endings is that of the table", () => {
  assertEquals(
    sort(ENDINGS.trim().split(" ").concat("")),
    sort(LINTERS.flatMap(({ endings }) => endings)),
  );
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

Deno.test("no two linters have the same id", () => {
  assertEquals(sort(LINTERS.map(({ id }) => id)).length, LINTERS.length);
});
