/**
 * Tests of what the next calls did: the pure part.
 *
 * @module
 */
import { makeCall } from "../../lib/agents/shared/hook_event.ts";
import { assertEquals } from "@std/assert";
import { deedOf, subjectOf } from "../../lib/commands/shared/outcomes.ts";
import {
  type FollowedFinding,
  type Outcome,
  OutcomeFollower,
  OutcomeTally,
} from "../../lib/commands/shared/outcome_tally.ts";
import { outcomeCells, outcomeText } from "../../lib/commands/shared/outcome_view.ts";
import { GivenFeedback } from "../../lib/commands/shared/given_feedback.ts";
import type { ToolCall } from "../../lib/event/event.ts";
import { wilsonInterval } from "../../lib/text/wilson.ts";

const CALL: ToolCall = makeCall({}, { tool: "Bash", kind: "shell", id: "t" });
const shell = (command: string, error = ""): ToolCall => ({
  ...CALL,
  command,
  error,
  status: error === "" ? "succeeded" : "failed",
});
const edit = (path: string, more: Partial<ToolCall> = {}): ToolCall => ({
  ...CALL,
  tool: "Edit",
  kind: "edit",
  path,
  ...more,
});
const read = (path: string): ToolCall => ({ ...CALL, tool: "Read", kind: "read", path });
const hunkAt = (line: number): Partial<ToolCall> => ({
  patch: [{ oldStart: line, oldLines: 3, newStart: line, newLines: 3, lines: [] }],
});

Deno.test("wilsonInterval() gives the interval of the literature, and all of it for nothing", () => {
  const rounded = (part: number, whole: number): number[] =>
    wilsonInterval(part, whole).map((end) => Math.round(end * 1000) / 1000);
  assertEquals(rounded(0, 0), [0, 1]);
  assertEquals(rounded(0, 10), [0, 0.278]);
  assertEquals(rounded(10, 10), [0.722, 1]);
  assertEquals(rounded(5, 10), [0.237, 0.763]);
  assertEquals(rounded(44, 100), [0.347, 0.538]);
});

Deno.test("subjectOf() keeps what the finding names and the call did not", () => {
  const missing = shell("cat src/carts.py", "cat: src/carts.py: No such file or directory");
  const { named, about, path, lines } = subjectOf(
    missing,
    "`src/carts.py` does not exist, but `src/cart.py` does.",
  );
  assertEquals([named, about, path, lines], [["src/cart.py"], ["carts.py"], "", []]);
  const place = (call: ToolCall, text: string): unknown => {
    const { path, lines } = subjectOf(call, text);
    return [path, lines];
  };
  assertEquals(place(edit("/p/a.py"), "7:11 F821 Undefined name `total`"), ["/p/a.py", [7]]);
  assertEquals(place(shell("sed -i s/a/b/ a.py"), "a.py:7:11 F821 Undefined name"), ["a.py", [7]]);
  assertEquals(place(edit("/p/a.py"), 'lines 5-6 hold it: line 6 is `"  x"`.'), ["/p/a.py", [5, 6]]);
});

Deno.test("subjectOf() looks at the beginning of a command that holds a whole file", () => {
  // Patterns that go through all of it would take hours.
  const { about } = subjectOf(shell(`cat > src/a.py <<E\n${"a".repeat(1_000_000)}\nE`), "");
  assertEquals(about, ["a.py"]);
});

Deno.test("deedOf() knows what touches, repeats and looks up; the same on something else is nothing", () => {
  const missing = subjectOf(
    shell("cat src/carts.py", "cat: src/carts.py: No such file"),
    "`src/carts.py` does not exist, but `src/cart.py` does.",
  );
  assertEquals(deedOf(missing, shell("cat src/cart.py")), "touched");
  assertEquals(deedOf(missing, read("/p/src/cart.py")), "touched");
  assertEquals(deedOf(missing, shell("cat  src/carts.py", "cat: src/carts.py: No such file")), "again");
  assertEquals(deedOf(missing, shell("find . -name 'cart*'")), "looked up");
  assertEquals(deedOf(missing, shell("ls src")), "looked up");
  assertEquals(deedOf(missing, shell("npm test")), "nothing");
  assertEquals(deedOf(missing, shell("cat README.md")), "nothing");

  const undefinedName = subjectOf(edit("/p/a.py"), "70:11 F821 Undefined name `total`");
  assertEquals(deedOf(undefinedName, edit("/p/a.py", hunkAt(69))), "touched");
  assertEquals(deedOf(undefinedName, edit("/p/a.py")), "touched");
  assertEquals(deedOf(undefinedName, edit("/p/a.py", hunkAt(7))), "nothing");
  assertEquals(deedOf(undefinedName, edit("/p/b.py", hunkAt(69))), "nothing");
  assertEquals(deedOf(undefinedName, edit("/p/a.py", { status: "rejected" })), "again");
  assertEquals(deedOf(undefinedName, read("/p/a.py")), "looked up");
  assertEquals(deedOf(undefinedName, shell("ruff check a.py"), true), "again");

  const hidden = subjectOf(shell("pytest || true"), "`pytest` failed although the call succeeded.");
  assertEquals(deedOf(hidden, shell("pytest || true")), "again");
  assertEquals(deedOf(hidden, shell("pytest -x tests/a_test.py")), "nothing");
});

const NOTHING: FollowedFinding[] = [];
const said = (rule: string, text: string): FollowedFinding => ({ rule, text, seen: true });

/** The outcomes of a session whose calls come one after another, or as `announced` says. */
function outcomes(
  calls: readonly (readonly [call: ToolCall, findings: readonly FollowedFinding[], announced?: number])[],
): string[] {
  const emitted: Outcome[] = [];
  const follower = new OutcomeFollower((outcome) => emitted.push(outcome));
  for (const [index, [call, findings, announced = index * 2]] of calls.entries()) {
    follower.take({ call, key: `${index}`, announced, ended: index * 2 + 1, findings: () => findings });
  }
  follower.end();
  return emitted.map(({ key, rule, kind, deed, seen }) => `${key} ${rule ?? "-"} ${kind} ${deed} ${seen}`);
}

Deno.test("OutcomeFollower looks at three calls, and at none that the model asked for before", () => {
  const finding = said("errors/no-such-file", "`x/carts.py` does not exist, but `x/cart.py` does.");
  const missing = shell("cat x/carts.py", "No such file");
  const other = shell("npm run build");
  assertEquals(
    outcomes([[missing, [finding]], [other, NOTHING], [other, NOTHING], [read("x/cart.py"), NOTHING]]),
    [
      // The same command again, which worked.
      "1 - shell ok again false",
      "0 errors/no-such-file shell failed touched true",
      "2 - shell ok nothing false",
    ],
  );
  assertEquals(
    outcomes([[missing, [finding]], [other, NOTHING], [shell("ls -d b"), NOTHING], [other, NOTHING], [
      read("x/cart.py"),
      NOTHING,
    ]])
      .filter((line) => line.startsWith("0")),
    ["0 errors/no-such-file shell failed looked up true"],
  );
  assertEquals(outcomes([[missing, [finding]], [read("x/cart.py"), NOTHING, 0]]), []);
});

Deno.test("OutcomeTally counts by rule, kind of call and what the model was given, next to calls without", () => {
  const tally = new OutcomeTally();
  const add = (rule: string | undefined, deed: Outcome["deed"], seen = true): void =>
    tally.add({ rule, deed, seen, kind: "shell failed", key: "" });
  for (let count = 0; count < 9; count++) add("errors/a", "touched");
  add("errors/a", "nothing");
  add("errors/a", "again", false);
  add(undefined, "touched", false);
  for (let count = 0; count < 9; count++) add(undefined, "looked up", false);
  assertEquals(outcomeCells(tally), [
    ["errors/a", "shell failed", "yes", 10, 0, 0, 1, "90 % (60-98)", "10 % (2-40)"],
    ["errors/a", "shell failed", "no", 1, 1, 0, 0, "0 % (0-79)", "10 % (2-40)"],
  ]);
});

Deno.test("outcomeText() has fewer columns on a narrow terminal, and whole names of rules", () => {
  const tally = new OutcomeTally();
  tally.add({ rule: "errors/module-not-found", deed: "again", seen: true, kind: "shell failed", key: "" });
  const [wide = [], narrow = []] = [100, 80].map((width) => outcomeText(tally, width).split("\n"));
  assertEquals(wide.slice(0, 2), [
    "rule                     call          got  times  again  looked  none     touched  no finding",
    "errors/module-not-found  shell failed  yes      1      1       0     0  0 % (0-79)           -",
  ]);
  assertEquals(narrow.slice(0, 2), [
    "rule                     got  times  again  looked  none     touched",
    "errors/module-not-found  yes      1      1       0     0  0 % (0-79)",
  ]);
  assertEquals(Math.max(...narrow.map((line) => line.length)) <= 80, true);
  assertEquals(outcomeText(new OutcomeTally(), 80), "");
});

Deno.test("GivenFeedback finds what was said about a call, and nothing about another", () => {
  const given = new GivenFeedback();
  const hook = {
    kind: "hook",
    at: 0,
    event: "PostToolBatch",
    command: "fasthook",
    ms: 1,
    outcome: "context",
  } as const;
  given.add({
    ...hook,
    text:
      "fasthook on Bash `a`:\n- errors/x (guidance): one\nfasthook on Bash `b`:\n- r/y (violation, a rule of this repository): two",
  });
  given.add({ ...hook, text: "- errors/z (guidance): not ours" });
  assertEquals(given.about(shell("a")), [{ rule: "errors/x", text: "one" }]);
  assertEquals(given.about(shell("b")), [{ rule: "r/y", text: "two" }]);
  assertEquals(given.about(shell("c")), []);
});
