/**
 * Files of hooks: what is added and taken out, and what stays.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { type AgentRegistration, REGISTRATIONS } from "../../lib/agents/registrations/table.ts";
import { commandLine } from "../../lib/agents/shared/command_line.ts";
import { addHooks, ownElements, removeHooks } from "../../lib/agents/shared/hook_file.ts";
import { obstaclesOf } from "../../lib/agents/registrations/obstacles.ts";
import { UserError } from "../../lib/text/user_error.ts";

const OTHERS = {
  nested:
    '{\n  "a": 1,\n  "hooks": {\n    "Other": [{ "hooks": [{ "type": "command", "command": "x" }] }]\n  }\n}\n',
  empty: "{}",
  flat: '{"hooks":{"PostToolUse":[{"type":"command","bash":"fasthook-not --reply=context"}]},"version":1}',
};

for (const row of REGISTRATIONS) {
  Deno.test(`${row.id}: what is added can be taken out, and adding again changes nothing`, () => {
    for (const [name, text] of Object.entries(OTHERS)) {
      const added = addHooks(text, { path: "f", file: row, command: "/a b/fasthook" });
      const own = ownElements(added, { path: "f", file: row });
      assertEquals(own.map(({ event }) => event), row.entries.map(({ event }) => event), name);
      assertEquals(addHooks(added, { path: "f", file: row, command: "/a b/fasthook" }), added, name);
      const removed: unknown = JSON.parse(removeHooks(added, { path: "f", file: row }));
      assertEquals(removed, JSON.parse(text), name);
    }
  });

  Deno.test(`${row.id}: another command or a second entry is replaced, at the end`, () => {
    const once = addHooks(undefined, { path: "f", file: row, command: "fasthook" });
    const moved = addHooks(once, { path: "f", file: row, command: "/new/fasthook" });
    assertEquals(moved, addHooks(undefined, { path: "f", file: row, command: "/new/fasthook" }));
  });
}

Deno.test("a handler of ours in another's group goes, the group stays", () => {
  const row = rowOf("codex");
  const text =
    '{"hooks":{"PostToolUse":[{"hooks":[{"command":"mine"},{"command":"fasthook --reply=stderr"}]}]}}';
  assertEquals(
    removeHooks(text, { path: "f", file: row }),
    '{"hooks":{"PostToolUse":[{"hooks":[{"command":"mine"}]}]}}',
  );
});

Deno.test("of two lists for one event the one that holds our handler loses it", () => {
  const [row] = REGISTRATIONS;
  assert(row !== undefined);
  const text =
    '{"hooks":{"Stop":[{"command":"fasthook --reply=stderr"},{"command":"mine"}],"Stop":[{"command":"other"}]}}';
  assertEquals(
    removeHooks(text, { path: "f", file: row }),
    '{"hooks":{"Stop":[{"command":"mine"}],"Stop":[{"command":"other"}]}}',
  );
});

Deno.test("a file that the agent does not read is refused, and named", () => {
  const [codex, gemini] = [rowOf("codex"), rowOf("gemini")];
  const commented = "{ // mine\n}";
  assertThrows(
    () => addHooks(commented, { path: "/h/hooks.json", file: codex, command: "fasthook" }),
    UserError,
    "Cannot use /h/hooks.json",
  );
  assert(addHooks(commented, { path: "f", file: gemini, command: "fasthook" }).includes("// mine"));
  for (const text of ["[]", '{"hooks": []}', '{"hooks": {"AfterTool": {}}}', "{"]) {
    assertThrows(() => addHooks(text, { path: "f", file: gemini, command: "fasthook" }), UserError, "f");
  }
});

Deno.test("a path with blanks or signs is quoted for each shell", () => {
  assertEquals(commandLine("/a/fasthook", "posix"), "/a/fasthook --reply=context");
  assertEquals(commandLine("/it's/fasthook", "posix"), `'/it'\\''s/fasthook' --reply=context`);
  assertEquals(commandLine("/a b/$x/fasthook", "posix"), "'/a b/$x/fasthook' --reply=context");
  assertEquals(commandLine("C:\\a\\fasthook.exe", "cmd"), "C:\\a\\fasthook.exe --reply=context");
  assertEquals(commandLine("C:\\a b\\fasthook.exe", "cmd"), '"C:\\a b\\fasthook.exe" --reply=context');
  assertEquals(
    commandLine("C:\\it's\\fasthook.exe", "powershell"),
    "& 'C:\\it''s\\fasthook.exe' --reply=context",
  );
});

Deno.test("what keeps Gemini CLI and Qwen Code from running a hook", () => {
  const messages = (id: string, text: string): string[] => {
    const row = rowOf(id);
    const whole = addHooks(text, { path: "f", file: row, command: "fasthook" });
    const own = ownElements(whole, { path: "f", file: row });
    return obstaclesOf({ row, text: whole, own }, { env: () => undefined, cwd: "/nowhere" })
      .map(({ message }) => message.slice(0, 30));
  };
  assertEquals(messages("gemini", "{}"), []);
  assertEquals(messages("gemini", '{"hooksConfig":{"enabled":false}}'), ["hooks are off: hooksConfig.ena"]);
  assertEquals(messages("gemini", '{"hooksConfig":{"disabled":["fasthook"]}}'), [
    "fasthook is named in hooksConf",
  ]);
  assertEquals(messages("qwen", "{}"), []);
  assertEquals(messages("qwen", '{"disableAllHooks":true}'), ["hooks are off: disableAllHooks"]);
  assertEquals(messages("copilot", "{}"), []);
});

function rowOf(id: string): AgentRegistration {
  const row = REGISTRATIONS.find((row) => row.id === id);
  assert(row !== undefined, id);
  return row;
}
