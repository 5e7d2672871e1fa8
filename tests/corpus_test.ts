/**
 * Every recorded event in tests/fixtures/ against the rules that speak about it, or silence.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isObject } from "../lib/text/json_object.ts";
import { FIXTURES, RECORDED_CLIENTS } from "./support/harness.ts";
import { answerTo } from "./support/in_process.ts";

const SPEAKING_EVENTS = new Set(["PostToolUse", "PostToolUseFailure", "PostToolBatch"]);

/** What is said about an event: its rules in order, or "-". */
async function rules(line: string, config = ""): Promise<string> {
  const { stdout } = await answerTo(line, "context", config);
  return [...stdout.matchAll(/\\n- ([a-z-]+\/[a-z-]+) \(/g)].map(([, rule]) => rule).join(" ") || "-";
}

function nameOf(line: string): string {
  const event: unknown = JSON.parse(line);
  assert(isObject(event));
  return [event["hook_event_name"], event["tool_name"]].filter((part) => typeof part === "string").join(" ");
}

for (const agent of RECORDED_CLIENTS) {
  Deno.test(`recorded events of ${agent} get exactly the stated feedback`, async () => {
    const lines = (await Deno.readTextFile(`${FIXTURES}${agent}.jsonl`)).trimEnd().split("\n");
    const expected = await Deno.readTextFile(`${FIXTURES}${agent}.expected`);
    const said = await Promise.all(lines.map(async (line) => `${nameOf(line)}: ${await rules(line)}`));
    assertEquals(said.join("\n") + "\n", expected);
  });
}

for (const agent of RECORDED_CLIENTS) {
  Deno.test(`recorded events of ${agent} get advice as well where the pack coach is on`, async () => {
    const lines = (await Deno.readTextFile(`${FIXTURES}${agent}.jsonl`)).trimEnd().split("\n");
    const expected = await Deno.readTextFile(`${FIXTURES}${agent}.coach.expected`);
    const said = await Promise.all(
      lines.map(async (line) => `${nameOf(line)}: ${await rules(line, `${FIXTURES}coach.json`)}`),
    );
    assertEquals(said.filter((line) => !line.endsWith(": -")).join("\n") + "\n", expected);
  });
}

Deno.test("no event other than the three about finished calls gets a word", async () => {
  const lines = (await Deno.readTextFile(`${FIXTURES}claude-code.jsonl`)).trimEnd().split("\n");
  const others = lines.filter((line) => !SPEAKING_EVENTS.has(nameOf(line).split(" ")[0] ?? ""));
  assert(others.length > 20);
  for (const line of others) assertEquals((await answerTo(line, "stderr")).exitCode, 0);
});

Deno.test("feedback about a recorded event names its file or command", async () => {
  const lines = (await Deno.readTextFile(`${FIXTURES}claude-code.jsonl`)).trimEnd().split("\n");
  for (const line of lines) {
    const { stderr } = await answerTo(line, "stderr");
    if (stderr === "") continue;
    const event: unknown = JSON.parse(line);
    assert(isObject(event) && isObject(event["tool_input"]));
    const { command, file_path, url } = event["tool_input"];
    assertStringIncludes(stderr, String(command ?? file_path ?? url ?? event["tool_name"]).slice(0, 60));
  }
});
