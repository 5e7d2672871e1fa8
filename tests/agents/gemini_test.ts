/**
 * Gemini CLI's calls.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../lib/text/json_object.ts";
import { decodeEvents, onlyCall, recordedEvents, said } from "../support/events_of.ts";
import { FIXTURES } from "../support/harness.ts";
import { answerTo } from "../support/in_process.ts";

const COACH = `${FIXTURES}coach.json`;

const BASE: JsonObject = { hook_event_name: "AfterTool", session_id: "s", cwd: "/p", timestamp: "t" };

function shell(llmContent: unknown, input: JsonObject = {}): JsonObject {
  return {
    ...BASE,
    tool_name: "run_shell_command",
    tool_input: { command: "make", ...input },
    tool_response: { llmContent, returnDisplay: "" },
  };
}

function wrap(text: string): string {
  return `<untrusted_context>\n${text}\n</untrusted_context>`;
}

Deno.test("exit codes are read from the end of a command's text", async () => {
  for (
    const [text, output, exitCode] of [
      ["Output: a\nb\nProcess Group PGID: 7", "a\nb", 0],
      ["Output: a\nExit Code: 3\nProcess Group PGID: 7", "a", 3],
      ["Output: (empty)\nSignal: 9\nProcess Group PGID: 7", "", 137],
      ["Output: Exit Code: 5\nmore\nExit Code: 2\nProcess Group PGID: 7", "Exit Code: 5\nmore", 2],
      ["Output: x\nError: spawn failed\nExit Code: 1\nProcess Group PGID: 7", "x", 1],
      ["Output: x", "x", 0],
    ] as const
  ) {
    const call = await onlyCall(shell(wrap(text)));
    assertEquals([call.output, call.exitCode ?? 0], [output, exitCode], text);
    assertEquals(call.error, exitCode === 0 ? "" : `Exit code ${exitCode}\n${output}`);
  }
});

Deno.test("a command that goes on or was cancelled, or a text of another form, is no call", async () => {
  for (const text of ["Command moved to background (PID: 7).", wrap("nothing"), 7, [{ text: "x" }], ""]) {
    assertEquals((await decodeEvents(shell(text))).calls, []);
  }
});

Deno.test("the model may choose a folder for a command", async () => {
  const folderOf = async (dir_path: string): Promise<string | undefined> =>
    (await onlyCall(shell(wrap("Output: x"), { dir_path }))).folder;
  assertEquals(await folderOf("sub"), "/p/sub");
  assertEquals(await folderOf("/q"), "/q");
  assertEquals(await folderOf(""), undefined);
});

Deno.test("what the model does not see of a long output is missing in its middle", async () => {
  const { cut, output } = await onlyCall(shell(wrap(`Output: ${"x".repeat(50_000)}`)));
  assertEquals(cut, { file: "", size: 50_000, missing: "middle" });
  assertEquals(output.length, 50_000);
  assertEquals((await onlyCall(shell(wrap(`Output: ${"x".repeat(30_000)}`)))).cut, undefined);
});

Deno.test("grep's exit code 1 is an answer", async () => {
  const [event = {}] = recordedEvents("gemini.jsonl").filter((json) =>
    JSON.stringify(json).includes("grep zzz")
  );
  assertEquals(said(await onlyCall(event)), {
    kind: "shell",
    status: "succeeded",
    command: "grep zzz a.txt",
  });
});

Deno.test("a write and an edit with their diffs", async () => {
  const events = recordedEvents("gemini.jsonl").filter(({ tool_name: name }) => name === "write_file");
  const named = (path: string): JsonObject =>
    events.find((json) => JSON.stringify(json).includes(`"filePath":"/home/user/project/${path}"`)) ?? {};
  assertEquals(said(await onlyCall(named("n.py"))), {
    kind: "write",
    status: "succeeded",
    path: "/home/user/project/n.py",
    changes: [{ text: "def f(:\n  pass\n", before: "" }],
    created: true,
  });
  assertEquals(said(await onlyCall(named("m.py"))), {
    kind: "write",
    status: "succeeded",
    path: "/home/user/project/m.py",
    changes: [{ text: "def f(x):\n    return y\n", before: "def f(x):\n    return x\n" }],
    patch: [{
      oldStart: 1,
      oldLines: 2,
      newStart: 1,
      newLines: 2,
      lines: [" def f(x):", "-    return x", "+    return y"],
    }],
    originalText: "def f(x):\n    return x\n",
  });
});

Deno.test("a call that ended with an error is known, and not answered: Gemini drops the context", async () => {
  const events = recordedEvents("gemini.jsonl").filter((json) => JSON.stringify(json).includes('"error":{'));
  for (const json of events) {
    const event = await decodeEvents(json);
    assertEquals(event.replies, "none");
    assertEquals((await answerTo(JSON.stringify(json), "stderr", COACH)).exitCode, 0);
    assertEquals((await answerTo(JSON.stringify(json), "context", COACH)).stdout, "");
  }
  const calls = await Promise.all(events.map((json) => onlyCall(json)));
  const statuses = new Set(
    calls.map(({ kind, status, mismatch, missing }) =>
      `${kind} ${status} ${mismatch?.found} ${mismatch?.texts} ${missing}`
    ),
  );
  assertEquals([...statuses].sort(), [
    "edit failed undefined undefined true",
    "edit rejected nowhere NOPE undefined",
    "read failed undefined undefined true",
  ]);
  // The same failure of a command is no error, and answered.
  const spoken = await answerTo(
    JSON.stringify(shell(wrap("Output: bash: line 1: nosuch: command not found\nExit Code: 127"))),
    "stderr",
    COACH,
  );
  assertEquals([spoken.exitCode, spoken.stderr, spoken.stdout.includes('"AfterTool"')], [0, "", true]);
});
