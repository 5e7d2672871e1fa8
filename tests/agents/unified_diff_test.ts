/**
 * Unified diffs of one file.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { isOfNewFile, parseUnifiedDiff } from "../../lib/agents/shared/unified_diff.ts";

Deno.test("hunks are read by their counts, whatever their lines look like", () => {
  const diff = [
    "Index: a",
    "=====",
    "--- a\tOriginal",
    "+++ a\tWritten",
    "@@ -1,3 +1,3 @@ f()",
    " one",
    "--- a",
    "+++ b",
    " @@ -1 +1 @@",
    "@@ -9 +9,2 @@",
    "-x",
    "+y",
    "+z",
    "\\ No newline at end of file",
    "",
  ].join("\n");
  assertEquals(parseUnifiedDiff(diff), [
    { oldStart: 1, oldLines: 3, newStart: 1, newLines: 3, lines: [" one", "--- a", "+++ b", " @@ -1 +1 @@"] },
    {
      oldStart: 9,
      oldLines: 1,
      newStart: 9,
      newLines: 2,
      lines: ["-x", "+y", "+z", "\\ No newline at end of file"],
    },
  ]);
});

Deno.test("a diff that is not what its headers say is none", () => {
  for (
    const diff of [
      "",
      "text",
      "@@ -1 +1 @@\n-a",
      "@@ -1 +1 @@\n-a\n-b\n+c",
      "@@ -1 +1 @@\nx",
      "@@ -1 +1,0 @@\n+a",
    ]
  ) {
    assertEquals(parseUnifiedDiff(diff), undefined, diff);
  }
});

Deno.test("only a diff that begins before the first line is one of a new file", () => {
  assertEquals(isOfNewFile(parseUnifiedDiff("@@ -0,0 +1,1 @@\n+a") ?? []), true);
  assertEquals(isOfNewFile(parseUnifiedDiff("@@ -1,0 +2,1 @@\n+a") ?? []), false);
  assertEquals(isOfNewFile(parseUnifiedDiff("@@ -1 +1 @@\n-a\n+b") ?? []), false);
  assertEquals(isOfNewFile([]), false);
});
