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

Deno.test("closest() never gives the opposite", () => {
  assertEquals(closest("--terminal", ["--no-terminal"]), undefined);
  assertEquals(closest("--no-verbose", ["--verbose"]), undefined);
  assertEquals(closest("umute", ["mute", "unmute"]), undefined);
  assertEquals(closest("unstall", ["install", "uninstall"]), undefined);
  assertEquals(closest("unmte", ["mute", "unmute"]), "unmute");
  assertEquals(closest("uninstal", ["install", "uninstall"]), "uninstall");
  assertEquals(closest("instal", ["install", "uninstall"]), "install");
  assertEquals(closest("--utnil", ["--until"]), "--until");
});
