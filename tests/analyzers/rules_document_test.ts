import { assert, assertEquals } from "@std/assert";
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import { ROOT } from "../../.github/tasks/program.ts";

/** The rows of the document's table: rule, what it adds, when it is silent. */
function rows(): string[][] {
  return Deno.readTextFileSync(`${ROOT}.github/docs/rules.md`).split("\n").filter((line) =>
    line.startsWith("| `")
  )
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

Deno.test("rules.md says of each built-in rule what it adds, and when it is silent", async () => {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  const rules = modules.flatMap(({ rules }) => rules()).map(({ id, adds }) => [
    `\`${id.replace(/^linters\/.*/, "linters/*")}\``,
    adds,
  ]);
  const unique = [...new Map(rules.map(([id = "", adds = ""]) => [id, adds]))];
  assertEquals(rows().map(([rule, adds]) => [rule, adds]).sort(), unique.sort());
  for (const [rule, , silence = ""] of rows()) assert(silence.length > 10, rule);
});
