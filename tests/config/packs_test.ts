import { assert, assertEquals } from "@std/assert";
import { hasGithubChecksum } from "../../lib/config/packs/secrets.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { COACH, PACKS } from "../../lib/config/packs/table.ts";
import { findRequiredLiteral, linear } from "../../lib/text/pattern.ts";
import { findInText } from "../../lib/config/rules/match.ts";

const RULES = (await Promise.all(PACKS.map(({ load }) => load()))).flat();

for (const rule of RULES) {
  Deno.test(`${rule.id} is linear and matches its examples only`, () => {
    assertEquals(rule.source, `pack ${rule.id.split("/")[0]}`);
    for (const matcher of [rule.match, rule.unless]) {
      if (matcher === undefined || "text" in matcher) continue;
      linear(matcher.pattern);
      // A single character is in most texts: to look for it gains nothing.
      const literal = findRequiredLiteral(matcher.pattern);
      assertEquals(matcher.literal ?? "", literal.length < 2 ? "" : literal, matcher.pattern);
    }
    assert(rule.examples.length > 0 && rule.counterExamples.length > 0);
    for (const example of rule.examples) {
      assert(findInText(rule, example) !== undefined, `no match in: ${example}`);
    }
    for (const example of rule.counterExamples) {
      assertEquals(findInText(rule, example), undefined, `match in: ${example}`);
    }
  });
}

Deno.test("every file of a pack has a row, and its rules the pack's name as their group", async () => {
  const files = [...Deno.readDirSync(`${ROOT}lib/config/packs`)].map(({ name }) => name);
  assertEquals(
    files.filter((name) => name !== "table.ts").sort(),
    PACKS.filter(({ name }) => name !== COACH).map(({ name }) => `${name}.ts`).sort(),
  );
  for (const { name, load } of PACKS) {
    for (const { id } of await load()) assert(id.startsWith(`${name}/`), id);
  }
});

Deno.test("rules of packs have ids of their own", () => {
  assertEquals(new Set(RULES.map(({ id }) => id)).size, RULES.length);
});

Deno.test("secrets never repeats what it found", () => {
  for (const { id, text } of RULES) if (id.startsWith("secrets/")) assert(!text.includes("{match}"), id);
});

Deno.test("hasGithubChecksum() knows a right checksum from a wrong one", () => {
  assert(hasGithubChecksum("ghp_" + "0".repeat(30) + "2C8GjS"));
  assert(!hasGithubChecksum("ghp_" + "0".repeat(30) + "2C8GjT"));
});

Deno.test("findRequiredLiteral() gives a text that every match contains", () => {
  assertEquals(findRequiredLiteral("console\\.log\\("), "console.log(");
  assertEquals(findRequiredLiteral("ab?cd+e"), "cd");
  assertEquals(findRequiredLiteral("foo|bar"), "");
  assertEquals(findRequiredLiteral("(?:foo|bar)baz[ab]"), "baz");
  assertEquals(findRequiredLiteral("x{0,2}y"), "y");
  assertEquals(findRequiredLiteral("^\\s+$"), "");
  assertEquals(findRequiredLiteral("a\\db"), "a");
});
