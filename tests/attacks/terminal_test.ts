/**
 * What files, journals and sessions hold is shown by commands, and never acts on the terminal.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { visibleJson } from "../../lib/text/clean.ts";
import { printClean, styler } from "../../lib/system/terminal.ts";
import { program, run } from "../support/harness.ts";
import { RECORD } from "../support/state.ts";

const HOSTILE = "\x1b]0;owned\x07\x1b[2J\x1b[8mhidden\x9b31m\u202ereversed\u00ad\u{e0041}";
// deno-lint-ignore no-control-regex
const HARMFUL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\p{Default_Ignorable_Code_Point}]/u;

/** Takes what is printed. */
function print(text: string): string {
  const pieces: Uint8Array[] = [];
  printClean({
    writeSync: (bytes) => {
      pieces.push(bytes);
      return bytes.length;
    },
  }, text);
  return pieces.map((piece) => new TextDecoder().decode(piece)).join("");
}

Deno.test("printClean() keeps line ends, tabs and our own styles, and nothing else that acts on a terminal", () => {
  const style = styler({ isTerminal: () => true }, () => undefined);
  assertEquals(
    print(`a\t${style("red", `b${HOSTILE}`)}\n${HOSTILE}`),
    "a\t\x1b[31mbhidden 31mreversed\x1b[0m\nhidden 31mreversed",
  );
  assertEquals(print("\x1b[31mred\x1b[0m"), "red");
});

Deno.test("visibleJson() changes no value, and hides nothing of it", () => {
  const value = { [HOSTILE]: [HOSTILE, "é…\u{1f600}", "\n"] };
  const text = visibleJson(JSON.stringify(value, null, 2));
  assertEquals(JSON.parse(text), value);
  assert(!HARMFUL.test(text.replaceAll("\n", "")), text);
  assert(text.includes("é…\u{1f600}"));
});

/** Files that quote hostile text, wherever a command reads it. */
async function layOut(dir: string): Promise<void> {
  const rule = {
    id: "team/a",
    look: "content",
    match: { text: `x${HOSTILE}` },
    text: `say${HOSTILE}`,
    when: { tools: [`Tool${HOSTILE}`] },
    examples: [HOSTILE],
  };
  const config = { rules: [rule], [`key${HOSTILE}`]: 1, mute: [{ rule: "team/a", reason: HOSTILE }] };
  const input = {
    file_path: `${dir}/project/.claude/hooks/x${HOSTILE}.py`,
    content: 'sys.path.insert(0, "x")',
  };
  const response = { type: "create", filePath: input.file_path, content: input.content, structuredPatch: [] };
  const call = { type: "tool_use", id: "t1", name: "Write", input };
  const result = { type: "tool_result", tool_use_id: "t1", content: HOSTILE };
  const head = { sessionId: HOSTILE, cwd: HOSTILE, timestamp: "2026-11-28T00:00:00.000Z" };
  const session = [
    { ...head, type: "assistant", uuid: "u1", message: { role: "assistant", content: [call] } },
    {
      ...head,
      type: "user",
      uuid: "u2",
      message: { role: "user", content: [result] },
      toolUseResult: response,
    },
  ];
  const files: Record<string, string> = {
    "project/.claude/fasthook.json": JSON.stringify(config),
    "project/.claude/settings.json": JSON.stringify({
      hooks: { PostToolUse: [{ matcher: HOSTILE, hooks: [] }] },
      x: HOSTILE,
    }),
    "project/ruff.toml": "",
    "project/.git/HEAD": "x",
    "project/event.json": JSON.stringify({
      hook_event_name: "PostToolUse",
      session_id: HOSTILE,
      cwd: `${dir}/project`,
      tool_name: "Write",
      tool_input: input,
      tool_response: response,
    }),
    "session.jsonl": session.map((line) => JSON.stringify(line)).join("\n"),
    "state/journal.jsonl": `\n${JSON.stringify({ ...RECORD, tool: HOSTILE, session: HOSTILE })}`,
  };
  for (const [name, text] of Object.entries(files)) {
    await Deno.mkdir(`${dir}/${name.slice(0, name.lastIndexOf("/"))}`, { recursive: true });
    await Deno.writeTextFile(`${dir}/${name}`, text);
  }
  await Deno.chmod(`${dir}/state`, 0o700);
}

Deno.test({
  name: "no command prints what a repository's file, a journal or a session wants done to the terminal",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-attack-" }));
    try {
      await layOut(dir);
      const seen = new Map<string, string>();
      for (
        const args of [
          ["config"],
          ["config", "--json"],
          ["rules"],
          ["rules", "--json"],
          ["rules", "test"],
          ["explain", "event.json"],
          ["stats"],
          ["stats", "--json"],
          ["replay", "../session.jsonl"],
          ["replay", "../session.jsonl", "--json"],
          ["linters", `src/${HOSTILE}.py`],
          ["state"],
          ["init", "--project", "--command=fasthook", "--dry-run"],
          ["doctor"],
          ["mute", HOSTILE],
          [`no${HOSTILE}`],
        ]
      ) {
        const { stdout, stderr } = await run(program(), {
          args,
          cwd: `${dir}/project`,
          env: { HOME: `${dir}/home`, FASTHOOK_STATE_DIR: `${dir}/state`, XDG_CONFIG_HOME: `${dir}/none` },
        });
        seen.set(args.join(" "), stdout + stderr);
        const bad = HARMFUL.exec((stdout + stderr).replaceAll("\n", ""));
        assertEquals(bad, null, `${args.join(" ")}: ${JSON.stringify(stdout + stderr)}`);
      }
      // They did show something of it: a command that says nothing would hide nothing.
      for (const command of ["config", "rules", "replay ../session.jsonl", "explain event.json"]) {
        assert(seen.get(command)?.includes("hidden"), `${command}: ${seen.get(command)}`);
      }
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
});
