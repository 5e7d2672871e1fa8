/**
 * Tests of `fasthook doctor`: what Claude Code swallows, and a registered command line that is really run.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isObject } from "../../lib/text/json_object.ts";
import { hooksFor } from "../../lib/agents/claude_code/registration/entries.ts";
import { findSettingsProblems } from "../../lib/agents/claude_code/registration/problems.ts";
import { type Outcome, program, run } from "../support/harness.ts";

const HOOK = '{"type": "command", "command": "x"}';

function inHooks(hooks: string): readonly string[] {
  return findSettingsProblems(`{"hooks": ${hooks}}`).map(({ message, fix }) => `${message} -> ${fix}`);
}

function matcher(text: string): string | undefined {
  const json = JSON.stringify({ hooks: { PostToolUse: [{ matcher: text, hooks: [JSON.parse(HOOK)] }] } });
  return findSettingsProblems(json)[0]?.fix;
}

Deno.test("findSettingsProblems() is silent about what works, also about what it does not know", () => {
  assertEquals(findSettingsProblems("{}"), []);
  assertEquals(findSettingsProblems('{"hooks": {}, "nosuchkey": 1}'), []);
  assertEquals(inHooks(JSON.stringify(hooksFor({ command: "fasthook", reply: "context" }))), []);
  assertEquals(
    inHooks(`{"Stop": [{"hooks": [${HOOK}, {"type": "http", "url": "http://x", "timeout": 0.5}]}]}`),
    [],
  );
});

Deno.test("findSettingsProblems() is not sure about events that a newer client may have, and takes an empty file for {}", () => {
  const newer = findSettingsProblems(`{"hooks": {"BeforeLunchBreak": [{"hooks": [${HOOK}]}]}}`);
  assertEquals(newer.map(({ isUnsure, message }) => [isUnsure, message]), [
    [true, '"BeforeLunchBreak" is no event of Claude Code 2.1.332; a newer one may have it'],
  ]);
  assertEquals(inHooks(`{"PreSkillShellCommand": [{"matcher": "Bash", "hooks": [${HOOK}]}]}`), []);
  assertEquals(findSettingsProblems(" \n"), []);
});

Deno.test("findSettingsProblems() names the line of a comment and of a trailing comma", () => {
  assertEquals(findSettingsProblems('{\n  "a": 1, // x\n}'), [{
    line: 2,
    isUnsure: false,
    message: "a comment, so that Claude Code ignores the whole file",
    fix: "make it plain JSON",
  }]);
  assertEquals(findSettingsProblems('{\n  "a": [\n 1,\n]}')[0]?.line, 3);
});

Deno.test("findSettingsProblems() finds each kind of entry that is skipped", () => {
  assertEquals(inHooks("[]"), [
    '"hooks" is no object, so that no hook of this file runs -> write "hooks": {}',
  ]);
  assertEquals(inHooks(`{"PostToolUs": [{"hooks": [${HOOK}]}]}`), [
    'there is no event "PostToolUs", so that its hooks never run -> "PostToolUse"',
  ]);
  assertEquals(inHooks(`{"Stop": {"hooks": [${HOOK}]}}`), [
    '"Stop" is no array, so that its hooks never run -> "Stop": [{ "hooks": [...] }]',
  ]);
  assertEquals(inHooks(`{"Stop": [${HOOK}]}`), [
    'a hook without a group around it never runs -> { "hooks": [...] }',
  ]);
  assertEquals(inHooks('{"Stop": [{"matcher": "x"}]}'), [
    'a group without a list of "hooks" does nothing -> { "hooks": [...] }',
  ]);
  for (
    const [handler, problem] of [
      ['{"command": "x"}', 'a hook of the type nothing never runs -> "type": "command"'],
      ['{"type": "shell", "command": "x"}', 'a hook of the type "shell" never runs -> "type": "command"'],
      ['{"type": "command"}', 'a hook without a command never runs -> "command": "..."'],
      ["5", "a hook that is no object never runs -> remove it"],
      [
        '{"type": "command", "command": "x", "args": "y"}',
        '"args" is no list of texts, so that the hook never runs -> "args": []',
      ],
      [
        '{"type": "command", "command": "x", "timeout": "10"}',
        'a timeout of "10" is no number of seconds above 0, so that the hook never runs -> "timeout": 10',
      ],
      [
        '{"type": "command", "command": "x", "timeout": 0}',
        'a timeout of 0 is no number of seconds above 0, so that the hook never runs -> "timeout": 10',
      ],
    ] as const
  ) {
    assertEquals(inHooks(`{"Stop": [{"hooks": [${handler}]}]}`), [problem]);
  }
  assertEquals(inHooks(`{"Stop": [], "Stop": []}`), [
    '"Stop" is there twice, and only the last one counts -> join them',
  ]);
});

Deno.test("findSettingsProblems() finds matchers that never match, as they were tried with Claude Code 2.1.330", () => {
  for (
    const works of [
      "",
      "*",
      "Bash",
      "Bash|Write",
      "Bash, Write",
      "Ba.*",
      "^(Bash|Write)$",
      "mcp__a__b",
      "Other",
    ]
  ) {
    assertEquals(matcher(works), undefined, works);
  }
  assertEquals(matcher("bash"), '"Bash"');
  assertEquals(matcher("bash|WRITE"), '"Bash|Write"');
  assertEquals(matcher("Write|"), '"Write"');
  assertEquals(matcher("Bash Write"), '"Bash|Write"');
  assertEquals(matcher("mcp__lab"), '"mcp__lab__.*"');
  assertEquals(matcher("Bash(git *)"), '"Bash", and what is in brackets as "if"');
  assertEquals(matcher("!Bash"), "the names that are meant, or a regular expression");
  assertEquals(matcher("["), "a regular expression as JavaScript knows it");
  // At other events the matcher is about something else.
  const session = JSON.stringify({
    hooks: { SessionStart: [{ matcher: "bash", hooks: [JSON.parse(HOOK)] }] },
  });
  assertEquals(findSettingsProblems(session), []);
});

/** A home folder whose PATH holds a fasthook made of a shell script. */
async function doctor(
  { script, settings, plugins = {}, args = [] }: {
    readonly script: string;
    readonly settings: unknown;
    /** The contents of hooks.json by the plugin's folder. */
    readonly plugins?: Readonly<Record<string, unknown>>;
    readonly args?: readonly string[];
  },
): Promise<Outcome & { readonly journal: string }> {
  const dir = await Deno.makeTempDir({ prefix: "fasthook-doctor-test-" });
  try {
    await Deno.mkdir(`${dir}/bin`);
    await Deno.mkdir(`${dir}/.claude`);
    await Deno.writeTextFile(`${dir}/bin/fasthook`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    await Deno.writeTextFile(`${dir}/.claude/settings.json`, JSON.stringify(settings));
    for (const [folder, hooks] of Object.entries(plugins)) {
      for (const [name, json] of [[".claude-plugin/plugin", { name: "fasthook" }], ["hooks/hooks", hooks]]) {
        const path = `${dir}/${folder}/${name}.json`;
        await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
        await Deno.writeTextFile(path, JSON.stringify(json));
      }
    }
    const env = {
      HOME: dir,
      PATH: `${dir}/bin:${Deno.env.get("PATH") ?? ""}`,
      FASTHOOK_STATE_DIR: `${dir}/state`,
    };
    const outcome = await run(program(), { args: ["doctor", ...args], env, cwd: dir });
    return { ...outcome, journal: await Deno.readTextFile(`${dir}/state/journal.jsonl`) };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const REGISTERED = { hooks: hooksFor({ command: "fasthook", reply: "context" }) };
const THIS_PROGRAM = `exec ${program().map((word) => `'${word}'`).join(" ")} "$@"`;

/** The checks of one name: status and message. */
function checksOf(stdout: string, name: string): readonly string[] {
  const json: unknown = JSON.parse(stdout);
  assert(isObject(json) && Array.isArray(json["checks"]));
  return json["checks"].filter(isObject).filter((check) => check["name"] === name)
    .map(({ status, message }) => `${status}: ${message}`);
}

Deno.test({
  name: "doctor runs the registered command line and compares its reply byte by byte",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { stdout, stderr, journal } = await doctor({
      script: THIS_PROGRAM,
      settings: REGISTERED,
      args: ["--json"],
    });
    assertEquals(stderr, "");
    assertEquals(checksOf(stdout, "canary"), [
      "ok: fasthook --reply=context answers a sample event as it should",
    ]);
    const [latency = ""] = checksOf(stdout, "latency");
    assert(
      /^ok: fasthook --reply=context: [\d.]+ m?s with feedback, [\d.]+ m?s for .*\([\d.]+ times\)$/.test(
        latency,
      ),
      latency,
    );
    assertEquals(checksOf(stdout, "registered").length, 1);
    // What doctor tries is no part of the journal.
    assertEquals(journal.trim(), "");
  },
});

Deno.test({
  name: "doctor says how a registered command line answers wrongly, and ends with 1",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const noise = await doctor({ script: `echo loaded; ${THIS_PROGRAM}`, settings: REGISTERED });
    assertEquals(noise.code, 1);
    assertStringIncludes(noise.stdout, 'wrong  canary        fasthook --reply=context prints "loaded\\n{');
    const failing = await doctor({ script: "exit 7", settings: REGISTERED });
    assertStringIncludes(failing.stdout, "fasthook --reply=context ends with 7 instead of 0\n");
    assertStringIncludes(failing.stdout, "\n                     fix: fasthook init");
  },
});

Deno.test({
  name: "doctor finds an incomplete, doubled and disabled registration",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const entry = (command: string): unknown => [{ hooks: [{ type: "command", command, args: [] }] }];
    const { code, stdout } = await doctor({
      script: THIS_PROGRAM,
      settings: {
        disableAllHooks: true,
        hooks: { PostToolUse: entry("fasthook"), PostToolUseFailure: entry("/old/fasthook") },
      },
      args: ["--json"],
    });
    assertEquals(code, 1);
    const [incomplete = "", twice = ""] = checksOf(stdout, "registered");
    assert(
      incomplete.endsWith("/.claude/settings.json lacks PostToolBatch, SessionEnd, SessionStart"),
      incomplete,
    );
    assertStringIncludes(twice, "fasthook runs 2 times a call: ");
    assert(
      checksOf(stdout, "executable").includes("wrong: /old/fasthook is registered and not there"),
      stdout,
    );
    assertStringIncludes(checksOf(stdout, "enabled")[0] ?? "", '"disableAllHooks" is true in ');
  },
});

Deno.test({
  name: "doctor knows the plugin, and that it answers once although there is a settings entry",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const skills = { ".claude/skills/fasthook": REGISTERED };
    const alone = await doctor({ script: THIS_PROGRAM, settings: {}, plugins: skills, args: ["--json"] });
    assertEquals(checksOf(alone.stdout, "plugin"), [
      "ok: fasthook@skills-dir runs fasthook --reply=context",
    ]);
    assertEquals(checksOf(alone.stdout, "registered"), []);
    // Where the program has been built, the one on PATH is another one: that check is not this test's.
    assertEquals(checksOf(alone.stdout, "canary"), [
      "ok: fasthook --reply=context answers a sample event as it should",
    ]);
    const both = await doctor({ script: THIS_PROGRAM, settings: REGISTERED, plugins: skills });
    assertStringIncludes(both.stdout, "note   plugin        fasthook is started more than once a call (");
    assertEquals(both.stdout.split(" canary ").length, 2);
  },
});

Deno.test({
  name: "doctor finds a plugin that is enabled and not there, and one of another version",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const enabled = {
      enabledPlugins: { "fasthook@team": true, "fasthook@skills-dir": true, "x@team": true },
    };
    const missing = await doctor({ script: THIS_PROGRAM, settings: enabled, args: ["--json"] });
    assertEquals(missing.code, 1);
    assert(
      /^wrong: .*settings.json enables fasthook@team, whose hooks are not found$/
        .test(checksOf(missing.stdout, "plugin").join()),
      missing.stdout,
    );
    const { PostToolUse } = REGISTERED.hooks;
    const older = { ".claude/skills/fasthook": { hooks: { PostToolUse } } };
    const another = await doctor({ script: THIS_PROGRAM, settings: {}, plugins: older, args: ["--json"] });
    assertEquals(checksOf(another.stdout, "plugin"), [
      "wrong: fasthook@skills-dir holds the hooks of another version",
    ]);
    const off = await doctor({
      script: THIS_PROGRAM,
      settings: { enabledPlugins: { "fasthook@skills-dir": false } },
      plugins: older,
      args: ["--json"],
    });
    assertEquals(checksOf(off.stdout, "plugin"), []);
  },
});

Deno.test("doctor without a registration and with a broken configuration names both", async () => {
  const dir = await Deno.makeTempDir({ prefix: "fasthook-doctor-test-" });
  try {
    await Deno.writeTextFile(`${dir}/config.json`, "{");
    const env = { HOME: dir, FASTHOOK_CONFIG: `${dir}/config.json`, FASTHOOK_STATE_DIR: "relative" };
    const { code, stdout } = await run(program(), { args: ["doctor", "--json"], env, cwd: dir });
    assertEquals(code, 1);
    assertEquals(checksOf(stdout, "registered"), [
      "wrong: fasthook is in no settings file and no plugin (one of claude --plugin-dir cannot be seen)",
    ]);
    assertStringIncludes(checksOf(stdout, "configuration")[0] ?? "", `wrong: ${dir}/config.json:1: `);
    assert(checksOf(stdout, "state")[0]?.startsWith("wrong: "), stdout);
    assertEquals(checksOf(stdout, "canary"), []);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
