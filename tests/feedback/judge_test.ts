import { assertEquals } from "@std/assert";
import type { Finding, Severity } from "../../lib/event/finding.ts";
import * as overrides from "../../lib/feedback/overrides.ts";
import { judge, reportKey } from "../../lib/feedback/judge.ts";
import { wordCount } from "../../lib/text/words.ts";
import { DEFAULTS, type Mute, type Settings } from "../../lib/config/settings.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";

const CALL = toolCall({ tool_name: "Edit", tool_input: { file_path: "/p/spikes/a.ts" } }, outcomeOf({}));

function finding(rule: string, severity: Severity = "guidance", text = "one two three"): Finding {
  return { rule, severity, text };
}

/** The verdicts on findings about one call. */
function verdicts(
  findings: readonly Finding[],
  settings: Partial<Settings> = {},
  before: readonly string[] = [],
): string[] {
  return judge([{ call: CALL, findings }], {
    settings: { ...DEFAULTS, projectDir: "/p", ...settings },
    overrides,
    today: () => "2026-11-22",
    reported: new Set(before),
    reportedWords: 0,
    cwd: "/p",
  }).map(({ verdict }) => verdict.kind);
}

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

Deno.test("judge() keeps a reply within its words, the heavier findings first", () => {
  const long = "word ".repeat(30);
  const budget = { replyWords: 40, sessionWords: 0 };
  assertEquals(verdicts([finding("a/a", "guidance", long), finding("a/b", "violation", long)], { budget }), [
    "over-budget",
    "reported",
  ]);
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
  const severity = (severities: Settings["severities"]): string | undefined =>
    judge([{ call: CALL, findings: [finding("a/b")] }], {
      settings: { ...DEFAULTS, severities },
      overrides,
      today: () => "",
      reported: new Set(),
      reportedWords: 0,
      cwd: "",
    })[0]?.finding.severity;
  assertEquals(severity([{ rule: "a/*", severity: "notice", scope: "user" }]), "notice");
  assertEquals(severity([{ rule: "a/*", severity: "notice", scope: "repository" }]), "guidance");
  assertEquals(severity([{ rule: "a/*", severity: "violation", scope: "repository" }]), "violation");
});

Deno.test("wordCount() counts runs without blanks", () => {
  assertEquals(wordCount(" one  two\nthree "), 3);
  assertEquals(wordCount(""), 0);
});
