import { assertEquals } from "@std/assert";
import { normalizePath, withoutSlash } from "../../lib/text/path.ts";

Deno.test("normalizePath() resolves dots and takes both slashes", () => {
  for (
    const [path, expected] of [
      ["/a/./b/../c", "/a/c"],
      ["/a//b/", "/a/b"],
      ["C:\\p\\.\\q", "C:/p/q"],
      ["../a", "a"],
      ["/..", ""],
      ["/../../a", "/a"],
      ["", ""],
    ] as const
  ) assertEquals(normalizePath(path), expected, path);
});

Deno.test("withoutSlash() takes the slashes off a folder's end", () => {
  for (
    const [path, expected] of [["/a/", "/a"], ["/", ""], ["C:\\p\\\\", "C:\\p"], ["/a/b", "/a/b"]] as const
  ) {
    assertEquals(withoutSlash(path), expected);
  }
});
