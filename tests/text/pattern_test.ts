import { assertEquals } from "@std/assert";
import { matchLine, MAX_SCAN_UNITS } from "../../lib/text/pattern.ts";

Deno.test("matchLine() gives the first line that matches, without its line end", () => {
  assertEquals(matchLine("x 1\r\nkey 2\r\nkey 3", "key", /^key (\d)$/)?.[1], "2");
});

Deno.test("matchLine() goes on after a line that only has the hint", () => {
  assertEquals(matchLine("key a\nkey 3", "key", /^key (\d)$/)?.[1], "3");
});

Deno.test("matchLine() never runs the pattern without the hint", () => {
  assertEquals(matchLine("key 3", "other", /key/), null);
});

Deno.test("matchLine() looks at a long line around the hint", () => {
  const text = "x".repeat(5000) + " key 3 " + "y".repeat(5000);
  assertEquals(matchLine(text, "key", /key (\d)/)?.[1], "3");
});

Deno.test("matchLine() stops at its scan limit", () => {
  assertEquals(matchLine(" ".repeat(MAX_SCAN_UNITS) + "key 3", "key", /key/), null);
});

Deno.test("matchLine() gives a pattern at most 50 lines of at most 1,000 units", () => {
  const lengths: number[] = [];
  const pattern = /key \S+\s+\S+$/;
  pattern.exec = (line): null => {
    lengths.push(line.length);
    return null;
  };
  assertEquals(matchLine(`key ${"a".repeat(3000)}\n`.repeat(60), "key", pattern), null);
  assertEquals(lengths, Array.from({ length: 50 }, () => 1000));
});
