/**
 * Tests of lib/commands/shared/built_in_rules.ts: every rule that is built in is described.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import { describeBuiltIn } from "../../lib/commands/shared/built_in_rules.ts";

Deno.test("every built-in rule is described, with an example that is not its counter-example", async () => {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  for (const { id } of modules.flatMap((module) => module.rules())) {
    const about = describeBuiltIn(id);
    assert(about !== undefined, id);
    assert(about.example !== about.counterExample, id);
    assertEquals(Object.values(about).filter((text) => text.trim().length < 5), [], id);
  }
  assertEquals(describeBuiltIn("team/no-console"), undefined);
});
