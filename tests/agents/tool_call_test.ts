/**
 * What Claude Code's events say about a call, in fields that do not depend on the agent.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { decodeEvent } from "../../lib/agents/table.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import type { BatchCall, ToolCall } from "../../lib/event/event.ts";
import type { JsonObject } from "../../lib/text/json_object.ts";

function succeed(tool: string, input: JsonObject, response: JsonObject = {}): ToolCall {
  return toolCall({ tool_name: tool, tool_input: input }, outcomeOf(response));
}

function fail(tool: string, input: JsonObject, error: string): ToolCall {
  return toolCall({ tool_name: tool, tool_input: input }, { status: "failed", response: {}, error });
}

Deno.test("kind says what a tool does, and other for tools that only sound like it", () => {
  const kinds = [
    "Bash",
    "Read",
    "NotebookRead",
    "Write",
    "Edit",
    "MultiEdit",
    "NotebookEdit",
    "Agent",
    "Task",
  ]
    .map((tool) => succeed(tool, {}).kind);
  assertEquals(kinds, ["shell", "read", "read", "write", "edit", "edit", "edit", "spawn", "spawn"]);
  assertEquals(["Grep", "Glob", "LS"].map((tool) => succeed(tool, {}).kind), [
    "search",
    "search",
    "search",
  ]);
  assertEquals(["WebFetch", "WebSearch"].map((tool) => succeed(tool, {}).kind), ["fetch", "fetch"]);
  for (const tool of ["", "bash", "TaskCreate", "BashOutput", "PowerShell", "mcp__x__Write", "Write Edit"]) {
    assertEquals(succeed(tool, {}).kind, "other", tool);
  }
});

const HUNK = { oldStart: 3, oldLines: 1, newStart: 4, newLines: 2, lines: ["-a", "+b", "+c"] };

Deno.test("patch holds an edit's hunks, without what is none", () => {
  const response = {
    originalFile: "a\n",
    structuredPatch: [HUNK, 1, { lines: ["+x"] }, { newStart: 1.5, lines: [] }],
  };
  const call = succeed("Edit", { file_path: "/a", old_string: "a", new_string: "b\nc" }, response);
  assertEquals(call.patch, [HUNK]);
  assertEquals(call.originalText, "a\n");
  assertEquals(call.created, undefined);
});

Deno.test("originalText of a notebook is what NotebookEdit names otherwise", () => {
  const response = { original_file: "{}", updated_file: "{ }", edit_mode: "delete" };
  assertEquals(succeed("NotebookEdit", { notebook_path: "/a.ipynb" }, response).originalText, "{}");
});

Deno.test("patch is missing where the agent gives none, and for a Write whose empty one may mean anything", () => {
  assertEquals("patch" in succeed("Edit", {}, {}), false);
  assertEquals("patch" in succeed("Edit", {}, { structuredPatch: "x" }), false);
  assertEquals("patch" in succeed("Write", {}, { structuredPatch: [] }), false);
  assertEquals(succeed("Write", {}, { structuredPatch: [], type: "update" }).patch, []);
  assertEquals(succeed("Edit", {}, { structuredPatch: [] }).patch, []);
});

Deno.test("created is set for a new file, which has no patch", () => {
  const call = succeed("Write", { content: "x" }, {
    type: "create",
    structuredPatch: [],
    originalFile: null,
  });
  assertEquals(call.created, true);
  assertEquals("patch" in call || "originalText" in call, false);
  assertEquals("created" in succeed("Write", {}, { type: "update" }), false);
});

Deno.test("written lists the files that a command edited", () => {
  const diff = {
    files: ["a.ts", { filePath: "b.ts", type: "created" }, { path: "c.ts", hunks: [HUNK] }, { patch: [] }, 7],
  };
  assertEquals(succeed("Bash", { command: "x" }, { bashEditDiff: diff }).written, [
    { path: "a.ts" },
    { path: "b.ts", created: true },
    { path: "c.ts", patch: [HUNK] },
  ]);
  assertEquals(succeed("Bash", { command: "x" }, { bashEditDiff: {} }).written, []);
  assertEquals("written" in succeed("Bash", { command: "x" }, { bashEditDiff: 1 }), false);
});

Deno.test("exitCode is read from a failed command's error, and output is what follows", () => {
  const call = fail("Bash", { command: "x" }, "Exit code 127\nbash: x: not found");
  assertEquals([call.exitCode, call.output], [127, "bash: x: not found"]);
  const silent = fail("Bash", { command: "x" }, "Exit code 1");
  assertEquals([silent.exitCode, silent.output], [1, ""]);
  for (const error of ["Exit code", "Exit code x", "It said: Exit code 1"]) {
    assertEquals("exitCode" in fail("Bash", {}, error), false, error);
  }
  assertEquals("exitCode" in fail("WebFetch", {}, "Exit code 1"), false);
});

Deno.test("a succeeded command's exitCode is 0 only where nothing says otherwise", () => {
  const response = { stdout: "x", stderr: "", interrupted: false };
  assertEquals(succeed("Bash", {}, response).exitCode, 0);
  for (
    const other of [
      { returnCodeInterpretation: "No matches found" },
      { backgroundTaskId: "b" },
      { timedOutAfterMs: 1 },
      { interrupted: true },
    ]
  ) assertEquals("exitCode" in succeed("Bash", {}, { ...response, ...other }), false);
  // The short form has no output.
  assertEquals("exitCode" in succeed("Bash", {}, { success: true }), false);
  assertEquals("exitCode" in succeed("Read", {}, response), false);
});

Deno.test("output is what a tool returned, from the place where it returns it", () => {
  assertEquals(succeed("Bash", {}, { stdout: "a", stderr: "b" }).output, "a\nb");
  assertEquals(succeed("Read", {}, { file: { content: "text" } }).output, "text");
  assertEquals(succeed("WebFetch", {}, { result: "page" }).output, "page");
  assertEquals(succeed("Read", {}, { type: "image", file: { base64: "" } }).output, "");
});

const NOWHERE = "String to replace not found in file.\nString: ";
const MANY =
  "Found 3 matches of the string to replace, but replace_all is false. Provide more context.\nString: ";

Deno.test("mismatch says that an edit's text is nowhere or there many times, and which text", () => {
  const input = { file_path: "/a", old_string: "  a\n", new_string: "b" };
  assertEquals(fail("Edit", input, `${NOWHERE}  a`).mismatch, { found: "nowhere", texts: ["  a\n"] });
  assertEquals(fail("Edit", input, `${MANY}  a`).mismatch, { found: "many", count: 3, texts: ["  a\n"] });
  assertEquals(fail("Edit", {}, NOWHERE.trimEnd()).mismatch, { found: "nowhere", texts: [] });
  assertEquals(fail("Edit", {}, `${NOWHERE}x`).mismatch, { found: "nowhere", texts: ["x"] });
});

Deno.test("mismatch names the one of several edits that the message names, else all of them", () => {
  const edits = [{ old_string: "one();" }, { old_string: "  two();" }, 1];
  assertEquals(fail("MultiEdit", { edits }, `${NOWHERE}  two();`).mismatch?.texts, ["  two();"]);
  assertEquals(fail("MultiEdit", { edits }, "String to replace not found in file.").mismatch?.texts, [
    "one();",
    "  two();",
  ]);
  assertEquals(fail("MultiEdit", { edits }, `${NOWHERE}three`).mismatch?.texts, ["three"]);
});

Deno.test("mismatch is missing for other errors, other tools, and the same words in the file's text", () => {
  for (
    const error of [
      "No changes to make: old_string and new_string are exactly the same.",
      "File has not been read yet. Read it first before writing to it.",
      `${"x".repeat(300)}String to replace not found in file.`,
    ]
  ) assertEquals("mismatch" in fail("Edit", {}, error), false, error);
  assertEquals("mismatch" in fail("Bash", {}, `${NOWHERE}x`), false);
  assertEquals("mismatch" in succeed("Edit", { old_string: NOWHERE }), false);
});

Deno.test("missing is set where the call's file does not exist", () => {
  const error = "File does not exist. Note: your current working directory is /p.";
  assertEquals(fail("Read", { file_path: "/p/a" }, error).missing, true);
  assertEquals("missing" in fail("Read", {}, "Not read: File does not exist."), false);
});

Deno.test("spawn names the sub-agent's type, and how long it ran while the caller waited", () => {
  const spawn = (rest: JsonObject, response: JsonObject): ToolCall["spawn"] =>
    toolCall({ tool_name: "Agent", tool_input: { subagent_type: "explore" }, ...rest }, outcomeOf(response))
      .spawn;
  assertEquals(spawn({ duration_ms: 5 }, { status: "completed", totalDurationMs: 4 }), {
    type: "explore",
    ranMs: 5,
  });
  assertEquals(spawn({}, { status: "completed", totalDurationMs: 4 }), { type: "explore", ranMs: 4 });
  assertEquals(spawn({ duration_ms: 5 }, { status: "async_launched" }), { type: "explore" });
  assertEquals("spawn" in succeed("TaskCreate", {}), false);
});

Deno.test("ownField() reads texts and numbers of the agent's own event, and nothing that is inherited", () => {
  const { ownField } = succeed("Bash", { command: "x", timeout: 7, list: ["a"] });
  assertEquals(
    [
      "tool_input.command",
      "tool_input.timeout",
      "tool_input",
      "tool_input.list.0",
      "tool_input.constructor.name",
    ]
      .map(ownField),
    ["x", "7", "", "", ""],
  );
});

async function batch(calls: readonly unknown[]): Promise<readonly BatchCall[] | undefined> {
  const decoded = await decodeEvent({ hook_event_name: "PostToolBatch", tool_calls: calls });
  return decoded?.event.batch;
}

Deno.test("batch lists all calls of a batch, with what its texts say about how each ended", async () => {
  const call = (tool: string, tool_response: unknown, tool_input: JsonObject = {}): JsonObject => ({
    tool_name: tool,
    tool_input,
    tool_use_id: tool,
    tool_response,
  });
  assertEquals(
    await batch([
      call("Edit", "<tool_use_error>No</tool_use_error>", { file_path: "/a" }),
      call("Write", "File created successfully at: /b", { file_path: "/b" }),
      call("Bash", "Exit code 1\nx"),
      call("Bash", "Saved successfully"),
      call("Read", [{ type: "image" }], { file_path: "/c" }),
      7,
    ]),
    [
      { id: "Edit", kind: "edit", path: "/a", status: "rejected" },
      { id: "Write", kind: "write", path: "/b", status: "succeeded" },
      { id: "Bash", kind: "shell", path: "", status: "failed" },
      { id: "Bash", kind: "shell", path: "", status: "unknown" },
      { id: "Read", kind: "read", path: "/c", status: "unknown" },
    ],
  );
  assertEquals(await batch([]), []);
});

Deno.test("an event names its sub-agent, and only a batch's event has a batch", async () => {
  const json = { hook_event_name: "PostToolUse", tool_name: "Bash", agent_id: "a1", agent_type: "explore" };
  const event = (await decodeEvent(json))?.event;
  assertEquals([event?.agentId, event?.agentType, event?.batch], ["a1", "explore", undefined]);
});
