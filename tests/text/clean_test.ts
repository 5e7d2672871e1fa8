import { assert, assertEquals } from "@std/assert";
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

Deno.test("clean() takes out every code point that Unicode calls ignorable, and nothing that is visible", () => {
  const ignorable = /^\p{Default_Ignorable_Code_Point}$/u;
  const interlinear = /^[\ufff9-\ufffb]$/;
  const lost: number[] = [];
  for (let point = 0; point <= 0x10ffff; point++) {
    const character = String.fromCodePoint(point);
    const cleaned = clean(`a${character}b`);
    if (ignorable.test(character) || interlinear.test(character)) {
      assertEquals(cleaned, "ab", point.toString(16));
      lost.push(point);
    } else if (/^[^\p{Control}\p{Surrogate}\u2028\u2029]$/u.test(character)) {
      assertEquals(cleaned, `a${character}b`, point.toString(16));
    }
  }
  // Unicode reserves 4,096 of these for tags and variation selectors alone.
  assert(lost.length > 4000);
});

Deno.test("clean() takes out soft hyphens, fillers, variation selectors and interlinear marks", () => {
  assertEquals(clean("a\u00adb\u115fc\u3164d\ufe0fe\u{e0100}f\ufff9g\u180bh\u034fi"), "abcdefghi");
});

Deno.test("clean() never makes a pair of two lone surrogates by taking out what is between them", () => {
  for (const between of ["\u200b", "\x1b[0m", "\x1b]0;x\x07"]) {
    assertEquals(clean(`a\udb40${between}\udc41b`), "a\ufffd\ufffdb");
  }
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
