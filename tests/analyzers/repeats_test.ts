/**
 * What a session remembers of runs of checks: a simple command whose output names no failure is remembered without reading
 * it, and just as if it were read.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { observe } from "../../lib/analyzers/repeats.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { EMPTY_MEMORY } from "../../lib/state/memory.ts";
import { contextOf } from "../support/in_process.ts";

async function keysOf(command: string, stdout: string): Promise<readonly string[]> {
  const call = toolCall({ tool_name: "Bash", tool_input: { command } }, outcomeOf({ stdout, stderr: "" }));
  return await observe(call, { ...contextOf(call), memory: EMPTY_MEMORY });
}

function kinds(keys: readonly string[]): string {
  return keys.map((key) => key.slice(0, key.indexOf(":"))).join(" ");
}

Deno.test("a green run is the same run with and without a filter", async () => {
  for (const command of ["npm test", "cargo build --release", "npx eslint src", "make"]) {
    const [run, line] = await keysOf(command, "all is well\n");
    const [filtered, other] = await keysOf(`${command} | tail -5`, "all is well\n");
    assert(run !== undefined && line !== undefined);
    assertEquals(filtered, run, command);
    assert(other !== line, command);
  }
});

Deno.test("what failed before the first change is remembered, in the forms of many programs", async () => {
  for (
    const [command, output] of [
      ["npx jest", "FAIL src/a.test.js\n  ● adds\n\nTests: 1 failed, 3 total\n"],
      ["pytest -q", "FAILED tests/test_a.py::test_b - assert 1 == 2\n1 failed in 0.10s\n"],
      ["go test ./...", "--- FAIL: TestA (0.00s)\n    a_test.go:5: got 1\nFAIL\n"],
      [
        "npx eslint src",
        "/p/src/a.js\n  1:7  error  'x' is never used  no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)\n",
      ],
      ["npx tsc --noEmit", "src/a.ts(1,7): error TS2322: Type 'string' is not assignable.\n"],
      ["cargo test", "test a::b ... FAILED\n\ntest result: FAILED. 0 passed; 1 failed; 0 ignored\n"],
      ["node --test", "not ok 1 - adds\n# fail 1\n"],
      ["make", "cc -c a.c\na.c:1:5: error: expected ';'\nmake: *** [Makefile:2: a.o] Error 1\n"],
    ] as const
  ) {
    assertEquals(
      kinds(await keysOf(command, output)).replace(/ base( base)*$/, " base"),
      "run line base",
      command,
    );
    assertEquals(kinds(await keysOf(command, "0 problems\n")), "run line", command);
  }
});
