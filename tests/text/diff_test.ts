import { assertEquals } from "@std/assert";
import { unifiedDiff } from "../../lib/text/diff.ts";
import { oneOf, randomFrom } from "../support/random.ts";

const NAMES = { from: "a", to: "b" };

Deno.test("unifiedDiff() writes what diff -u writes", () => {
  assertEquals(unifiedDiff("x\n", "x\n", NAMES), "");
  assertEquals(unifiedDiff("", "x\n", NAMES), "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
  assertEquals(unifiedDiff("x\n", "", NAMES), "--- a\n+++ b\n@@ -1 +0,0 @@\n-x\n");
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
  const after = before.replace("2\n", "").replace("11", "eleven");
  assertEquals(
    unifiedDiff(before, after, NAMES),
    "--- a\n+++ b\n@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -8,5 +7,5 @@\n 8\n 9\n 10\n-11\n+eleven\n 12\n",
  );
});

Deno.test("unifiedDiff() says where a line end is missing, and keeps those of Windows", () => {
  assertEquals(
    unifiedDiff("x", "x\n", NAMES),
    "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n",
  );
  assertEquals(unifiedDiff("x\r\n", "x\r\ny\r\n", NAMES), "--- a\n+++ b\n@@ -1 +1,2 @@\n x\r\n+y\r\n");
});

Deno.test({
  name: "patch(1) makes the new text of the old one and a diff",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "fasthook-diff-" });
    const random = randomFrom(17);
    const text = (): string =>
      Array.from({ length: random(14) }, () => oneOf(random, ["a\n", "b\n", "{\n", "é\r\n", "\n"])).join("") +
      oneOf(random, ["", "end"]);
    try {
      for (let round = 0; round < 60; round++) {
        const [before, after] = [text(), text()];
        const diff = unifiedDiff(before, after, { from: "f", to: "f" });
        if (diff === "") continue;
        await Deno.writeTextFile(`${folder}/f`, before);
        await Deno.writeTextFile(`${folder}/d`, diff);
        const { code, stdout } = await new Deno.Command("patch", {
          args: ["--binary", "--silent", "f", "d"],
          cwd: folder,
        }).output();
        assertEquals(
          code,
          0,
          `${JSON.stringify([before, after])}\n${diff}${new TextDecoder().decode(stdout)}`,
        );
        // An empty file is removed.
        const patched = await Deno.readTextFile(`${folder}/f`).catch(() => "");
        assertEquals(patched, after, JSON.stringify([before, after]));
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
