import { assertEquals } from "@std/assert";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { mayChangeFiles } from "../../lib/event/change.ts";

function mayChange(command: string): boolean {
  return mayChangeFiles(toolCall({ tool_name: "Bash", tool_input: { command } }, outcomeOf({ stdout: "" })));
}

Deno.test("mayChangeFiles() is false for checks, for reading, and where an output is kept", () => {
  for (
    const command of [
      "npx jest 2>&1 | tail -5",
      "npx playwright test",
      "git status --short; git diff | head",
      "cargo test 2>&1 | tee /tmp/t.log | tail -3",
      "npx vitest run > v.log 2>&1; tail v.log",
      "pytest -q >/dev/null",
    ]
  ) assertEquals(mayChange(command), false, command);
});

Deno.test("mayChangeFiles() is true for what writes or may write", () => {
  for (
    const command of [
      "git checkout topic",
      "git status; git stash pop",
      "echo x > a.ts",
      "echo x | tee a.ts",
      "sed -i s/a/b/ a.ts",
      "npx prisma generate",
      "python3 tools/make_pages.py",
    ]
  ) assertEquals(mayChange(command), true, command);
});
