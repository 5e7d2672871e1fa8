import { assert, assertEquals, assertThrows } from "@std/assert";
import type { UserError } from "../../lib/text/user_error.ts";
import { globTest } from "../../lib/text/glob.ts";
import { linear, type Matcher, PatternError, scan } from "../../lib/text/pattern.ts";
import { patternProblem } from "../../lib/text/pattern_problem.ts";
import { mayFind, type Rule, textsOf } from "../../lib/config/rules/rule.ts";
import { findingsOf } from "../../lib/analyzers/rules.ts";
import { findIn } from "../../lib/config/rules/match.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { contextOf } from "../support/in_process.ts";
import { randomFrom } from "../support/random.ts";

const RULE: Rule = {
  id: "a/b",
  source: "x",
  scope: "user",
  when: {},
  look: "new",
  match: { pattern: "x" },
  severity: "guidance",
  text: "t",
  examples: [],
  counterExamples: [],
};

const WRITE = toolCall(
  { tool_name: "Write", tool_input: { file_path: "/p/src/a.ts", content: "old\nnew x\n", url: "u" } },
  outcomeOf({ originalFile: "old\n" }),
);

function looks(when: Rule["when"], agentType = ""): boolean {
  const { event } = contextOf(WRITE);
  const place = { event: { ...event, agentType }, projectDir: "/p", textOf: textsOf(WRITE) };
  return findIn({ ...RULE, when }, WRITE, place) !== undefined;
}

function found(rule: Rule): string | undefined {
  return findIn(rule, WRITE, { event: contextOf(WRITE).event, projectDir: "/p", textOf: textsOf(WRITE) });
}

Deno.test("findIn() needs every condition to hold", () => {
  assert(looks({}));
  assert(looks({ events: ["PostToolUse"], tools: ["Edit", "Write"], files: ["src/**"], agents: ["main"] }));
  assert(looks({ tools: ["*"] }));
  assert(!looks({ events: ["PostToolBatch"] }));
  assert(!looks({ tools: ["WRITE"] }));
  assert(!looks({ files: ["lib/**"] }));
  assert(!looks({ tools: [] }) && !looks({ files: [] }));
});

Deno.test("findIn() takes a tool by the agent's own name or by what it does", () => {
  assert(looks({ tools: ["write"] }) && looks({ tools: ["Write"] }));
  assert(!looks({ tools: ["edit"] }) && !looks({ tools: ["Edit"] }) && !looks({ tools: ["other"] }));
});

Deno.test("look result is what any tool returned, look output only what a command printed", () => {
  const page = toolCall({ tool_name: "WebFetch", tool_input: {} }, outcomeOf({ result: "page" }));
  const shell = toolCall({ tool_name: "Bash", tool_input: {} }, outcomeOf({ stdout: "line" }));
  const failed = toolCall(
    { tool_name: "Bash", tool_input: {} },
    { status: "failed", response: {}, error: "Exit code 1\nline" },
  );
  const texts = [page, shell, failed].map(textsOf);
  assertEquals(texts.map((textOf) => textOf("result")), ["page", "line", ""]);
  assertEquals(texts.map((textOf) => textOf("output")), ["", "line", ""]);
});

Deno.test("findIn() distinguishes the main agent from sub-agents", () => {
  assert(looks({ agents: ["sub"] }, "explorer") && looks({ agents: ["explorer"] }, "explorer"));
  assert(
    !looks({ agents: ["main"] }, "explorer") && !looks({ agents: ["sub"] }) &&
      !looks({ agents: ["other"] }, "explorer"),
  );
});

Deno.test("mayFind() knows by a glob's end that a file is another, and never errs", () => {
  const { event } = contextOf(WRITE);
  const mayBeAbout = (glob: string, path: string): boolean => {
    const call = toolCall(
      { tool_name: "Write", tool_input: { file_path: path, content: "x" } },
      outcomeOf({}),
    );
    return mayFind({ ...RULE, when: { files: [glob] } }, call, {
      event,
      textOf: textsOf(call),
    });
  };
  for (const glob of ["*.rs", "src/b.ts", "*.tsx", "lib/**/x.py"]) {
    assert(!mayBeAbout(glob, "src/a.ts"), glob);
  }
  const random = randomFrom(1);
  const pieces = [
    "a",
    "b",
    ".ts",
    "/",
    "*",
    "**/",
    "?",
    "{a,b}",
    "{",
    ",",
    "}",
    "[ab]",
    "[!a]",
    "[",
    "]",
    "./",
  ];
  const piece = (count: number): string => pieces[random(count)] ?? "a";
  let matches = 0;
  for (let count = 0; count < 30_000; count++) {
    const glob = Array.from({ length: 1 + random(4) }, () => piece(pieces.length)).join("");
    const path = Array.from({ length: 1 + random(4) }, () => piece(4)).join("");
    if (!isMatch(glob, path)) continue;
    matches++;
    assert(mayBeAbout(glob, path), `${glob} matches ${path}`);
  }
  assert(matches > 1000, `${matches}`);
});

function isMatch(glob: string, path: string): boolean {
  try {
    return globTest(glob)(path);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return false;
  }
}

Deno.test("mayFind() is false where the text lacks what every match contains", () => {
  const place = { event: contextOf(WRITE).event, projectDir: "/p", textOf: textsOf(WRITE) };
  assert(mayFind({ ...RULE, match: { pattern: "ne.*", literal: "ne" } }, WRITE, place));
  assert(!mayFind({ ...RULE, match: { pattern: "fine.*", literal: "fine" } }, WRITE, place));
  assert(!mayFind({ ...RULE, match: { text: "fine" } }, WRITE, place));
});

Deno.test("findIn() looks where the rule says", () => {
  const look = (look: string, pattern: string): string | undefined =>
    found({ ...RULE, look, match: { pattern } });
  assertEquals(look("content", "^old$"), "old");
  assertEquals(look("new", "^old$"), undefined);
  assertEquals(look("new", "new ."), "new x");
  assertEquals(look("path", "src/.*"), "src/a.ts");
  assertEquals(look("tool_input.url", "."), "u");
  assertEquals(look("tool_input.constructor.name", "."), undefined);
  assertEquals(look("command", "."), undefined);
});

Deno.test("findIn() is silenced by the unless pattern", () => {
  assertEquals(found({ ...RULE, unless: { text: "new" } }), undefined);
  assertEquals(found({ ...RULE, unless: { text: "other" } }), "x");
});

Deno.test("findingsOf() fills placeholders in once, whatever is filled in", async () => {
  const call = toolCall(
    { tool_name: "Write", tool_input: { file_path: "/p/{tool}.ts", content: "x{match}" } },
    outcomeOf({}),
  );
  const rule = {
    ...RULE,
    match: { pattern: "x.*" },
    text: "{{file}} {nope} {match} {tool}{command}{} }{match",
  };
  const findings = await findingsOf(call, {
    rules: [rule],
    event: contextOf(call).event,
    projectDir: "/p",
    textOf: textsOf(call),
    report: () => {},
  });
  assertEquals(findings, [{
    by: "user",
    rule: "a/b",
    severity: "guidance",
    text: "{{tool}.ts} {nope} `x{match}` Write{} }{match",
  }]);
});

Deno.test("findingsOf() sets a match off from the words around it, once", async () => {
  const textFor = async (text: string, content: string): Promise<string | undefined> => {
    const call = toolCall(
      { tool_name: "Write", tool_input: { file_path: "/p/a.ts", content } },
      outcomeOf({}),
    );
    const findings = await findingsOf(call, {
      rules: [{ ...RULE, match: { pattern: "x.*" }, text }],
      event: contextOf(call).event,
      projectDir: "/p",
      textOf: textsOf(call),
      report: () => {},
    });
    return findings[0]?.text;
  };
  assertEquals(await textFor("{file}: not {match}", "x.log("), "a.ts: not `x.log(`");
  assertEquals(await textFor("not `{match}`", "x.log("), "not `x.log(`");
  assertEquals(await textFor("not {match}", "x`y`"), "not `x'y'`");
});

const HARD: readonly string[] = [
  "(a+)+$",
  "\\s+$",
  "(a|a)*b",
  "(?=x)",
  "(\\w+)\\1",
  "a{1,5000}",
  "(?i:a)",
  "(?<=a+)b\\1",
];
const SIZE = 256 * 1024;
const TEXTS = ["a".repeat(SIZE), " ".repeat(SIZE - 1) + "x", ("a".repeat(4095) + "\n").repeat(SIZE / 4096)];

for (const pattern of HARD) {
  Deno.test(`the pattern ${pattern} runs in the linear engine on 256 kB or is refused with the reason`, () => {
    const matcher: Matcher = { pattern };
    for (const text of TEXTS) {
      try {
        scan(text, matcher);
      } catch (error) {
        assert(error instanceof PatternError);
        const { message, fix } = patternProblem(error.source);
        assert(/cannot be run in linear time|Invalid/.test(message) && fix !== "");
        continue;
      }
      // The other engine takes minutes for some of these.
      assertEquals(linear(pattern).flags, "lm");
    }
  });
}

Deno.test("patternProblem() names the construct that scan() refuses, and the way out", () => {
  const error = (pattern: string): UserError =>
    patternProblem(assertThrows(() => scan("x y", { pattern }), PatternError).source);
  assertEquals(error("x(?=y)").fix, 'put what must not be there into "unless"');
  assertEquals(
    error("(x)\\1").message,
    'Cannot use the pattern "(x)\\1": a backreference such as \\1 cannot be run in linear time',
  );
  assertEquals(error("(").message, 'Cannot use the pattern "(": Unterminated group');
});

Deno.test("scan() finds plain texts without reading them as patterns", () => {
  assertEquals(scan("a.b(c", { text: "b(c" }), "b(c");
  assertEquals(scan("a.b", { text: "a.c" }), undefined);
});
