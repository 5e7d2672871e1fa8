/**
 * Help, on the executable under test: it follows the table of commands.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { COMMANDS } from "../../lib/commands/table.ts";
import { program, run } from "../support/harness.ts";

Deno.test("--help, -h and help print the same, also with an event waiting and nothing in the environment", async () => {
  const outcomes = await Promise.all([
    run(program(), { args: ["--help"] }),
    run(program(), { args: ["-h"], stdin: "{}" }),
    run(program(), { args: ["help"] }),
    run(program(), { args: ["--reply=context", "--help"], stdin: "{", env: { HOME: "/nonexistent" } }),
  ]);
  for (const { code, stdout, stderr } of outcomes) {
    assertEquals([code, stdout, stderr], [0, outcomes[0]?.stdout, ""]);
  }
  for (const { name, summary } of COMMANDS) {
    assert(
      outcomes[0]?.stdout.split("\n").some((line) => line.trim().startsWith(name) && line.endsWith(summary)),
      name,
    );
  }
});

for (const { name, summary, usage, example } of COMMANDS) {
  Deno.test(`help ${name} shows its summary, usage and an example that names it`, async () => {
    const { code, stdout } = await run(program(), { args: ["help", name] });
    assertEquals(code, 0);
    assertStringIncludes(stdout, `fasthook ${name}: ${summary}`);
    assertStringIncludes(stdout, `fasthook ${name} ${usage}`.trimEnd());
    assertStringIncludes(stdout, example);
    assert(example.includes(`fasthook ${name}`), example);
  });
}
