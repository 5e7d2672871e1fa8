import { assert, assertEquals } from "@std/assert";
import { causedProblems } from "../../lib/linters/caused.ts";
import { splitLines } from "../../lib/linters/lined_text.ts";
import type { LintProblem } from "../../lib/linters/linter.ts";
import { textBefore } from "../../lib/linters/text_before.ts";

function problem(line: number, rest: Partial<LintProblem> = {}): LintProblem {
  return {
    line,
    column: 1,
    code: "F821",
    message: "Undefined name `x`",
    level: "error",
    fixable: false,
    ...rest,
  };
}

/** The lines of the problems that an edit caused. */
function findCaused(
  [before, old]: readonly [text: string, problems: readonly LintProblem[]],
  [after, now, ...written]: readonly [text: string, problems: readonly LintProblem[], ...written: number[]],
): number[] {
  return causedProblems(
    { text: splitLines(before, "/a.py"), problems: old },
    { text: splitLines(after, "/a.py"), problems: now, isChanged: (line) => written.includes(line) },
  ).map(({ line }) => line);
}

Deno.test("causedProblems() finds a problem on a line that the edit did not touch", () => {
  assertEquals(findCaused(["import os\n\nf(os)\n", []], ["\nf(os)\n", [problem(2)]]), [2]);
});

Deno.test("causedProblems() leaves out old problems, wherever the edit or a formatter moved them", () => {
  const old = ["f(x)\ng()\n", [problem(1)]] as const;
  assertEquals(findCaused(old, ["# new\n\nf(x)\ng()\n", [problem(3)]]), []);
  assertEquals(findCaused(old, ["    f( x ),\ng()\n", [problem(1)]]), []);
  assertEquals(findCaused(old, ["f(x)\ng(x)\n", [problem(1), problem(2)]]), [2]);
});

Deno.test("causedProblems() counts: one more of the same on an equal line is new, where the edit put it", () => {
  const old = ["f(x)\ng()\nf(x)\n", [problem(1), problem(3)]] as const;
  assertEquals(findCaused(old, ["f(x)\nf(x)\ng()\nf(x)\n", [problem(1), problem(2), problem(4)]]), [2]);
});

Deno.test("causedProblems() takes the same problem for an old one on a line that the edit did not write", () => {
  const old = ["a = x\nb = 1\n", [problem(1)]] as const;
  assertEquals(findCaused(old, ["a = x + 1\nb = 1\n", [problem(1)]]), []);
  assertEquals(findCaused(old, ["a = x + 1\nb = 1\n", [problem(1)], 1]), [1]);
  assertEquals(findCaused(old, ["a = y + 1\nb = 1\n", [problem(1, { message: "Undefined name `y`" })]]), [1]);
  // Removed here, made there.
  assertEquals(findCaused(old, ["a = 1\nb = 1\nc = x\n", [problem(3)]]), [3]);
});

Deno.test("causedProblems() ignores numbers in a message: they count lines", () => {
  const at = (line: number, first: number): LintProblem =>
    problem(line, { code: "F811", message: `Redefinition of unused \`f1\` from line ${first}` });
  assertEquals(findCaused(["f1\n\nf1\n", [at(3, 1)]], ["\nf1\n\nf1\n", [at(4, 2)]]), []);
  assertEquals(
    findCaused(["f1\n\nf2\n", [at(3, 1)]], ["\nf1\n\nf2\n", [{
      ...at(4, 2),
      message: "Redefinition of `f2`",
    }]]),
    [4],
  );
});

Deno.test("causedProblems() takes linear time: equal lines are not compared with each other", () => {
  const count = 20_000;
  const lines = "f(x)\n".repeat(count);
  const problems = Array.from({ length: count }, (_, at) => problem(at + 1));
  let compared = 0;
  const counted = (text: string): ReturnType<typeof splitLines> => {
    const lined = splitLines(text, "/a.py");
    return { ...lined, lineOf: (problem) => (compared++, lined.lineOf(problem)) };
  };
  const found = causedProblems(
    { text: counted(lines), problems },
    {
      text: counted(`${lines}f(x)\n`),
      problems: [...problems, problem(count + 1)],
      isChanged: () => false,
    },
  );
  assertEquals(found.map(({ line }) => line), [count + 1]);
  assert(compared <= 3 * count, `${compared} look-ups`);
});

Deno.test("splitLines() counts a notebook's lines cell by cell", () => {
  const notebook = JSON.stringify({ cells: [{ source: "# Title\ntext" }, { source: ["a = 1\n", "b = x"] }] });
  const { lines, lineOf } = splitLines(notebook, "/n.ipynb");
  assertEquals(lines, ["# Title", "text", "a = 1", "b = x"]);
  assertEquals(lineOf(problem(2, { cell: 2 })), 4);
  assertEquals(splitLines("{", "/n.ipynb").lines, ["{"]);
});

const HUNK = { oldStart: 1, oldLines: 3, newStart: 1, newLines: 3 };

Deno.test("textBefore() takes the agent's own text, or undoes the patch", () => {
  const patch = [{ ...HUNK, lines: [" a", "-b", "+x", " c"] }];
  assertEquals(textBefore({ originalText: "o\n", patch, changes: [] }, "a\nx\nc\n"), "o\n");
  assertEquals(textBefore({ patch, changes: [] }, "a\nx\nc\n"), "a\nb\nc\n");
  assertEquals(textBefore({ patch, changes: [] }, "a\r\nx\r\nc\r\n"), "a\r\nb\r\nc\r\n");
  assertEquals(textBefore({ created: true, changes: [] }, "a\n"), "");
  // A formatter was there.
  assertEquals(textBefore({ patch, changes: [] }, "a\nx;\nc\n"), undefined);
});

Deno.test("textBefore() undoes several hunks, and one that only removes", () => {
  const patch = [
    { oldStart: 1, oldLines: 2, newStart: 1, newLines: 1, lines: ["-a", " b"] },
    { oldStart: 9, oldLines: 1, newStart: 7, newLines: 0, lines: ["-z"] },
  ];
  assertEquals(
    textBefore({ patch, changes: [] }, "b\nc\nd\ne\nf\ng\nh\ni\n"),
    "a\nb\nc\nd\ne\nf\ng\nh\nz\ni\n",
  );
});

Deno.test("textBefore() undoes replacements only where it is sure of the place", () => {
  const undo = (after: string, ...changes: readonly { text: string; before: string }[]): string | undefined =>
    textBefore({ changes }, after);
  assertEquals(undo("a y c z", { text: "y", before: "b" }, { text: "z", before: "d" }), "a b c d");
  assertEquals(undo("x x", { text: "x", before: "b" }), undefined);
  assertEquals(undo("a", { text: "x", before: "b" }), undefined);
  assertEquals(undo("a", { text: "a", before: "" }), undefined);
  assertEquals(undo("a"), undefined);
});
