import { assertEquals } from "@std/assert";
import { closest } from "../../lib/text/suggest.ts";

Deno.test("closest() finds a word with swapped, missing and wrong letters", () => {
  assertEquals(closest("hlep", ["stats", "help"]), "help");
  assertEquals(closest("doctr", ["doctor", "stats"]), "doctor");
  assertEquals(closest("contixt", ["stderr", "context"]), "context");
});

Deno.test("closest() gives nothing for a word that is far from all", () => {
  assertEquals(closest("analyse", ["help", "init"]), undefined);
  assertEquals(closest("", ["help"]), undefined);
  assertEquals(closest("x", []), undefined);
});
