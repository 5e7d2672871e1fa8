import { assertEquals } from "@std/assert";
import { globTest } from "../../lib/text/glob.ts";
import { relativeTo } from "../../lib/text/path.ts";

/** The paths of a list that a glob matches. */
function matching(glob: string, ...paths: readonly string[]): string[] {
  return paths.filter(globTest(glob));
}

Deno.test("globTest() keeps * and ? inside a folder", () => {
  assertEquals(matching("src/*.ts", "src/a.ts", "src/b/a.ts", "a.ts", "src/.ts"), ["src/a.ts", "src/.ts"]);
  assertEquals(matching("a?c", "abc", "ac", "x/abc", "a/c"), ["abc", "x/abc"]);
});

Deno.test("globTest() lets ** cross folders, also none", () => {
  assertEquals(matching("src/**/*.ts", "src/a.ts", "src/b/c/a.ts", "lib/a.ts"), ["src/a.ts", "src/b/c/a.ts"]);
  assertEquals(matching("spikes/**", "spikes/a", "spikes/b/c", "spike/a"), ["spikes/a", "spikes/b/c"]);
  assertEquals(matching("**/test/**", "test/a", "x/test/a", "x/tests/a"), ["test/a", "x/test/a"]);
});

Deno.test("globTest() matches a name in any folder when there is no slash", () => {
  assertEquals(matching("*.ts", "a.ts", "x/y/a.ts", "a.tsx"), ["a.ts", "x/y/a.ts"]);
});

Deno.test("globTest() knows classes and alternatives", () => {
  assertEquals(matching("[a-c]x", "ax", "dx"), ["ax"]);
  assertEquals(matching("[!a]x", "ax", "dx"), ["dx"]);
  assertEquals(matching("*.{ts,js}", "a.ts", "a.js", "a.css"), ["a.ts", "a.js"]);
});

Deno.test("globTest() takes everything else literally", () => {
  assertEquals(matching("a+b(c).$x", "a+b(c).$x", "aab(c).$x"), ["a+b(c).$x"]);
  assertEquals(matching("a[", "a[", "a"), ["a["]);
  assertEquals(matching("{a", "a", "{a"), ["a"]);
});

Deno.test("globTest() comes to an end on globs and paths made for backtracking, which would take years", () => {
  assertEquals(globTest("*a*a*a*a*a*a*a*a*a*b")("a".repeat(4000)), false);
});

Deno.test("relativeTo() takes the folder off and turns backslashes", () => {
  assertEquals(relativeTo("/p/src/a.ts", "/p"), "src/a.ts");
  assertEquals(relativeTo("/p/src/a.ts", "/p/"), "src/a.ts");
  assertEquals(relativeTo("/px/a.ts", "/p"), "/px/a.ts");
  assertEquals(relativeTo("C:\\p\\src\\a.ts", "C:\\p"), "src/a.ts");
  assertEquals(relativeTo("./a.ts", ""), "a.ts");
});
