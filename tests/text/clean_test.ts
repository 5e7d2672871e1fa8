import { assertEquals } from "@std/assert";
import { clean, cut, quotable } from "../../lib/text/clean.ts";

Deno.test("clean() returns printable ASCII as it is", () => {
  assertEquals(clean("a b ~ {x}"), "a b ~ {x}");
});

Deno.test("clean() takes out colours, links and lone escapes", () => {
  assertEquals(clean("\x1b[1;31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x1b\\ \x1bMup"), "red link up");
});

Deno.test("clean() turns controls and line ends into one blank", () => {
  assertEquals(clean("a\r\n\tb\x00\x07c\x85d\u2028e\x7ff"), "a b c d e f");
});

Deno.test("clean() takes out bidi, zero-width and tag characters", () => {
  assertEquals(clean("a\u202eb\u2066c\u200bd\ufeffe\u{e0041}f\u061cg"), "abcdefg");
});

Deno.test("clean() replaces lone surrogates and keeps pairs", () => {
  assertEquals(clean("\ud800x\udc00 \u{1f600}"), "\ufffdx\ufffd \u{1f600}");
});

Deno.test("cut() keeps a text that fits", () => {
  assertEquals(cut("abc", 3), "abc");
});

Deno.test("cut() ends a longer text with an ellipsis inside the limit", () => {
  assertEquals(cut("abcd", 3), "ab…");
});

Deno.test("cut() never splits a surrogate pair", () => {
  assertEquals(cut("a\u{1f600}bc", 3), "a…");
});

Deno.test("quotable() replaces backquotes and trims", () => {
  assertEquals(quotable("  `x`\n", 10), "'x'");
});

Deno.test("quotable() cuts after cleaning", () => {
  assertEquals(quotable("\x1b[31m" + "a".repeat(20), 5), "aaaa…");
});
