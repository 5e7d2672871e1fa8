/**
 * Codex's calls, with and without their records in the session file.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { decodeEvents, onlyCall, recordedEvents, said } from "../support/events_of.ts";

const ROLLOUT = "sessions/2026/11/28/rollout-2026-11-28T03-26-02-01a2.jsonl";

/** What a test does with a folder of Codex's in which a session's file holds some records. */
type Use = (place: { readonly home: string; readonly path: string; readonly env: Env }) => Promise<void>;
type Env = (name: string) => string | undefined;

async function withRollout(text: string, use: Use): Promise<void> {
  const home = await Deno.realPath(await Deno.makeTempDir());
  try {
    const path = `${home}/.codex/${ROLLOUT}`;
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(path, text);
    await use({ home, path, env: (name) => name === "HOME" ? home : undefined });
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}

function lineOf(item: unknown): string {
  return `${JSON.stringify({ type: "event_msg", payload: { type: "item_completed", item } })}\n`;
}

const ITEMS = recordedEvents("items/codex.jsonl").map(({ event, item }) => {
  assert(isObject(event) && isObject(item));
  return { event, item };
});

function command(event: JsonObject): string {
  const { tool_input: input } = event;
  return isObject(input) ? String(input["command"]) : "";
}

const BASH: JsonObject = {
  session_id: "s",
  turn_id: "t",
  cwd: "/p",
  hook_event_name: "PostToolUse",
  tool_name: "Bash",
  tool_input: { command: "make" },
  tool_response: "out\n",
  tool_use_id: "call_1",
};
const ITEM: JsonObject = { type: "CommandExecution", id: "call_1", cwd: "file:///p", exit_code: 3 };

Deno.test("all recorded calls get the exit code and the folder of their record", async () => {
  const text = ITEMS.map(({ item }) => lineOf(item)).join("");
  await withRollout(text, async ({ path, env }) => {
    for (const { event, item } of ITEMS) {
      const { calls } = await decodeEvents({ ...event, transcript_path: path }, env);
      if (item["type"] !== "CommandExecution") continue;
      const [call] = calls;
      const isAnswer = command(event).startsWith("grep");
      const isFailure = item["exit_code"] !== 0 && !isAnswer;
      assertEquals(call?.status, isFailure ? "failed" : "succeeded", command(event));
      assertEquals(call?.exitCode, isAnswer ? undefined : item["exit_code"], command(event));
      assertEquals(`file://${call?.folder}`, item["cwd"]);
      if (isFailure) assertEquals(call?.error, `Exit code ${item["exit_code"]}\n${event["tool_response"]}`);
    }
  });
});

Deno.test("a recorded patch becomes one call for each file that is left", async () => {
  const text = ITEMS.map(({ item }) => lineOf(item)).join("");
  const event = ITEMS.find(({ item }) => item["id"] === "call_9_0")?.event ?? {};
  const moving = ITEMS.find(({ item }) => item["id"] === "call_11_0")?.event ?? {};
  await withRollout(text, async ({ path, env }) => {
    const { calls } = await decodeEvents({ ...event, transcript_path: path }, env);
    assertEquals(calls.map(said), [
      {
        kind: "write",
        status: "succeeded",
        path: "/home/user/project/new.py",
        created: true,
        changes: [{ text: "def f(:\n    pass\n", before: "" }],
      },
      {
        kind: "edit",
        status: "succeeded",
        path: "/home/user/project/a.txt",
        changes: [{ text: "goodbye\nworld", before: "hello\nworld" }],
        patch: [{
          oldStart: 1,
          oldLines: 2,
          newStart: 1,
          newLines: 2,
          lines: ["-hello", "+goodbye", " world"],
        }],
      },
    ]);
    const moved = await onlyCall({ ...moving, transcript_path: path }, env);
    assertEquals([moved.path, moved.kind], ["/home/user/project/sub/m2.py", "edit"]);
  });
});

Deno.test("without a record the patch itself says what was written, without line numbers", async () => {
  const event = ITEMS.find(({ item }) => item["id"] === "call_9_0")?.event ?? {};
  const { calls } = await decodeEvents(event);
  assertEquals(calls.map(said), [
    {
      kind: "edit",
      status: "succeeded",
      path: "/home/user/project/a.txt",
      changes: [{ text: "goodbye\n", before: "hello\n" }],
    },
    {
      kind: "write",
      status: "succeeded",
      path: "/home/user/project/new.py",
      created: true,
      changes: [{ text: "def f(:\n    pass\n", before: "" }],
    },
  ]);
  assertEquals((await decodeEvents({ ...event, tool_response: "Exit code: 1\nOutput:\n" })).calls, []);
  assertEquals((await decodeEvents({ ...event, tool_response: { success: true } })).calls, []);
});

Deno.test("without a record a command succeeded in a folder that nobody knows", async () => {
  const call = await onlyCall(BASH);
  assertEquals(said(call), { kind: "shell", status: "succeeded", command: "make", output: "out\n" });
  assertEquals(call.folder, "");
});

Deno.test("only session files in Codex's own folder are read", async () => {
  await withRollout(lineOf(ITEM), async ({ home, path, env }) => {
    const codeAt = async (transcript_path: unknown, read: Env = env): Promise<number | undefined> =>
      (await onlyCall({ ...BASH, transcript_path }, read)).exitCode;
    assertEquals(await codeAt(path), 3);
    assertEquals(await codeAt(path, () => undefined), undefined);
    assertEquals(await codeAt(path, (name) => name === "CODEX_HOME" ? `${home}/.codex` : undefined), 3);
    assertEquals(
      await codeAt(path, (name) => name === "CODEX_HOME" ? `${home}/other` : env(name)),
      undefined,
    );
    for (
      const other of [
        `${home}/rollout-1.jsonl`,
        `${home}/.codex/history.jsonl`,
        `${home}/.codex2/rollout-1.jsonl`,
        `${home}/.codex/sessions/rollout-1.jsonl.txt`,
      ]
    ) {
      await Deno.mkdir(other.slice(0, other.lastIndexOf("/")), { recursive: true });
      await Deno.copyFile(path, other);
      assertEquals(await codeAt(other), undefined, other);
    }
    // By a link or by dots out of the folder.
    await Deno.symlink(`${home}/rollout-1.jsonl`, `${home}/.codex/rollout-2.jsonl`);
    assertEquals(await codeAt(`${home}/.codex/rollout-2.jsonl`), undefined);
    assertEquals(await codeAt(`${home}/.codex/../rollout-1.jsonl`), undefined);
    assertEquals(await codeAt(`${home}/.codex/sessions/../${ROLLOUT}`), 3);
    await Deno.mkdir(`${home}/.codex/rollout-3.jsonl`);
    for (const missing of [`${home}/.codex/rollout-3.jsonl`, `${home}/.codex/rollout-4.jsonl`, null, 7, ""]) {
      assertEquals(await codeAt(missing), undefined, String(missing));
    }
  });
});

Deno.test("a pipe in place of the session file is not opened", async () => {
  if (Deno.build.os === "windows") return;
  await withRollout("", async ({ home, env }) => {
    const transcript_path = `${home}/.codex/rollout-pipe.jsonl`;
    const { success } = await new Deno.Command("mkfifo", { args: [transcript_path] }).output();
    assert(success);
    assertEquals((await onlyCall({ ...BASH, transcript_path }, env)).exitCode, undefined);
  });
});

Deno.test("whatever is unexpected in the session file means that nothing is known", async () => {
  const whole = lineOf(ITEM);
  for (
    const [text, exitCode] of [
      [whole, 3],
      [whole.trimEnd(), 3],
      [`${whole}${lineOf({ ...ITEM, id: "call_12", exit_code: 4 })}`, undefined],
      [`${lineOf({ ...ITEM, exit_code: 5 })}${whole}`, 3],
      [whole.slice(0, -5), undefined],
      [lineOf({ ...ITEM, exit_code: "3" }), undefined],
      [lineOf({ ...ITEM, id: "call_2" }), undefined],
      [whole.replace("item_completed", "item_started"), undefined],
      [lineOf([ITEM]), undefined],
      [`${whole}${"x".repeat(300 * 1024)}\n`, 3],
      [`${whole}${"x".repeat(600 * 1024)}\n`, undefined],
      ["", undefined],
    ] as const
  ) {
    await withRollout(text, async ({ path, env }) => {
      const call = await onlyCall({ ...BASH, transcript_path: path }, env);
      assertEquals(call.exitCode, exitCode, text.slice(0, 200));
    });
  }
});

Deno.test("the folder of a record is read from its URL, also that of Windows", async () => {
  for (
    const [cwd, folder] of [
      ["file:///p/a%20b", "/p/a b"],
      ["file:///C:/p", "C:/p"],
      ["file://host/p", ""],
      ["file:///p/%", ""],
      ["/p", ""],
      [7, ""],
    ] as const
  ) {
    await withRollout(lineOf({ ...ITEM, cwd }), async ({ path, env }) => {
      assertEquals((await onlyCall({ ...BASH, transcript_path: path }, env)).folder, folder, String(cwd));
    });
  }
});

Deno.test("a cut output is known by Codex's own words", async () => {
  const tool_response =
    "Warning: truncated output (original token count: 1000)\nTotal output lines: 9\n\na\n";
  const { cut, output } = await onlyCall({ ...BASH, tool_response });
  assertEquals(cut, { file: "", size: 4000, missing: "middle" });
  assertEquals(output, "a\n");
});

Deno.test("paths of a patch are absolute, without dots", async () => {
  const { calls } = await decodeEvents({
    ...BASH,
    tool_name: "apply_patch",
    tool_input: { command: "*** Begin Patch\n*** Add File: ../../etc/a.py\n+x\n*** End Patch" },
    tool_response: "Exit code: 0\nOutput:\n",
  });
  assertEquals(calls.map(({ path }) => path), ["/etc/a.py"]);
});
