import { assertEquals } from "@std/assert";
import { analyze } from "../../lib/analyzers/hook_files.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { contextOf } from "../support/in_process.ts";

async function found(path: string, content: string, originalFile = ""): Promise<number> {
  const json = { tool_name: "Write", tool_input: { file_path: path, content } };
  const call = toolCall(json, outcomeOf({ originalFile }));
  return (await analyze(call, contextOf(call))).length;
}

const HOOK = "/p/.claude/hooks/a.py";

Deno.test("hook-files finds every way to change sys.path", async () => {
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
      "sys.path[a[0]] = x",
      "sys.path: list[str] = [x]",
      "del sys.path[0]",
      "print(sys.path, sys.path.pop())",
      "site.addsitedir(x)",
      "from site import addsitedir; addsitedir(x)",
      "from sys import path; path.append(x)",
      "from sys import argv, path as where; where += [x]",
      "import sys as s; s.path.append(x)",
      'note = """sys.path\n"""; sys.path.append(x)',
      "sys.path, old = [x], sys.path",
      "old, sys.path = sys.path, [x]",
      '__import__("sys").path.append(x)',
      "from sys import (path); path.append(x)",
    ]
  ) assertEquals(await found(HOOK, `import sys\n${line}\n`), 1, line);
});

Deno.test("hook-files leaves reading, comments, strings and look-alikes alone", async () => {
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
      "if sys.path: x = 1",
      "model sys.path",
      "paths = os.path; path = 1",
      "mysite.addsitedirs(x)",
      'note = """\nsys.path.append(x)\n"""',
      "# import sys as os\nos.path = 1",
      "show(sys.path, key=1)",
      "    sys.path, key=1",
      "old, new = sys.path, x",
      '__import__("os").path.join(x)',
    ]
  ) assertEquals(await found(HOOK, `import sys\n${line}\n`), 0, line);
});

Deno.test("hook-files looks at scripts under .claude/hooks only", async () => {
  const content = "sys.path.append(x)";
  for (const path of [".claude/hooks/a.py", "/p/.claude/hooks/deep/er/a", "/p/.claude/hooks/x/../a.py"]) {
    assertEquals(await found(path, content), 1, path);
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
  ) assertEquals(await found(path, content), 0, path);
});

Deno.test("hook-files keeps quiet about a line that an overwritten file had before", async () => {
  assertEquals(await found(HOOK, "a = 2\nsys.path.append(x)\n", "a = 1\nsys.path.append(x)\n"), 0);
});
