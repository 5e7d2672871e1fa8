import { assertEquals } from "@std/assert";
import { withoutEscapes } from "../../lib/text/escapes.ts";

Deno.test("withoutEscapes() takes out colours, character sets, titles and links", () => {
  assertEquals(withoutEscapes("\x1b[1;31mred\x1b[0m\x1b(B\x1b[m end"), "red end");
  assertEquals(withoutEscapes("\x1b]0;title\x07a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\"), "alink");
  assertEquals(withoutEscapes("\x1b7a\x1b8b\x1bMc\x1b"), "abc");
});

Deno.test("withoutEscapes() leaves what a progress bar wrote last, and plain line ends", () => {
  assertEquals(withoutEscapes("10 %\r50 %\rdone\r\nnext\r\n"), "done\nnext\n");
  assertEquals(withoutEscapes("plain\n"), "plain\n");
});
