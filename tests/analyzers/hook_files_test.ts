import { assertEquals } from "@std/assert";
import { analyze } from "../../lib/analyzers/hook_files.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { contextOf } from "../support/in_process.ts";

function found(path: string, content: string, originalFile = ""): number {
  const json = { tool_name: "Write", tool_input: { file_path: path, content } };
  const call = toolCall(json, outcomeOf({ originalFile }));
  return analyze(call, contextOf(call)).length;
}

const HOOK = "/p/.claude/hooks/a.py";

Deno.test("hook-files finds every way to change sys.path", () => {
  for (
    const line of [
      "sys.path.insert(0, x)",
      "    sys.path.append(x)",
      "if x: sys.path.extend([x])",
      "import sys; sys.path.append(x)",
      "sys.path = [x]",
      "sys.path += [x]",
      "sys.path[:0] = [x]",
      "sys.path[0] = x",
      "sys.path [ 1 : ] += [x]",
      "sys.path.remove (x)",
      "print(sys.path); sys.path.sort()",
      "sys.path=[x]",
    ]
  ) assertEquals(found(HOOK, `import sys\n${line}\n`), 1, line);
});

Deno.test("hook-files leaves reading, comments, strings and look-alikes alone", () => {
  for (
    const line of [
      "print(sys.path)",
      "for p in sys.path:",
      "if sys.path == []:",
      "first = sys.path[0]",
      "# sys.path.append(x)",
      "x = 1  # sys.path.append(x)",
      'print("use sys.path.append(x)")',
      "mysys.pathology.append(x)",
      "os.sys_path.append(x)",
      "my_sys.path.append(x)",
      "sys.path.append",
      "sys.path.index(x)",
      "sys.path[0] == x",
      "sys.path[i=1] = x",
    ]
  ) assertEquals(found(HOOK, `import sys\n${line}\n`), 0, line);
});

Deno.test("hook-files looks at scripts under .claude/hooks only", () => {
  const content = "sys.path.append(x)";
  for (const path of [".claude/hooks/a.py", "/p/.claude/hooks/deep/er/a", "/p/.claude/hooks/x/../a.py"]) {
    assertEquals(found(path, content), 1, path);
  }
  for (
    const path of [
      "/p/hooks/a.py",
      "/p/.claude/hooks.py",
      "/p/.claude/hooks/../a.py",
      "/p/.claude/hooks/README.md",
      "/p/my.claude/hooks2/a.py",
      "/p/.claude/hooks/path_resolver.py",
    ]
  ) assertEquals(found(path, content), 0, path);
});

Deno.test("hook-files keeps quiet about a line that an overwritten file had before", () => {
  assertEquals(found(HOOK, "a = 2\nsys.path.append(x)\n", "a = 1\nsys.path.append(x)\n"), 0);
});
