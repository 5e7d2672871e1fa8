import { assertEquals } from "@std/assert";
import { hooksFor } from "../../lib/agents/claude_code/registration/entries.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { run } from "../support/harness.ts";

Deno.test("deno task plugin writes the hooks that init registers, and names them once", async () => {
  const { code, stderr } = await run([Deno.execPath(), "task", "--quiet", "plugin"], { cwd: ROOT });
  assertEquals(code, 0, stderr);
  const read = (name: string): unknown => JSON.parse(Deno.readTextFileSync(`${ROOT}dist/plugin/${name}`));
  assertEquals(read("hooks/hooks.json"), {
    description: "fasthook looks at every finished tool call",
    hooks: hooksFor({ command: "fasthook", reply: "context" }),
  });
  const { version } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  assertEquals(read(".claude-plugin/plugin.json"), {
    name: "fasthook",
    version,
    description: "Short feedback on tool calls, within milliseconds; needs the fasthook executable on PATH",
    license: "MIT",
  });
});
