import { assertEquals } from "@std/assert";
import type { Finding, Severity } from "../../lib/event/finding.ts";
import * as overrides from "../../lib/feedback/overrides.ts";
import { type Circumstances, judge, reportKey } from "../../lib/feedback/judge.ts";
import { wordCount } from "../../lib/text/words.ts";
import type { Rule } from "../../lib/config/rules/rule.ts";
import { DEFAULTS, type Mute, type Settings } from "../../lib/config/settings.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";

const CALL = toolCall({ tool_name: "Edit", tool_input: { file_path: "/p/spikes/a.ts" } }, outcomeOf({}));

function finding(rule: string, severity: Severity = "guidance", text = "one two three"): Finding {
  return { rule, severity, text };
}

/** Circumstances in which nothing was reported before. */
function circumstances(settings: Partial<Settings> = {}): Circumstances {
  return {
    settings: { ...DEFAULTS, projectDir: "/p", ...settings },
    overrides,
    today: () => "2026-11-22",
    reported: new Set(),
    reportedWords: 0,
    repositoryWords: 0,
    cwd: "/p",
  };
}

/** The verdicts on findings about one call. */
function verdicts(
  findings: readonly Finding[],
  settings: Partial<Settings> = {},
  before: readonly string[] = [],
): string[] {
  return judge([{ call: CALL, findings }], { ...circumstances(settings), reported: new Set(before) })
    .map(({ verdict }) => verdict.kind);
}

/** A repository's own rule. */
const OWN_RULE: Rule = {
  id: "own/rule",
  source: ".claude/fasthook.json",
  scope: "repository",
  when: {},
  look: "new",
  match: { text: "x" },
  severity: "guidance",
  text: "",
  examples: [],
  counterExamples: [],
};

function mute(rule: string, rest: Partial<Mute> = {}): Mute {
  return { rule, path: "", until: "", reason: "", scope: "user", ...rest };
}

Deno.test("judge() reports a finding that nothing speaks against", () => {
  assertEquals(verdicts([finding("a/b"), finding("c/d", "notice")]), ["reported", "reported"]);
});

Deno.test("judge() mutes by rule, by glob and by file", () => {
  assertEquals(verdicts([finding("a/b"), finding("a/c")], { mutes: [mute("a/b")] }), ["muted", "reported"]);
  assertEquals(verdicts([finding("a/b"), finding("c/c")], { mutes: [mute("a/*")] }), ["muted", "reported"]);
  assertEquals(verdicts([finding("a/b")], { mutes: [mute("*", { path: "spikes/**" })] }), ["muted"]);
  assertEquals(verdicts([finding("a/b")], { mutes: [mute("*", { path: "/p/spikes/*" })] }), ["muted"]);
  assertEquals(verdicts([finding("a/b")], { mutes: [mute("*", { path: "src/**" })] }), ["reported"]);
});

Deno.test("judge() lets a mute end after its last day", () => {
  assertEquals(verdicts([finding("a/b")], { mutes: [mute("a/b", { until: "2026-11-22" })] }), ["muted"]);
  assertEquals(verdicts([finding("a/b")], { mutes: [mute("a/b", { until: "2026-11-21" })] }), ["reported"]);
});

Deno.test("judge() does not let a repository mute rules that are not its own", () => {
  assertEquals(verdicts([finding("a/b", "violation")], { mutes: [mute("*", { scope: "repository" })] }), [
    "reported",
  ]);
});

Deno.test("judge() lets a repository mute its own rules", () => {
  const settings = { rules: [OWN_RULE], mutes: [mute("*", { scope: "repository" })] };
  assertEquals(verdicts([finding("own/rule"), finding("a/b")], settings), ["muted", "reported"]);
});

Deno.test("judge() mutes a command without a file by the folder that it ran in", () => {
  const call = toolCall({ tool_name: "Bash", tool_input: { command: "make" } }, outcomeOf({}));
  const settings = { mutes: [mute("*", { path: "spikes/**" })] };
  const verdictIn = (cwd: string): string | undefined =>
    judge([{ call, findings: [finding("a/b")] }], { ...circumstances(settings), cwd })[0]?.verdict.kind;
  assertEquals(["/p/spikes", "/p/src"].map(verdictIn), ["muted", "reported"]);
});

Deno.test("judge() replaces the text of the rule that the settings name, and of no other", () => {
  const judged = judge(
    [{ call: CALL, findings: [finding("a/b"), finding("a/c")] }],
    circumstances({ texts: new Map([["a/b", "my own"]]) }),
  );
  assertEquals(judged.map(({ finding: { text } }) => text), ["my own", "one two three"]);
});

Deno.test("judge() holds a threshold", () => {
  const findings = [finding("a/a", "notice"), finding("a/b"), finding("a/c", "violation")];
  assertEquals(verdicts(findings, { minSeverity: "guidance" }), ["too-light", "reported", "reported"]);
  assertEquals(verdicts(findings, { minSeverity: "violation" }), ["too-light", "too-light", "reported"]);
});

Deno.test("judge() reports a finding once per session and subject, violations every time", () => {
  const told = [reportKey(finding("a/b"), CALL), reportKey(finding("v/v"), CALL)];
  assertEquals(verdicts([finding("a/b"), finding("a/c"), finding("v/v", "violation")], {}, told), [
    "repeated",
    "reported",
    "reported",
  ]);
  assertEquals(verdicts([finding("a/b"), finding("a/b")]), ["reported", "repeated"]);
});

Deno.test("judge() reports a finding although the same one was too light before it", () => {
  const findings = [finding("a/b", "notice"), finding("a/b", "guidance")];
  assertEquals(verdicts(findings, { minSeverity: "guidance" }), ["too-light", "reported"]);
});

Deno.test("reportKey() names the topic; without one the file, or the call", () => {
  assertEquals(reportKey({ ...finding("a/b"), topic: "t" }, CALL), "a/b t");
  assertEquals(reportKey(finding("a/b"), CALL), "a/b /p/spikes/a.ts");
});

Deno.test("judge() keeps a reply within its words, the heavier findings first", () => {
  const long = "word ".repeat(30);
  const budget = { replyWords: 40, sessionWords: 0 };
  const own = { ...finding("a/b", "violation", long), by: "user" } as const;
  assertEquals(verdicts([finding("a/a", "guidance", long), own], { budget }), ["over-budget", "reported"]);
  // What is built in and a violation takes none of them.
  const builtIn = finding("a/b", "violation", long);
  assertEquals(verdicts([finding("a/a", "guidance", long), builtIn, builtIn], { budget }), [
    "reported",
    "reported",
    "reported",
  ]);
});

Deno.test("judge() gives a repository's rules words of their own", () => {
  const long = "word ".repeat(90);
  const theirs = (rule: string): Finding => ({ ...finding(rule, "violation", long), by: "repository" });
  const findings = [theirs("t/a"), theirs("t/b"), finding("a/a", "guidance", "word ".repeat(300))];
  assertEquals(verdicts(findings), ["reported", "over-budget", "reported"]);
});

Deno.test("judge() takes no words of the budget for what is not reported", () => {
  const settings = { budget: { replyWords: 3, sessionWords: 0 }, mutes: [mute("m/m")] };
  assertEquals(verdicts([finding("m/m", "violation"), finding("a/a")], settings), ["muted", "reported"]);
});

Deno.test("judge() takes the words of earlier replies from the session's", () => {
  const judged = judge([{ call: CALL, findings: [finding("a/a"), finding("a/b")] }], {
    ...circumstances({ budget: { replyWords: 300, sessionWords: 10 } }),
    reportedWords: 5,
  });
  assertEquals(judged.map(({ verdict }) => verdict.kind), ["reported", "over-budget"]);
});

Deno.test("judge() keeps a session within its words", () => {
  assertEquals(verdicts([finding("a/a"), finding("a/b")], { budget: { replyWords: 300, sessionWords: 4 } }), [
    "reported",
    "over-budget",
  ]);
});

Deno.test("judge() reports what fits the budget to the word, and holds back one word more", () => {
  const three = [finding("a/b")];
  for (const [words, verdict] of [[3, "reported"], [2, "over-budget"]] as const) {
    assertEquals(verdicts(three, { budget: { replyWords: words, sessionWords: 0 } }), [verdict]);
    assertEquals(verdicts(three, { budget: { replyWords: 100, sessionWords: words } }), [verdict]);
  }
  // What the first one leaves is the second one's.
  const two = [finding("a/b"), finding("a/c")];
  assertEquals(verdicts(two, { budget: { replyWords: 6, sessionWords: 0 } }), ["reported", "reported"]);
  assertEquals(verdicts(two, { budget: { replyWords: 5, sessionWords: 0 } }), ["reported", "over-budget"]);
});

Deno.test("judge() gives the user's severity, and a repository's only when it is heavier", () => {
  const severity = (severities: Settings["severities"], rules: readonly Rule[] = []): string | undefined =>
    judge([{ call: CALL, findings: [finding("a/b")] }], circumstances({ severities, rules }))[0]
      ?.finding.severity;
  assertEquals(severity([{ rule: "a/*", severity: "notice", scope: "user" }]), "notice");
  assertEquals(severity([{ rule: "a/*", severity: "notice", scope: "repository" }]), "guidance");
  assertEquals(severity([{ rule: "a/*", severity: "violation", scope: "repository" }]), "violation");
  assertEquals(severity([{ rule: "x/*", severity: "violation", scope: "user" }]), "guidance");
  assertEquals(severity([{ rule: "x/*", severity: "violation", scope: "repository" }]), "guidance");
  const lower = { rule: "a/*", severity: "notice", scope: "repository" } as const;
  assertEquals(severity([lower], [{ ...OWN_RULE, id: "a/b" }]), "notice");
  assertEquals(severity([lower], [{ ...OWN_RULE, id: "a/b", scope: "user" }]), "guidance");
});

Deno.test("wordCount() counts runs without blanks", () => {
  assertEquals(wordCount(" one  two\nthree "), 3);
  assertEquals(wordCount(""), 0);
});
