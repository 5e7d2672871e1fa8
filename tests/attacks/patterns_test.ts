/**
 * A repository's patterns cannot make an event wait: they take a limited time in all, whatever the pattern and the text.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Asking, findingsOf } from "../../lib/analyzers/rules.ts";
import { type Rule, textsOf } from "../../lib/config/rules/rule.ts";
import type { ConfigProblem } from "../../lib/config/settings.ts";
import type { ToolCall } from "../../lib/event/event.ts";
import { toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { patternSteps, type ScanTime, scanWithin } from "../../lib/text/scan_within.ts";
import { Project } from "../support/linters.ts";

/** The linear engine needs seconds or minutes for each of these on 256 kB. No plain text shows that they match nothing. */
const SLOW = [
  `(?:${"a?".repeat(490)})*[!]`,
  `(?:${"a?".repeat(60)})*[!]`,
  `(?:${"\\s?a?".repeat(40)})*[!]`,
  `(?:(?:${"a?".repeat(20)}){0,4}){0,4}[!]`,
  `${"(".repeat(200)}a?${")*".repeat(200)}[!]`,
  `(?:${"a|".repeat(480)}a)*[!]`,
  `${".*".repeat(450)}[!]`,
];

const TEXT = "a".repeat(256 * 1024);

/** A time that ends after so many looks at the clock: one before each piece. */
function looks(count: number): ScanTime {
  let now = 0;
  return { clock: () => now++, endsAt: count - 1, freeSteps: 0, isOver: false };
}

Deno.test("scanWithin() looks at the clock before each piece, and a piece is small for a pattern with many parts", () => {
  const plenty = looks(100_000);
  assertEquals(scanWithin(TEXT, { pattern: "[!]" }, plenty), undefined);
  assertEquals(plenty.isOver, false);
  // 262,144 units in pieces of 50,000 / 2 and of 50,000 / 100.
  for (const [pattern, pieces] of [["[!]", 11], [`${"a".repeat(98)}[!]`, 525]] as const) {
    for (const [count, isOver] of [[pieces - 1, true], [pieces, false]] as const) {
      const time = looks(count);
      scanWithin(TEXT, { pattern }, time);
      assertEquals(time.isOver, isOver, `${pattern}: ${count}`);
    }
  }
  // One that could have less than a line at once is not run at all.
  const time = looks(100_000);
  assertEquals(scanWithin("!", { pattern: `${"a?".repeat(400)}[!]` }, time), undefined);
  assert(time.isOver);
});

Deno.test("scanWithin() ends in time for slow patterns, also where only the end of the text is slow", () => {
  const late = "x".repeat(TEXT.length / 2) + TEXT.slice(TEXT.length / 2);
  for (const text of [TEXT, late]) {
    for (const pattern of SLOW) {
      const clock = (): number => performance.now();
      const time: ScanTime = { clock, endsAt: clock() + 15, freeSteps: 0, isOver: false };
      // Whole, each takes longer than this test may.
      assertEquals(scanWithin(text, { pattern }, time), undefined);
      assert(time.isOver, pattern.slice(0, 30));
    }
  }
});

Deno.test("scanWithin() finds what is on a line, wherever that is", () => {
  for (const at of [0, 10, 24_990, 25_000, 25_010, 200_000]) {
    const text = `${"x\n".repeat(at / 2)}needle 1\n${"x\n".repeat(1000)}x`;
    assertEquals(scanWithin(text, { pattern: "^needl[e] (?:\\d)$" }, looks(1000)), "needle 1", String(at));
    assertEquals(scanWithin(text, { pattern: "^$" }, looks(1000)), undefined);
  }
  assertEquals(scanWithin("x\n".repeat(30_000) + "\nx", { pattern: "^$" }, looks(1000)), "");
  assertEquals(scanWithin("a b", { text: "b" }, looks(0)), "b");
});

Deno.test("patternSteps() counts parts, and those in a counted repeat as often as it repeats", () => {
  for (
    const [pattern, least, most] of [
      ["abc", 3, 5],
      ["[a-z]\\s\\(", 3, 5],
      ["a{0,15}", 15, 20],
      ["a{3}", 3, 6],
      ["(?:a{0,4}){0,4}", 16, 50],
      ["((a{0,2}){0,2}){0,4}", 16, 120],
      ["\\{1}", 3, 6],
      ["(a", 1, 4],
      ["a)", 1, 4],
    ] as const
  ) {
    const steps = patternSteps(pattern);
    assert(steps >= least && steps <= most, `${pattern}: ${steps}`);
  }
});

function rule(id: string, scope: Rule["scope"], pattern: string): Rule {
  return {
    id,
    source: "r.json",
    scope,
    when: {},
    look: "command",
    match: { pattern },
    severity: "guidance",
    text: "t",
    examples: [],
    counterExamples: [],
  };
}

Deno.test("rules of a repository that come too late are left out with one message, and those of the user are not", async () => {
  const call: ToolCall = toolCall({ tool_name: "Bash", tool_input: { command: "[x]" } }, {
    status: "succeeded",
    response: {},
    error: "",
  });
  const rules = [
    rule("r/a", "repository", "[x]"),
    rule("u/b", "user", "[x]"),
    rule("r/c", "repository", "[x]"),
  ];
  const asked = async (time: ScanTime): Promise<readonly [string[], ConfigProblem[]]> => {
    const problems: ConfigProblem[] = [];
    const asking: Asking = {
      event: { name: "PostToolUse", agentType: "" },
      projectDir: "",
      textOf: textsOf(call),
      rules,
      report: (problem) => problems.push(problem),
      time,
    };
    return [(await findingsOf(call, asking)).map(({ rule }) => rule), problems];
  };
  const all: readonly [string[], ConfigProblem[]] = [["r/a", "u/b", "r/c"], []];
  assertEquals(await asked({ clock: () => 1, endsAt: 1, freeSteps: 0, isOver: false }), all);
  // However late it is: two rules with a class and three units each.
  assertEquals(await asked({ clock: () => 2, endsAt: 1, freeSteps: 12, isOver: false }), all);
  const [found, problems] = await asked({ clock: () => 2, endsAt: 1, freeSteps: 0, isOver: false });
  assertEquals(found, ["u/b"]);
  assertEquals(problems.length, 1);
  assertStringIncludes(problems[0]?.message ?? "", "r/a and 1 more: left out");
});

Deno.test("an event in a repository with slow patterns is answered, and built-in rules speak", async () => {
  const rules = SLOW.map((match, index) => ({ id: `team/r${index}`, look: "content", match, text: "t" }));
  using project = new Project({ ".claude/fasthook.json": JSON.stringify({ rules }) });
  const content = `import sys\nsys.path.insert(0, "x")\n${TEXT}`;
  const filePath = `${project.dir}/.claude/hooks/x.py`;
  const { stdout } = await project.send({
    tool_name: "Write",
    tool_input: { file_path: filePath, content },
    tool_response: { type: "create", filePath, content, structuredPatch: [] },
  }, ["--reply=context"]);
  assertStringIncludes(stdout, "hook-files/sys-path");
  assertStringIncludes(stdout, "team/r0");
  assertStringIncludes(stdout, "may take 15 ms of an event");
});
