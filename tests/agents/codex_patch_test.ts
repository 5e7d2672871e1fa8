/**
 * The parser of Codex's patches.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { parsePatch } from "../../lib/agents/codex/patch.ts";
import { isObject } from "../../lib/text/json_object.ts";
import { recordedEvents } from "../support/events_of.ts";

Deno.test("a patch with all kinds of files", () => {
  const patch = [
    "*** Begin Patch",
    "*** Add File: new.py",
    "+a",
    "+",
    "+*** Delete File: not.one",
    "*** Update File: m.py",
    "*** Move to: sub/m2.py",
    "@@ def f(x):",
    " keep",
    "-old",
    "+new",
    "@@",
    "+last",
    "*** End of File",
    "*** Delete File: gone.py",
    "*** End Patch",
    "*** Add File: after.py",
  ];
  const expected = [
    { kind: "add", path: "new.py", changes: [{ text: "a\n\n*** Delete File: not.one\n", before: "" }] },
    {
      kind: "update",
      path: "sub/m2.py",
      changes: [{ text: "keep\nnew\n", before: "keep\nold\n" }, { text: "last\n", before: "" }],
    },
    { kind: "delete", path: "gone.py", changes: [] },
  ];
  assertEquals<unknown>(parsePatch(patch.join("\n")), expected);
  assertEquals<unknown>(parsePatch(patch.join("\r\n")), expected);
});

Deno.test("a part that only removes puts nothing in", () => {
  assertEquals(parsePatch("*** Update File: a\n@@\n-x\n"), [{ kind: "update", path: "a", changes: [] }]);
});

Deno.test("text that is no patch has no files", () => {
  for (const text of ["", "garbage", "*** Begin Patch\n*** End Patch", "*** Add File: ", "+x\n-y"]) {
    assertEquals(parsePatch(text), [], text);
  }
});

Deno.test("20,000 damaged patches: never an error, each file is named in the text, nothing is made up", () => {
  const patches = recordedEvents("codex.jsonl").flatMap(({ tool_input: input }) =>
    isObject(input) && String(input["command"]).includes("*** Begin") ? [String(input["command"])] : []
  );
  assert(patches.length >= 5);
  let state = 7;
  const random = (below: number): number => {
    state = Math.imul(state ^ (state >>> 13), 0x5bd1e995) + 0x6d2b79f5 | 0;
    return (state >>> 0) % below;
  };
  let files = 0;
  for (let count = 0; count < 20_000; count++) {
    let text = patches[random(patches.length)] ?? "";
    for (let rounds = random(4); rounds > 0; rounds--) {
      const [from, to] = [random(text.length + 1), random(text.length + 1)];
      const piece = text.slice(Math.min(from, to), Math.max(from, to));
      text = [
        text.slice(0, from),
        text.slice(0, from) + piece + text.slice(from),
        text.replace(piece, ""),
        text.slice(0, from) + ["\n", "\r", "*** ", "@@", "+", "-", "\u0000", "\ud800"][random(8)] +
        text.slice(from),
      ][random(4)] ?? "";
    }
    for (const { kind, path, changes } of parsePatch(text)) {
      files++;
      assert(path !== "" && text.includes(path), text);
      assert(kind !== "delete" || changes.length === 0, text);
      for (const change of changes) {
        for (const line of `${change.text}${change.before}`.split("\n")) assert(text.includes(line), text);
      }
    }
  }
  assert(files > 10_000, `${files} files`);
});
