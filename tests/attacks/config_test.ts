/**
 * A repository's configuration cannot silence fasthook, and cannot make an event wait.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { check, MAX_PROBLEMS, take } from "../../lib/config/check.ts";
import { parseConfig } from "../../lib/config/parse.ts";
import { NAMES as CONFIG_NAMES } from "../../lib/hook/check_settings.ts";
import { FILE } from "../../lib/config/schema.ts";
import { parseJsonc } from "../../lib/text/jsonc.ts";
import { program, run } from "../support/harness.ts";

const NAMES = ["toString", "constructor", "__proto__", "hasOwnProperty", "valueOf"];

function members(count: number): string {
  return Array.from({ length: count }, (_, index) => `"k${index}": ${index}`).join(", ");
}

/** Each is refused as a whole, with this message. */
const REFUSED: readonly (readonly [what: string, text: string, message: string])[] = [
  [
    "more levels than any configuration",
    `{"x": ${"[".repeat(5000)}${"]".repeat(5000)}}`,
    "wanted at most 20 levels, got more",
  ],
  [
    "objects in objects",
    `{"x": ${'{"x":'.repeat(300)}1${"}".repeat(300)}}`,
    "wanted at most 20 levels, got more",
  ],
  ["many unknown keys", `{${members(16_000)}}`, `wanted a configuration, got ${MAX_PROBLEMS} mistakes`],
  [
    "more values than it may have",
    `{"x": [${"1,".repeat(30_000)}1]}`,
    "wanted at most 20000 values, got more",
  ],
  ["many bad rules", `{"rules": [${"{},".repeat(15_000)}{}]}`, "wanted at most 500 rules, got 15001"],
  [
    "many bad mutes",
    `{"mute": [${'{"x": 1},'.repeat(99)}{"x": 1}]}`,
    `wanted a configuration, got ${MAX_PROBLEMS} mistakes`,
  ],
];

for (const [what, text, message] of REFUSED) {
  Deno.test(`a configuration of ${what} is refused as a whole, with one message`, async () => {
    const { config, problems } = await parseConfig({ scope: "repository", path: "r.json", text }, {
      names: CONFIG_NAMES,
    });
    assertEquals(problems, [{ source: "r.json", line: 0, message, fix: "" }]);
    assertEquals([config.json, config.ids], [{}, []]);
  });
}

Deno.test("names that every object has are unknown keys like any other", async () => {
  for (const name of NAMES) {
    for (const text of [`{"${name}": 1}`, `{"linters": {"${name}": true}}`, `{"packs": {"${name}": 1}}`]) {
      const { problems } = await parseConfig({ scope: "repository", path: "r.json", text }, {
        names: CONFIG_NAMES,
      });
      assertEquals(problems.length, 1, `${text}: ${JSON.stringify(problems)}`);
      assert(problems[0]?.message.includes("is unknown"), problems[0]?.message);
    }
  }
});

Deno.test("check() looks no further than its results are taken", () => {
  let looked = 0;
  const rule = {
    get id(): string {
      looked++;
      return "";
    },
  };
  assertEquals(take(check({ rules: Array.from({ length: 400 }, () => rule) }, FILE), 3).length, 3);
  assert(looked < 5, String(looked));
});

Deno.test("comments and texts without an end are read once, not once for each place in them", () => {
  // Quadratic, each would take minutes.
  for (
    const text of [
      "/*".repeat(250_000),
      '"\\'.repeat(250_000),
      `{} ${'"\\"'.repeat(150_000)}`,
      `{} /* ${"/*".repeat(200_000)}`,
    ]
  ) {
    let error: unknown;
    try {
      parseJsonc(text);
    } catch (thrown) {
      error = thrown;
    }
    assert(error instanceof SyntaxError, text.slice(0, 10));
  }
});

const VIOLATION = {
  file_path: "PROJECT/.claude/hooks/x.py",
  content: 'import sys\nsys.path.insert(0, "x")\n',
};

for (
  const [what, text] of [
    ...NAMES.map((name) => [`the key ${name}`, `{"${name}": 1}`] as const),
    ...REFUSED.map(([what, text]) => [what, text] as const),
    [
      "mutes with a glob that is none",
      '{"rules": [{"id": "a/b", "look": "content", "match": "sys", "text": "t"}], "mute": [{"rule": "a/*", "path": "[z-a]"}]}',
    ],
  ] as const
) {
  Deno.test(`what is built in goes on in a repository with ${what}`, async () => {
    const dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-attack-" }));
    try {
      await Deno.mkdir(`${dir}/project/.claude`, { recursive: true });
      await Deno.writeTextFile(`${dir}/project/.claude/fasthook.json`, text);
      const input = { ...VIOLATION, file_path: `${dir}/project/.claude/hooks/x.py` };
      const event = JSON.stringify({
        hook_event_name: "PostToolUse",
        session_id: "s",
        cwd: `${dir}/project`,
        tool_name: "Write",
        tool_input: input,
        tool_response: {
          type: "create",
          filePath: input.file_path,
          content: input.content,
          structuredPatch: [],
        },
      });
      const replies: string[] = [];
      for (let times = 0; times < 3; times++) {
        const { code, stdout, stderr } = await run(program(), {
          args: ["--reply=context"],
          stdin: event,
          cwd: `${dir}/project`,
          env: { HOME: `${dir}/home`, FASTHOOK_STATE_DIR: `${dir}/state`, XDG_CONFIG_HOME: `${dir}/none` },
        });
        assertEquals([code, stderr], [0, ""]);
        assert(stdout.includes("hook-files/"), stdout);
        assert(!stdout.includes("bug"), stdout);
        replies.push(stdout);
      }
      const reports = replies.filter((reply) => reply.includes("systemMessage"));
      assertEquals(reports.length, what.startsWith("mutes") ? 0 : 1, reports.join("\n"));
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });
}
