/**
 * Session files of other agents: each was written by the released client in a run of `deno task e2e --agent all`, without prompts.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { AnySession, isSession } from "../../lib/agents/recordings/table.ts";
import { withoutAdded } from "../../lib/agents/shared/recorded.ts";
import { decodeEvent } from "../../lib/agents/table.ts";
import { FIXTURES } from "../support/harness.ts";

async function callsOf(agent: string): Promise<string[]> {
  const session = new AnySession();
  const calls: string[] = [];
  let last = 0;
  for (const line of Deno.readTextFileSync(`${FIXTURES}sessions/${agent}.jsonl`).trimEnd().split("\n")) {
    for (const record of session.read(JSON.parse(line))) {
      assert(record.kind === "call");
      assert(record.announced <= record.ended && record.ended >= last && record.at > 0 && record.key !== "");
      last = record.ended;
      const decoded = await decodeEvent(record.event);
      assertEquals([decoded?.agent, decoded?.event.cwd], [agent, "/home/user/project"]);
      for (const { kind, status, command, path, output, error, exitCode } of decoded?.event.calls ?? []) {
        const text = (output + error).trim().split("\n")[0]?.slice(0, 40) ?? "";
        calls.push(`${kind} ${status} ${command || path}: ${text}${exitCode ? ` (${exitCode})` : ""}`);
      }
    }
  }
  return calls;
}

for (const agent of ["codex", "gemini", "qwen", "copilot"]) {
  Deno.test(`AnySession reads the calls of a session of ${agent} as its hooks got them`, async () => {
    const expected = Deno.readTextFileSync(`${FIXTURES}sessions/${agent}.expected`).trimEnd().split("\n");
    assertEquals(await callsOf(agent), expected);
  });

  Deno.test(`isSession() knows a session of ${agent} by its beginning`, () => {
    assert(isSession(Deno.readTextFileSync(`${FIXTURES}sessions/${agent}.jsonl`).slice(0, 2000)));
  });
}

Deno.test("withoutAdded() leaves out what hooks added, and nothing else", () => {
  assertEquals(withoutAdded("out\n\nfasthook on Bash `x`:\n- a"), "out");
  assertEquals(withoutAdded("out\n\n<hook_context>fasthook on x</hook_context>"), "out");
  const guided = 'out\n\nTool "bash" succeeded. Additional guidance from postToolUse hooks:\nx';
  assertEquals(withoutAdded(guided), "out");
  assertEquals(
    withoutAdded("the words fasthook on Bash\nhook_context"),
    "the words fasthook on Bash\nhook_context",
  );
});
