/**
 * Unit tests of lib/agents/claude_code/transcript.ts: from the lines of a session file to the events that hooks got.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { decodeEvent } from "../../lib/agents/table.ts";
import { shortHash } from "../../lib/text/hash.ts";
import { Transcript } from "../../lib/agents/claude_code/transcript.ts";
import type { Recorded, RecordedHook } from "../../lib/agents/shared/recorded.ts";

const COMMON = { sessionId: "s", cwd: "/p", timestamp: "2026-11-22T07:00:00.000Z" };
const AT = Date.parse(COMMON.timestamp);

function announce(name: string, input: unknown, id = "t1"): JsonObject {
  return { ...COMMON, type: "assistant", message: { content: [{ type: "tool_use", id, name, input }] } };
}

function result(block: JsonObject, line: JsonObject = {}): JsonObject {
  const content = [{ type: "tool_result", tool_use_id: "t1", ...block }];
  return { ...COMMON, type: "user", message: { content }, ...line };
}

function read(...lines: readonly unknown[]): readonly Recorded[] {
  const transcript = new Transcript();
  return lines.flatMap((line) => transcript.read(line));
}

function eventOf(...lines: readonly unknown[]): JsonObject | undefined {
  const [record, ...more] = read(...lines);
  assertEquals(more, []);
  if (record === undefined) return undefined;
  assert(record.kind === "call");
  return record.event;
}

Deno.test("Transcript reads a call that worked as the hook's own event", () => {
  const accepted = { permissionDecision: { decision: "accept" }, toolUseResult: { stdout: "x" } };
  assertEquals(
    read(announce("Bash", { command: "ls" }), result({ content: "x", is_error: false }, accepted)),
    [{
      kind: "call",
      at: AT,
      key: shortHash('["t1",{"name":"Bash","input":{"command":"ls"}}]'),
      announced: 1,
      ended: 2,
      event: {
        session_id: "s",
        cwd: "/p",
        hook_event_name: "PostToolUse",
        tool_name: "Bash",
        tool_input: { command: "ls" },
        tool_use_id: "t1",
        tool_response: { stdout: "x" },
      },
    }],
  );
});

Deno.test("Transcript makes a relative file path absolute, as Claude Code does for hooks", () => {
  const event = eventOf(
    announce("Write", { file_path: "a.py", content: "" }),
    result({}, { toolUseResult: {} }),
  );
  assertEquals(event?.["tool_input"], { file_path: "/p/a.py", content: "" });
});

Deno.test("Transcript reads a failure with the error that the hook got", () => {
  const failed = { is_error: true, content: "Exit code 2\nno" };
  const whole = eventOf(announce("Bash", {}), result(failed, { toolUseResult: "Error: Exit code 2\nno" }));
  assertEquals([whole?.["hook_event_name"], whole?.["error"]], ["PostToolUseFailure", "Exit code 2\nno"]);
  // Files of sub-agents hold only the text that the model got.
  assertEquals(eventOf(announce("Bash", {}), result(failed))?.["error"], "Exit code 2\nno");
});

Deno.test("Transcript takes a sub-agent's command output from the text", () => {
  const content = [{ type: "text", text: "a" }, { type: "image" }, { type: "text", text: "b" }];
  assertEquals(eventOf(announce("Bash", {}), result({ content }))?.["tool_response"], { stdout: "a\nb" });
  assertEquals(eventOf(announce("Read", {}), result({ content }))?.["tool_response"], {});
});

Deno.test("Transcript reads a refused edit as the batch that is the only one to hear of it", async () => {
  const content = "<tool_use_error>String to replace not found in file.\nString: x</tool_use_error>";
  const event = eventOf(
    announce("Edit", { file_path: "a.ts" }),
    result({ content, is_error: true }, { toolUseResult: "Error: String to replace not found in file." }),
  );
  assertEquals(event?.["hook_event_name"], "PostToolBatch");
  assert(isObject(event));
  assertEquals((await decodeEvent(event))?.event.calls.map(({ status, path }) => [status, path]), [[
    "rejected",
    "a.ts",
  ]]);
});

Deno.test("Transcript leaves calls out that never ran", () => {
  for (
    const line of [
      { toolDenialKind: "user-rejected" },
      { permissionDecision: { decision: "reject" } },
      { toolUseResult: "User rejected tool use" },
    ]
  ) {
    assertEquals(eventOf(announce("Bash", {}), result({ content: "no", is_error: true }, line)), undefined);
  }
  for (
    const content of [
      "The user doesn't want to proceed with this tool use.",
      "[Request interrupted by user for tool use]",
      "Permission to use Bash with command rm has been denied.",
    ]
  ) {
    assertEquals(eventOf(announce("Bash", {}), result({ content, is_error: true })), undefined, content);
  }
});

Deno.test("Transcript leaves a result out whose call is not in the file, and reads a call once", () => {
  assertEquals(read(result({ content: "x" })), []);
  assertEquals(read(announce("Bash", {}), result({ content: "x" }), result({ content: "x" })).length, 1);
});

Deno.test("Transcript forgets the oldest of a thousand open calls", () => {
  const transcript = new Transcript();
  for (let id = 0; id <= 1000; id++) transcript.read(announce("Bash", {}, `t${id}`));
  const ofCall = (id: string): readonly Recorded[] =>
    transcript.read({ type: "user", message: { content: [{ type: "tool_result", tool_use_id: id }] } });
  assertEquals(ofCall("t0").length, 0);
  assertEquals(ofCall("t1").length, 1);
});

Deno.test("Transcript reads what hooks did", () => {
  const hook = (attachment: JsonObject): Recorded | undefined =>
    read({ ...COMMON, type: "attachment", attachment: { hookEvent: "PostToolUse", ...attachment } })[0];
  const base: RecordedHook = {
    kind: "hook",
    outcome: "output",
    at: AT,
    event: "PostToolUse",
    command: "",
    ms: undefined,
    text: "",
  };
  assertEquals(hook({ type: "hook_success", command: "jq .", durationMs: 12, exitCode: 0 }), {
    ...base,
    command: "jq .",
    ms: 12,
  });
  assertEquals(hook({ type: "hook_additional_context", content: ["a", "b"] }), {
    ...base,
    outcome: "context",
    text: "a\nb",
  });
  assertEquals(
    hook({ type: "hook_blocking_error", blockingError: { blockingError: "no", command: "x" } }),
    { ...base, outcome: "blocked", command: "x", text: "no" },
  );
  assertEquals(hook({ type: "hook_cancelled" }), { ...base, outcome: "cancelled" });
  assertEquals(hook({ type: "todo_reminder" }), undefined);
  assertEquals(hook({ type: "constructor" }), undefined);
});

Deno.test("Transcript finds the hook that said something to the model by its call", () => {
  const of = (attachment: JsonObject): JsonObject => ({
    ...COMMON,
    type: "attachment",
    attachment: { hookEvent: "PostToolUse", ...attachment },
  });
  const context = { type: "hook_additional_context", content: ["x"] };
  const records = read(
    of({ type: "hook_success", command: "jq .", toolUseID: "t1" }),
    of({ ...context, toolUseID: "t1" }),
    of({ ...context, toolUseID: "t2" }),
  );
  assertEquals(records.map((record) => record.kind === "hook" && record.command), ["jq .", "jq .", ""]);
});

Deno.test("Transcript reads the hooks at the end of a turn", () => {
  const line = { ...COMMON, type: "system", subtype: "stop_hook_summary" };
  const [hook] = read({ ...line, hookInfos: [{ command: "log.sh", durationMs: 15 }, 1] });
  assertEquals(hook, {
    kind: "hook",
    at: AT,
    event: "Stop",
    command: "log.sh",
    ms: 15,
    outcome: "output",
    text: "",
  });
});

Deno.test("Transcript is silent about anything else", () => {
  for (
    const line of [null, 1, "x", [], {}, { type: "user" }, { type: "user", message: "x" }, {
      type: "summary",
    }]
  ) {
    assertEquals(read(line), []);
  }
  assert(Number.isNaN(read({ type: "attachment", attachment: { type: "hook_cancelled" } })[0]?.at));
});
