import { assertEquals } from "@std/assert";
import { fillPlaceholders } from "../../lib/text/placeholders.ts";

const WORDS: Readonly<Record<string, string>> = { a: "{b}", b: "2", "": "empty" };
const fill = (template: string): string => fillPlaceholders(template, (name) => WORDS[name]);

Deno.test("fillPlaceholders() fills in known names once, and leaves everything else as it is", () => {
  assertEquals(fill("x {a} y {b}{b}"), "x {b} y 22");
  assertEquals(fill("{c} {b"), "{c} {b");
  assertEquals(fill("{}} {{b}"), "empty} {2");
  assertEquals(fill(""), "");
});
