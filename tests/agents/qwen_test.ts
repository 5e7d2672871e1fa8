/**
 * Qwen Code's calls.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../lib/text/json_object.ts";
import { decodeEvents, onlyCall, recordedEvents, said } from "../support/events_of.ts";
import { FIXTURES } from "../support/harness.ts";
import { answerTo } from "../support/in_process.ts";

const COACH = `${FIXTURES}coach.json`;

const BASE: JsonObject = {
  session_id: "s",
  transcript_path: "/u/.qwen/projects/p/chats/s.jsonl",
  cwd: "/p",
  timestamp: "t",
  permission_mode: "yolo",
};

function textOf(output: string, { command = "make", code = "0", signal = "(none)" } = {}): string {
  return `Command: ${command}\nDirectory: (root)\nOutput: ${output}\nError: (none)\nExit Code: ${code}\n` +
    `Signal: ${signal}\nProcess Group PGID: (none)`;
}

function failure(error: string, tool_name = "run_shell_command", input: JsonObject = {}): JsonObject {
  const tool_input = { command: "make", ...input };
  return { ...BASE, hook_event_name: "PostToolUseFailure", tool_name, tool_input, error, tool_use_id: "i" };
}

function success(llmContent: string, returnDisplay: unknown = ""): JsonObject {
  return {
    ...BASE,
    hook_event_name: "PostToolUse",
    tool_name: "run_shell_command",
    tool_input: { command: "make" },
    tool_response: { llmContent, returnDisplay },
    tool_use_id: "i",
  };
}

Deno.test("how a failed command ended", async () => {
  for (
    const [error, output, exitCode] of [
      [textOf("a", { code: "3" }), "a", 3],
      [textOf("(empty)", { code: "(none)", signal: "9" }), "", 137],
      [textOf("x\nError: y\nExit Code: 7\nz", { code: "2" }), "x\nError: y\nExit Code: 7\nz", 2],
      [textOf("a", { command: "cat <<E\nOutput: no\nE", code: "4" }), "a", 4],
    ] as const
  ) {
    const call = await onlyCall(failure(error));
    assertEquals([call.output, call.exitCode, call.status], [output, exitCode, "failed"], error);
    assertEquals(call.error, `Exit code ${exitCode}\n${output}`);
  }
});

Deno.test("a command that succeeded, one that goes on, and one whose output is in a file", async () => {
  assertEquals(said(await onlyCall(success(textOf("ok")))), {
    kind: "shell",
    status: "succeeded",
    command: "make",
    output: "ok",
    exitCode: 0,
  });
  assertEquals((await decodeEvents(success("Background shell started.\nid: bg_1"))).calls, []);
  const cut =
    "Tool output was too large and has been truncated.\nThe full output has been saved to: /t/o.txt\nTo";
  assertEquals((await onlyCall(success(cut, "x".repeat(40)))).cut, {
    file: "/t/o.txt",
    size: 40,
    missing: "middle",
  });
});

Deno.test("edits that were refused, and files that are missing", async () => {
  const input = { file_path: "/p/a.txt", old_string: "old" };
  const nowhere = "Failed to edit, 0 occurrences found for old_string in /p/a.txt. No edits made.";
  const many = "Failed to edit. Expected 1 occurrence but found 3 for old_string in file: /p/a.txt";
  assertEquals((await onlyCall(failure(nowhere, "edit", input))).mismatch, {
    found: "nowhere",
    texts: ["old"],
  });
  const call = await onlyCall(failure(many, "edit", input));
  assertEquals([call.status, call.mismatch], ["rejected", { found: "many", count: 3, texts: ["old"] }]);
  assertEquals((await onlyCall(failure(nowhere, "read_file", input))).mismatch, undefined);
  const missing = await onlyCall(failure("File not found: /p/a.txt", "read_file", input));
  assertEquals([missing.status, missing.missing, missing.path], ["failed", true, "/p/a.txt"]);
});

Deno.test("a batch has only the calls that were refused before they ran", async () => {
  const batches = recordedEvents("qwen.jsonl").filter(({ hook_event_name: name }) =>
    name === "PostToolBatch"
  );
  const events = await Promise.all(batches.map((json) => decodeEvents(json)));
  const errors = events.flatMap(({ calls }) => calls.map(({ status, error }) => `${status} ${error}`));
  assertEquals(errors.length > 2 && errors.every((error) => error.startsWith("rejected ")), true);
  assertEquals(errors.includes("rejected params must have required property 'content'"), true);
  assertEquals(events.every(({ batch }) => batch === undefined), true);
});

Deno.test("a new file is known by its diff", async () => {
  const writes = recordedEvents("qwen.jsonl").filter(({ hook_event_name: event, tool_name: tool }) =>
    event === "PostToolUse" && tool === "write_file"
  );
  const calls = await Promise.all(writes.map((json) => onlyCall(json)));
  assertEquals(calls.length > 0 && calls.every(({ created }) => created === true), true);
});

Deno.test("never exit code 2 and never a decision, also where the flag asks for it", async () => {
  const { exitCode, stderr, stdout } = await answerTo(
    JSON.stringify(failure(textOf("bash: line 1: nosuch: command not found", { code: "127" }))),
    "stderr",
    COACH,
  );
  assertEquals([exitCode, stderr, Object.keys(JSON.parse(stdout))], [0, "", ["hookSpecificOutput"]]);
});
