/**
 * Copilot CLI's calls.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { JsonObject } from "../../lib/text/json_object.ts";
import { decodeEvents, onlyCall, said } from "../support/events_of.ts";
import { FIXTURES } from "../support/harness.ts";
import { answerTo } from "../support/in_process.ts";

const COACH = `${FIXTURES}coach.json`;

const BASE: JsonObject = { session_id: "s", timestamp: "2026-11-28T03:26:02.000Z", cwd: "/p" };

function success(text: string, own: JsonObject = {}, type = "success"): JsonObject {
  return {
    ...BASE,
    hook_event_name: "PostToolUse",
    tool_name: "Bash",
    tool_input: { command: "make" },
    tool_result: { result_type: type, text_result_for_llm: text },
    ...own,
  };
}

function failure(tool_name: string, tool_input: JsonObject, error: string): JsonObject {
  return { ...BASE, hook_event_name: "PostToolUseFailure", tool_name, tool_input, error };
}

Deno.test("a command's exit code is in its last line", async () => {
  for (
    const [text, output, exitCode] of [
      ["a\n<shellId: 0 completed with exit code 0>", "a", 0],
      ["a\n<shellId: 0 completed with exit code 3>", "a", 3],
      [
        "<shellId: 0 completed with exit code 1>\nb\n<command with shellId: x completed with exit code 4>\n",
        undefined,
        4,
      ],
      [
        "a\n<shellId: 0 completed with exit code 3> b",
        "a\n<shellId: 0 completed with exit code 3> b",
        undefined,
      ],
    ] as const
  ) {
    const call = await onlyCall(success(text));
    assertEquals(call.exitCode, exitCode, text);
    assertEquals(call.output, output ?? "<shellId: 0 completed with exit code 1>\nb");
    assertEquals(call.status, (exitCode ?? 0) === 0 ? "succeeded" : "failed");
  }
});

Deno.test("a large output is in a file", async () => {
  const text = "Output too large to read at once (340.7 KB). Saved to: /tmp/out.txt\nmore";
  assertEquals((await onlyCall(success(text))).cut, { file: "/tmp/out.txt", size: 340_700, missing: "end" });
});

Deno.test("new files and edits", async () => {
  const create = success("", { tool_name: "Write", tool_input: { path: "/p/a.py", file_text: "x\n" } });
  assertEquals(said(await onlyCall(create)), {
    kind: "write",
    status: "succeeded",
    path: "/p/a.py",
    created: true,
    changes: [{ text: "x\n", before: "" }],
  });
  const edit = success("", {
    tool_name: "Edit",
    tool_input: { path: "/p/a.py", old_str: "x", new_str: "y" },
  });
  assertEquals(said(await onlyCall(edit)), {
    kind: "edit",
    status: "succeeded",
    path: "/p/a.py",
    changes: [{ text: "y", before: "x" }],
  });
  assertEquals((await decodeEvents(success("", {}, "denied"))).calls, []);
});

Deno.test("edits that were refused, and files that are missing", async () => {
  const input = { path: "/p/a.txt", old_str: "old", new_str: "new" };
  const refused = await onlyCall(failure("Edit", input, "No match found"));
  assertEquals([refused.status, refused.mismatch], ["rejected", { found: "nowhere", texts: ["old"] }]);
  const missing = await onlyCall(failure("Read", input, "Path does not exist"));
  assertEquals([missing.status, missing.missing], ["failed", true]);
  assertEquals(
    (await onlyCall(failure("Edit", {}, "Tool 'apply_patch' does not exist."))).mismatch,
    undefined,
  );
});

Deno.test("the context is at the top of the reply, alone, whatever the flag says", async () => {
  const event = JSON.stringify(
    success("bash: line 1: nosuch: command not found\n<shellId: 0 completed with exit code 127>"),
  );
  for (const reply of ["stderr", "context"] as const) {
    const { exitCode, stderr, stdout } = await answerTo(event, reply, COACH);
    assertEquals([exitCode, stderr, Object.keys(JSON.parse(stdout))], [0, "", ["additionalContext"]]);
  }
});
