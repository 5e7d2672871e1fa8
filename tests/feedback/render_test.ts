import { assert, assertEquals } from "@std/assert";
import type { ToolCall } from "../../lib/event/event.ts";
import type { Finding } from "../../lib/event/finding.ts";
import { MAX_REPLY_UNITS, render, subject } from "../../lib/feedback/render.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";

function call(tool: string, input: Record<string, unknown>): ToolCall {
  return toolCall({ tool_name: tool, tool_input: input }, outcomeOf({}));
}

function finding(text: string): Finding {
  return { rule: "a/b", severity: "notice", text };
}

Deno.test("subject() names the command, the file, the address, the query or the description", () => {
  assertEquals(subject(call("Bash", { command: "ls\n-l" })), "Bash `ls -l`");
  assertEquals(subject(call("Edit", { file_path: "/p/a.ts" })), "Edit /p/a.ts");
  assertEquals(subject(call("WebFetch", { url: "http://x" })), "WebFetch http://x");
  assertEquals(subject(call("WebSearch", { query: "q" })), "WebSearch q");
  assertEquals(subject(call("Agent", { description: "look around" })), "Agent look around");
  assertEquals(subject(call("Skill", {})), "Skill");
});

Deno.test("render() puts one finding on a line under its call", () => {
  const groups = [{
    call: call("Bash", { command: "x" }),
    findings: [finding("one\ntwo"), finding("three")],
  }];
  assertEquals(
    render(groups, { withheld: 0 }),
    "fasthook on Bash `x`:\n- a/b (notice): one two\n- a/b (notice): three",
  );
});

Deno.test("render() gives nothing for no findings", () => {
  assertEquals(render([], { withheld: 3 }), "");
});

Deno.test("render() stays under the limit and says that it is full", () => {
  const findings = Array.from({ length: 30 }, () => finding("x".repeat(2000)));
  const text = render([{ call: call("Bash", { command: "x" }), findings }], { withheld: 0 });
  assert(text.length <= MAX_REPLY_UNITS);
  assert(text.endsWith("\n(more was found; this reply is full)"));
});

Deno.test("render() cuts a finding at 900 units, and subject() a tool at 60 and its object at 120", () => {
  const [, line = ""] = render([{
    call: call("Bash", { command: "x" }),
    findings: [finding("t".repeat(901))],
  }], {
    withheld: 0,
  }).split("\n");
  assertEquals(line, `- a/b (notice): ${"t".repeat(899)}…`);
  assertEquals(subject(call("T".repeat(61), {})), `${"T".repeat(59)}…`);
  assertEquals(subject(call("Bash", { command: "c".repeat(121) })), `Bash \`${"c".repeat(119)}…\``);
  assertEquals(subject(call("Edit", { file_path: "f".repeat(121) })), `Edit ${"f".repeat(119)}…`);
});

Deno.test("render() uses the limit to the last unit that leaves room for saying that it is full", () => {
  // "fasthook on Bash `x`:" and nine lines of 916 units, each with its line end, leave 664 units and a line end.
  const nine = Array.from({ length: 9 }, () => finding("x".repeat(900)));
  const isFull = (units: number): boolean =>
    render([{
      call: call("Bash", { command: "x" }),
      findings: [...nine, finding("y".repeat(units - "- a/b (notice): ".length))],
    }], { withheld: 0 }).endsWith("is full)");
  assertEquals([isFull(MAX_REPLY_UNITS - 60 - 22 - 9 * 917 - 1), isFull(665)], [false, true]);
  assertEquals(MAX_REPLY_UNITS, 9000);
});

Deno.test("render() ends with how many findings were held back", () => {
  const groups = [{ call: call("Bash", { command: "x" }), findings: [finding("one")] }];
  assertEquals(render(groups, { withheld: 1 }).split("\n").at(-1), "(1 more finding was held back)");
  assertEquals(render(groups, { withheld: 2 }).split("\n").at(-1), "(2 more findings were held back)");
});
