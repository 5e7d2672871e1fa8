import { assertEquals } from "@std/assert";
import { wrapLines } from "../../lib/text/wrap.ts";

Deno.test("wrapLines() breaks between words and aligns with the second column", () => {
  assertEquals(wrapLines("short\n", 10), "short\n");
  assertEquals(wrapLines("  ab  one two three", 18), "  ab  one two\n      three");
  assertEquals(
    wrapLines("wrong  settings      the file is not there", 30),
    [
      "wrong  settings      the file",
      "       is not there",
    ].join("\n"),
  );
});

Deno.test("wrapLines() indents by two where the second column is too far to the right", () => {
  assertEquals(
    wrapLines("  --reply context  how it is given", 20),
    [
      "  --reply context",
      "    how it is given",
    ].join("\n"),
  );
});

Deno.test("wrapLines() leaves a word that is wider than a line whole, and measures words as it is asked to", () => {
  assertEquals(wrapLines("in /a/very/long/path here", 10), "in\n  /a/very/long/path\n  here");
  const plain = (word: string): number => word.replaceAll("*", "").length;
  assertEquals(wrapLines("**ab** **cd**", 5, plain), "**ab** **cd**");
});
