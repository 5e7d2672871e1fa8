/**
 * Unit tests of lib/registration/: what is ours, what is refused, how a file is written.
 *
 * @module
 */
import { HOOK_ENTRIES } from "../../lib/agents/claude_code/registration/entries.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../lib/text/user_error.ts";
import { addFasthook, findOurs, removeFasthook } from "../../lib/agents/claude_code/registration/change.ts";
import { findJsonProblem } from "../../lib/agents/claude_code/registration/document.ts";
import { placeAt } from "../../lib/text/jsonc_tree.ts";
import {
  hooksFor,
  isFasthook,
  type Registration,
  registrationOf,
} from "../../lib/agents/claude_code/registration/entries.ts";
import { backupPath, readSettings, writeBackup, writeSettings } from "../../lib/system/user_file.ts";
import { settingsFile, settingsFiles } from "../../lib/agents/claude_code/registration/places.ts";
import { program, run } from "../support/harness.ts";

const CONTEXT: Registration = { command: "/opt/fasthook", reply: "context" };

function upgrade(settings: unknown): unknown {
  const text = JSON.stringify(settings, null, 2);
  return JSON.parse(addFasthook(text, { path: "s.json", registration: CONTEXT }));
}

function refusal(text: string): string {
  const error = assertThrows(
    () => addFasthook(text, { path: "s.json", registration: CONTEXT }),
    UserError,
  );
  return error.message;
}

Deno.test("isFasthook() knows the program by its last part only", () => {
  for (const ours of ["fasthook", "/a b/fasthook", "C:\\x\\fasthook.exe", "${CLAUDE_PROJECT_DIR}/fasthook"]) {
    assert(isFasthook(ours), ours);
  }
  for (const other of ["", "fasthook2", "my-fasthook", "/fasthook/run", "fasthook.py", "/opt/fasthook/"]) {
    assert(!isFasthook(other), other);
  }
});

Deno.test("registrationOf() reads exec form and shell form", () => {
  const read = (command: string, args?: unknown): unknown =>
    registrationOf({ type: "command", command, ...(args !== undefined && { args }) });
  assertEquals(read("/a b/fasthook", []), { command: "/a b/fasthook", reply: "stderr" });
  assertEquals(read("fasthook", ["--reply", "context"]), { command: "fasthook", reply: "context" });
  assertEquals(read("/opt/fasthook --reply=context"), { command: "/opt/fasthook", reply: "context" });
  assertEquals(read('"/a b/fasthook" --reply=stderr || true'), { command: "/a b/fasthook", reply: "stderr" });
  assertEquals(read('"$CLAUDE_PROJECT_DIR"/bin/fasthook'), {
    command: "$CLAUDE_PROJECT_DIR/bin/fasthook",
    reply: "stderr",
  });
  assertEquals(read("/a b/fasthook"), { command: "/a b/fasthook", reply: "stderr" });
});

Deno.test("registrationOf() leaves subcommands and other programs alone", () => {
  for (const command of ["fasthook stats", "echo fasthook", "fasthook-x", "", "cd /x && fasthook"]) {
    assertEquals(registrationOf({ type: "command", command }), undefined, command);
  }
  assertEquals(registrationOf({ type: "command", command: "fasthook", args: ["doctor"] }), undefined);
  for (const handler of [null, "fasthook", [], { command: 1 }, { type: "prompt", prompt: "fasthook" }]) {
    assertEquals(registrationOf(handler), undefined);
  }
});

Deno.test("addFasthook() writes the whole table into an empty file", () => {
  assertEquals(upgrade({}), { hooks: hooksFor(CONTEXT) });
});

Deno.test("addFasthook() updates a shell form with another path and timeout in its place", () => {
  const old = { type: "command", command: "/old/fasthook --reply=context", timeout: 60, statusMessage: "x" };
  const others = { matcher: "Bash", hooks: [{ type: "command", command: "jq" }, old] };
  const expected = hooksFor(CONTEXT);
  assertEquals(upgrade({ hooks: { PostToolUse: [others] } }), {
    hooks: {
      ...expected,
      PostToolUse: [{
        matcher: "Bash",
        hooks: [{ type: "command", command: "jq" }, {
          type: "command",
          command: "/opt/fasthook",
          timeout: 10,
          statusMessage: "x",
          args: ["--reply=context"],
        }],
      }],
    },
  });
});

Deno.test("addFasthook() takes out flat entries, doubles and entries for events without a use", () => {
  const ours = { type: "command", command: "fasthook" };
  const settings = {
    hooks: {
      Stop: [{ hooks: [ours] }],
      PostToolUse: [ours, { hooks: [ours, ours] }, { hooks: [ours] }],
      PreToolUse: [{ hooks: [ours, { type: "command", command: "jq" }] }],
    },
  };
  assertEquals(upgrade(settings), {
    hooks: { ...hooksFor(CONTEXT), PreToolUse: [{ hooks: [{ type: "command", command: "jq" }] }] },
  });
});

Deno.test("addFasthook() keeps two groups of ours with different matchers", () => {
  const group = (matcher: string): unknown => ({
    matcher,
    hooks: [{ type: "command", command: "fasthook" }],
  });
  const text = JSON.stringify({ hooks: { PostToolUse: [group("Bash"), group("Write")] } });
  const after = addFasthook(text, { path: "s.json", registration: CONTEXT });
  assertEquals(findOurs(after, "s.json").filter(({ event }) => event === "PostToolUse").length, 2);
});

Deno.test("addFasthook() adds to a file on one line without blanks", () => {
  const after = addFasthook('{"a":1}', { path: "s.json", registration: CONTEXT });
  assertEquals(after, `{"a":1,"hooks":${JSON.stringify(hooksFor(CONTEXT))}}`);
});

Deno.test("removeFasthook() does not bring a key back to life that is written twice", () => {
  const ours = '[{"hooks":[{"type":"command","command":"fasthook"}]}]';
  const text = `{"hooks":{"Stop":[1]},"hooks":{"PostToolUse":${ours}}}`;
  assertEquals(removeFasthook(text, "s.json"), '{"hooks":{"Stop":[1]},"hooks":{}}');
});

Deno.test("a settings file that is not plain JSON is refused with the place and what is there", () => {
  const path = "Cannot use s.json: wanted plain JSON, got ";
  assertEquals(refusal('{\n  // x\n  "a": 1\n}'), `${path}a comment at line 2, column 3`);
  assertEquals(refusal('{"a": "//", /* x */ "b": 1}'), `${path}a comment at line 1, column 13`);
  assertEquals(refusal('{\n\t"a": [1, 2,],\n}'), `${path}a trailing comma at line 2, column 12`);
  assertEquals(refusal("{'a': 1}"), `${path}"'" instead of a key or "}" at line 1, column 2`);
  assertEquals(refusal('{"a": 1'), `${path}the end of the file instead of "," or "}" at line 1, column 7`);
  assertEquals(refusal('{"a": NaN}'), `${path}"N" instead of a value at line 1, column 7`);
  assertEquals(refusal('{"a":1} x'), `${path}"x" instead of the end of the file at line 1, column 9`);
});

Deno.test("a settings file whose hooks are no hooks is refused", () => {
  assertEquals(refusal("[1]"), "Cannot use s.json: wanted an object, got [1]");
  assertEquals(
    refusal('{\n  "hooks": []\n}'),
    'Cannot use s.json: "hooks" must be an object, got [] at line 2, column 12',
  );
  assertEquals(
    refusal('{"hooks": {"SessionEnd": {"a": 1}}}'),
    'Cannot use s.json: "SessionEnd" must be an array, got an object at line 1, column 26',
  );
});

Deno.test("findJsonProblem() says which problems make Claude Code ignore the file", () => {
  assertEquals(findJsonProblem('{"a":1,}')?.ignored, true);
  assertEquals(findJsonProblem("{")?.ignored, false);
  assertEquals(findJsonProblem("{}"), undefined);
});

Deno.test("placeAt() counts lines and columns from 1", () => {
  assertEquals(placeAt("ab\ncd", 0), { line: 1, column: 1 });
  assertEquals(placeAt("ab\ncd", 4), { line: 2, column: 2 });
});

Deno.test("settingsFile() respects CLAUDE_CONFIG_DIR for the user only", () => {
  const env = (name: string): string | undefined => ({ CLAUDE_CONFIG_DIR: "cfg", HOME: "/h" })[name];
  assertEquals(settingsFile("user", { env, cwd: "/p" }), "/p/cfg/settings.json");
  assertEquals(settingsFile("project", { env, cwd: "/p" }), "/p/.claude/settings.json");
  assertEquals(settingsFile("local", { env, cwd: "/p" }), "/p/.claude/settings.local.json");
});

Deno.test("settingsFiles() names a file once in the home folder, and needs a home", () => {
  const home = (name: string): string | undefined => name === "USERPROFILE" ? "/h" : undefined;
  assertEquals(settingsFiles({ env: home, cwd: "/h" }).map(({ scope }) => scope), ["user", "local"]);
  assertThrows(() => settingsFile("user", { env: () => undefined, cwd: "/p" }), UserError, "home folder");
});

Deno.test({
  name: "a settings file is replaced in one step: mode, link, byte order mark and copy are kept",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const dir = await Deno.makeTempDir({ prefix: "fasthook-settings-" });
    try {
      await Deno.mkdir(`${dir}/dotfiles`);
      await Deno.writeTextFile(`${dir}/dotfiles/claude.json`, "\ufeff{}\n", { mode: 0o600 });
      await Deno.symlink("dotfiles/claude.json", `${dir}/settings.json`);
      const file = readSettings(`${dir}/settings.json`);
      assertEquals([file.text, file.target], ["{}\n", `${dir}/dotfiles/claude.json`]);
      writeBackup(file);
      writeSettings(file, '{"a":1}');
      assert((await Deno.lstat(`${dir}/settings.json`)).isSymlink);
      assertEquals(await Deno.readTextFile(`${dir}/dotfiles/claude.json`), '\ufeff{"a":1}');
      assertEquals(await Deno.readTextFile(backupPath(file)), "\ufeff{}\n");
      for (const path of [file.target, backupPath(file)]) {
        assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o600, path);
      }
      assertEquals([...Deno.readDirSync(`${dir}/dotfiles`)].length, 2);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
});

Deno.test({
  name: "writeSettings() gives the new file the old one's mode, whatever the umask takes away",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const dir = await Deno.makeTempDir({ prefix: "fasthook-settings-" });
    try {
      const path = `${dir}/settings.json`;
      await Deno.writeTextFile(path, "{}");
      await Deno.chmod(path, 0o666);
      writeSettings(readSettings(path), "[]");
      assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o666);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
});

Deno.test("writeSettings() refuses when another program has changed the file, and leaves their text", async () => {
  const dir = await Deno.makeTempDir({ prefix: "fasthook-settings-" });
  try {
    const path = `${dir}/settings.json`;
    await Deno.writeTextFile(path, "{}");
    const file = readSettings(path);
    await Deno.writeTextFile(path, '{"b":2}');
    assertThrows(() => writeSettings(file, "x"), UserError, "another program has just changed it");
    assertEquals(await Deno.readTextFile(path), '{"b":2}');
    assertEquals([...Deno.readDirSync(dir)].length, 1);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("readSettings() refuses bytes that are not UTF-8", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, new Uint8Array([0x7b, 0xff, 0x7d]));
    assertThrows(() => readSettings(path), UserError, "wanted UTF-8");
  } finally {
    await Deno.remove(path);
  }
});

for (
  const [name, text] of [
    ["no file", undefined],
    ["an empty object", "{}"],
    ["hooks without events", '{\r\n\t"hooks": {\r\n\t}\r\n}\r\n'],
    ["a byte order mark and no final line end", '\ufeff{"a":1,\n   "größe":[ ]}'],
    ["an event without groups", '{"hooks":{"PostToolUse":[]},"model":"x"}\n\n'],
  ] as const
) {
  Deno.test(`the program's init, upgrade and uninstall leave no trace: ${name}`, async () => {
    const home = await Deno.makeTempDir({ prefix: "fasthook-round-" });
    try {
      const path = `${home}/.claude/settings.json`;
      await Deno.mkdir(`${home}/.claude`);
      if (text !== undefined) await Deno.writeTextFile(path, text);
      const go = async (...args: readonly string[]): Promise<void> => {
        const { code, stderr } = await run(program(), { args, env: { HOME: home }, cwd: home });
        assertEquals(code, 0, stderr);
      };
      await go("init", "--user", "--command=fasthook");
      assertEquals(findOurs(readSettings(path).text, path).length, HOOK_ENTRIES.length);
      await go("init", "--user", "--command=/opt/fasthook", "--reply=stderr");
      await go("uninstall");
      const left = [...Deno.readDirSync(`${home}/.claude`)].map(({ name }) => name);
      assertEquals(left, text === undefined ? [] : ["settings.json"]);
      const bytes = text === undefined ? new Uint8Array() : await Deno.readFile(path);
      assertEquals(bytes, new TextEncoder().encode(text));
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  });
}

Deno.test("an optional program is registered as a line for a shell, recognised, and changed to and from exec form", () => {
  const optional: Registration = { command: "fasthook", reply: "context", isOptional: true };
  const exec: Registration = { command: "fasthook", reply: "stderr" };
  const line = "command -v fasthook >/dev/null 2>&1 || exit 0; exec fasthook --reply=context";
  assertEquals(registrationOf({ type: "command", command: line }), optional);
  assertEquals(registrationOf({ type: "command", command: `${line} ` }), undefined);
  assertEquals(registrationOf({ type: "command", command: line.replace("context", "nothing") }), undefined);
  const path = "s.json";
  const first = addFasthook(undefined, { path, registration: optional });
  assertEquals(JSON.parse(first), { hooks: hooksFor(optional) });
  assertEquals(
    findOurs(first, path).map(({ registration }) => registration),
    Array(HOOK_ENTRIES.length).fill(optional),
  );
  const changed = addFasthook(first, { path, registration: exec });
  assertEquals(
    findOurs(changed, path).map(({ registration }) => registration),
    Array(HOOK_ENTRIES.length).fill(exec),
  );
  assertEquals(JSON.parse(addFasthook(changed, { path, registration: optional })), {
    hooks: hooksFor(optional),
  });
});

Deno.test("an empty settings file is like {}", () => {
  for (const text of ["", " \n"]) {
    assertEquals(findOurs(text, "s.json"), []);
    assertEquals(JSON.parse(addFasthook(text, { path: "s.json", registration: CONTEXT })), {
      hooks: hooksFor(CONTEXT),
    });
  }
});
