/**
 * What a repository's file can never do, over random files: weaken what the user set, run a program, write a file.
 *
 * @module
 */
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import { assert, assertEquals } from "@std/assert";
import { checkSettings } from "../../lib/hook/check_settings.ts";
import type { HookEvent } from "../../lib/event/event.ts";
import { SEVERITIES } from "../../lib/event/finding.ts";
import { analyse } from "../../lib/hook/analyse.ts";
import { toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { program, run } from "../support/harness.ts";
import { hostOf } from "../support/host.ts";

const FILES = 400;
const PROCESSES = 20;

let seed = 20261122;
function random(below: number): number {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed % below;
}
function oneOf<T>(values: readonly [T, ...T[]]): T {
  return values[random(values.length)] ?? values[0];
}

const IDS = [
  "errors/timeout",
  "errors/*",
  "*",
  "hook-files/sys-path",
  "team/a",
  "team/*",
  "repo/a",
  "agent-spawn/coordinate",
] as const;

/** A file with anything in it that a configuration could name, and things that it could not. */
function randomFile(group: string): Record<string, unknown> {
  const parts: Record<string, unknown> = {
    rules: [{
      id: `${oneOf([group, "team", "errors"])}/a`,
      look: oneOf(["command", "error", "new"]),
      match: oneOf(["timeout", ".", "sys"]),
      text: oneOf(["{match}", "run {command}", "$(touch /tmp/x)"]),
      severity: oneOf(["violation", "notice"]),
    }],
    packs: { secrets: random(2) === 0, destructive: random(2) === 0 },
    mute: [{ rule: oneOf(IDS) }, { rule: oneOf(IDS), path: "**" }],
    severities: { [oneOf(IDS)]: oneOf(["notice", "violation"]) },
    texts: { "errors/timeout": "their text" },
    agentSpawn: { text: "their hint" },
    minSeverity: oneOf(["violation", "notice"]),
    budget: { replyWords: 20, sessionWords: 1 },
    linters: { command: "touch /tmp/x" },
    command: "touch /tmp/x",
    journal: { path: "/tmp/x" },
  };
  return Object.fromEntries(Object.entries(parts).filter(() => random(3) > 0));
}

const EVENT: HookEvent = {
  name: "PostToolUse",
  replies: "any",
  session: "s",
  cwd: "/p",
  agentType: "",
  agentId: "",
  wantsAdvice: true,
  calls: [
    toolCall({ tool_name: "WebSearch", tool_input: {} }, {
      status: "failed",
      response: {},
      error: "Request timeout",
    }),
    toolCall({ tool_name: "Agent", tool_input: {} }, { status: "succeeded", response: {}, error: "" }),
    toolCall(
      {
        tool_name: "Write",
        tool_input: { file_path: "/p/.claude/hooks/a.py", content: "sys.path.append(1)" },
      },
      { status: "succeeded", response: {}, error: "" },
    ),
  ],
};

Deno.test(`${FILES} random repository files never weaken what the user's file gives`, async () => {
  let told = 0;
  for (let count = 0; count < FILES; count++) {
    const user = { scope: "user" as const, path: "user.json", text: JSON.stringify(randomFile("team")) };
    const theirs = {
      scope: "repository" as const,
      path: "repo.json",
      text: JSON.stringify(randomFile("repo")),
    };
    const [alone, both] = await Promise.all([[user], [user, theirs]].map(async (files) => {
      const settings = await checkSettings({ files, unreadable: [], projectDir: "/p" });
      return await analyse({ event: EVENT, settings, analyzers: ANALYZERS }, { host: hostOf() });
    }));
    assert(alone && both);
    const settings = JSON.parse(user.text);
    for (
      const { finding, call, verdict } of alone.judged.filter(({ verdict }) => verdict.kind === "reported")
    ) {
      told++;
      const same = both.judged.find((entry) => entry.call === call && entry.finding.rule === finding.rule);
      assert(same, `${finding.rule} is gone: ${theirs.text}`);
      // More findings may use up the words of the reply; nothing else may take one away.
      assert(same.verdict.kind === verdict.kind || same.verdict.kind === "over-budget", theirs.text);
      assert(SEVERITIES.indexOf(same.finding.severity) <= SEVERITIES.indexOf(finding.severity), theirs.text);
      if (settings.texts?.[finding.rule] !== undefined) assertEquals(same.finding.text, finding.text);
    }
  }
  assert(told > FILES / 4, `only ${told} findings were told`);
});

Deno.test(`${PROCESSES} random repository files start no program and write no file`, async () => {
  const dir = await Deno.makeTempDir({ prefix: "fasthook-repository-" });
  const audit = `${dir}/audit.jsonl`;
  await Deno.mkdir(`${dir}/project/.claude`, { recursive: true });
  for (let count = 0; count < PROCESSES; count++) {
    await Deno.writeTextFile(`${dir}/project/.claude/fasthook.json`, JSON.stringify(randomFile("repo")));
    const stdin = JSON.stringify({
      hook_event_name: "PostToolUseFailure",
      cwd: `${dir}/project`,
      tool_name: "Bash",
      tool_input: { command: "x" },
      error: "Exit code 127\n/bin/bash: line 1: x: command not found",
    });
    const { code } = await run(program(), {
      stdin,
      env: { HOME: dir, FASTHOOK_STATE_DIR: `${dir}/state`, DENO_AUDIT_PERMISSIONS: audit },
    });
    assert(code === 1 || code === 2);
  }
  const used = (await Deno.readTextFile(audit)).trimEnd().split("\n").map((line) => JSON.parse(line));
  assert(used.some(({ permission }) => permission === "read"));
  // The audit lists a file that is opened for reading under "write" too; what was written is seen in the folder.
  const opened = new Set(used.filter(({ permission }) => permission === "read").map(({ value }) => value));
  const harmful = used.filter(({ permission, value }) =>
    ["run", "net", "ffi"].includes(permission) ||
    permission === "write" && !opened.has(value) && !String(value).startsWith(`${dir}/state`)
  );
  const files = [...Deno.readDirSync(dir), ...Deno.readDirSync(`${dir}/project`)].map(({ name }) => name)
    .filter((name) => name !== "state").sort();
  assertEquals(files, [".claude", "audit.jsonl", "project"]);
  await Deno.remove(dir, { recursive: true });
  assertEquals(harmful, []);
});
