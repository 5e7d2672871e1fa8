/**
 * Help, on the executable under test: it follows the table of commands.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { usageOf } from "../../lib/commands/shared/usage.ts";
import { manualPage } from "../../lib/commands/man.ts";
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

for (const row of COMMANDS) {
  const { name, summary, options, operands, example } = row;
  Deno.test(`help ${name} shows its summary, usage, every option and an example that names it`, async () => {
    const { code, stdout } = await run(program(), { args: ["help", name] });
    assertEquals(code, 0);
    assertStringIncludes(stdout, `fasthook ${name}: ${summary}`);
    assertStringIncludes(stdout, `fasthook ${name} ${usageOf(row)}`.trimEnd());
    const lines = stdout.split("\n").map((line) => line.trim());
    for (const entry of [...options, ...operands]) {
      const isDescribed = lines.some((line) => line.includes(entry.name) && line.endsWith(entry.does));
      assert(isDescribed, entry.name);
    }
    assert(lines.some((line) => line.startsWith("-h, --help")));
    assertStringIncludes(stdout, example);
    assert(example.includes(`fasthook ${name}`), example);
  });
}

for (const { name, aliases = [] } of COMMANDS) {
  for (const alias of aliases) {
    Deno.test(`${alias} is ${name}`, async () => {
      const { stdout } = await run(program(), { args: [alias, "--help"] });
      assert(stdout.startsWith(`fasthook ${name}: `), stdout);
    });
  }
}

Deno.test("the manual page has every command and option, and no line that begins with a stray request", () => {
  const page = manualPage();
  for (const { name, options } of COMMANDS) {
    assertStringIncludes(page, `.SS "fasthook ${name}`);
    for (const option of options) assertStringIncludes(page, `\\-\\-${option.name.replaceAll("-", "\\-")}`);
  }
  const requests = page.split("\n").filter((line) => line.startsWith(".")).map((line) => line.slice(0, 3));
  assertEquals([...new Set(requests)].sort(), [".B ", ".PP", ".SH", ".SS", ".TH", ".TP", ".br"]);
});

Deno.test("what cannot be written to standard output is an error, except where the reader has gone", async () => {
  const line = program().map((word) => `'${word}'`).join(" ");
  const full = await run(["sh", "-c", `${line} help >/dev/full`]);
  assertEquals([full.code, full.stderr], [
    1,
    "fasthook: Cannot write to standard output: No space left on device\n",
  ]);
  const gone = await run(["bash", "-c", `${line} help | :; exit \${PIPESTATUS[0]}`]);
  assertEquals([gone.code, gone.stderr], [0, ""]);
});
