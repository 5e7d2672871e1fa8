/**
 * Whose an event is, by its own fields.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { allowedVariables } from "../../.github/tasks/lists.ts";
import { decodeEvent } from "../../lib/agents/table.ts";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { FIXTURES, RECORDED_CLIENTS } from "../support/harness.ts";

async function agentOf(json: JsonObject): Promise<string> {
  return (await decodeEvent(json))?.agent ?? "none";
}

const EVENT = {
  hook_event_name: "PostToolUse",
  session_id: "s",
  transcript_path: "/home/user/.claude/projects/p/s.jsonl",
  tool_name: "Bash",
  tool_input: { command: "x" },
  tool_response: { success: true },
};
const END = { ...EVENT, hook_event_name: "SessionEnd", reason: "other" };

Deno.test("Claude Code's events and the short form are recognized, each as its own", async () => {
  assertEquals(await agentOf(EVENT), "claude-code");
  assertEquals(await agentOf(END), "claude-code");
  const { hook_event_name: _, ...shortForm } = EVENT;
  assertEquals(await agentOf(shortForm), "short-form");
  assertEquals(await agentOf({ ...shortForm, tool_response: { success: "yes" } }), "none");
});

Deno.test("the end of a Codex session is not taken for Claude Code's", async () => {
  for (
    const folder of ["/home/user/.codex/sessions/2026/11/28/", "C:\\Users\\user\\.codex\\sessions\\", ""]
  ) {
    const transcript_path = `${folder}rollout-2026-11-28T05-00-00-0199.jsonl`;
    assertEquals(await agentOf({ ...END, transcript_path }), "codex", folder);
  }
  // A folder may have any name.
  assertEquals(await agentOf({ ...END, transcript_path: "/rollout-1/s.jsonl" }), "claude-code");
});

const TIME = "2026-11-28T03:26:02.000Z";

Deno.test("each agent's events are distinguished from the others' by their own fields, in order", async () => {
  const { transcript_path: _, ...bare } = EVENT;
  const result = { result_type: "success", text_result_for_llm: "" };
  for (
    const [agent, json] of [
      ["gemini", { ...EVENT, hook_event_name: "AfterTool", timestamp: TIME }],
      ["gemini", { ...EVENT, hook_event_name: "AfterTool", turn_id: "t" }],
      ["gemini", { ...END, timestamp: TIME, transcript_path: "C:\\u\\.gemini\\tmp\\s.jsonl" }],
      ["codex", { ...EVENT, turn_id: "t" }],
      ["none", { ...EVENT, turn_id: "" }],
      ["none", { ...EVENT, turn_id: 1 }],
      ["copilot", { ...bare, timestamp: TIME, tool_result: result }],
      ["none", { ...bare, timestamp: TIME, tool_result: { resultType: "success" } }],
      ["copilot", { ...bare, hook_event_name: "PostToolUseFailure", timestamp: TIME, error: "x" }],
      ["none", { ...bare, hook_event_name: "PostToolUseFailure", timestamp: TIME, tool_use_id: "i" }],
      ["qwen", { ...EVENT, timestamp: TIME, permission_mode: "yolo" }],
      ["none", { ...EVENT, timestamp: TIME }],
      ["qwen", { ...END, timestamp: TIME, transcript_path: "/u/.qwen/projects/p/chats/s.jsonl" }],
      ["none", { ...END, timestamp: TIME, permission_mode: "yolo" }],
    ] satisfies [string, JsonObject][]
  ) {
    assertEquals(await agentOf(json), agent, JSON.stringify(json));
  }
});

/** Fields that Claude Code's events never have. */
const FOREIGN_KEYS =
  "turn_id timestamp hookEventName sessionId toolName tool_result tool_output conversation_id " +
  "workspace_roots agent_action_name trajectory_id clineVersion";

for (const key of FOREIGN_KEYS.split(" ")) {
  Deno.test(`an event with ${key} is another client's`, async () => {
    assertEquals(await agentOf({ ...EVENT, [key]: "x" }), key === "turn_id" ? "codex" : "none");
    assertEquals(await agentOf({ ...END, [key]: "x" }), "none");
    const { hook_event_name: _, ...shortForm } = EVENT;
    assertEquals(await agentOf({ ...shortForm, [key]: "x" }), "none");
  });
}

Deno.test("hook mode may read the variables that the code and the agents' rows name, and no others (deno task lists)", () => {
  const variables = allowedVariables();
  assertEquals(config.permissions.hook.env, variables);
  assert(variables.includes("CLAUDE_PROJECT_DIR") && variables.includes("FASTHOOK_CONFIG"));
});

for (const client of RECORDED_CLIENTS) {
  Deno.test(`recorded events of ${client} are never taken for another agent's`, async () => {
    const lines = (await Deno.readTextFile(`${FIXTURES}${client}.jsonl`)).trimEnd().split("\n");
    for (const line of lines) {
      const json: unknown = JSON.parse(line);
      const agent = isObject(json) ? await agentOf(json) : "no object";
      assertEquals(["none", client].includes(agent), true, `${agent}: ${line.slice(0, 200)}`);
    }
  });
}

Deno.test("there are recorded events of clients", () => {
  assertEquals(RECORDED_CLIENTS.includes("claude-code") && RECORDED_CLIENTS.includes("codex"), true);
});
