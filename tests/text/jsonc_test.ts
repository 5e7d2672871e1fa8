import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseJsonc } from "../../lib/text/jsonc.ts";
import { JsoncError, lineAt, offsetOf, parseTree } from "../../lib/text/jsonc_tree.ts";

const TEXT = `{
  // a comment with "quotes"
  "a": "http://x/*no comment*/", /* a
  comment */ "b": [1, 2, /* x */ ],
  "c": {"d": null,},
}
`;

Deno.test("parseJsonc() reads comments and trailing commas, and leaves strings alone", () => {
  assertEquals(parseJsonc(TEXT), { a: "http://x/*no comment*/", b: [1, 2], c: { d: null } });
});

Deno.test("parseJsonc() reads plain JSON and drops a byte order mark", () => {
  assertEquals(parseJsonc('\ufeff{"a": "\\"//"}'), { a: '"//' });
});

Deno.test("parseJsonc() refuses what is not JSON even so", () => {
  for (const text of ["", "{", "{a: 1}", "[1 2]", "{'a': 1}", '{"a": 1} x', "[,]"]) {
    assertThrows(() => parseJsonc(text), SyntaxError);
  }
});

Deno.test("parseTree() finds every value's line", () => {
  const tree = parseTree(TEXT);
  assertEquals(lineAt(TEXT, offsetOf(tree, ["a"])), 3);
  assertEquals(lineAt(TEXT, offsetOf(tree, ["b", 1])), 4);
  assertEquals(lineAt(TEXT, offsetOf(tree, ["c", "d"])), 5);
  assertEquals(lineAt(TEXT, offsetOf(tree, ["c", "missing"])), 5);
  assertEquals(lineAt(TEXT, offsetOf(tree, [])), 1);
});

Deno.test("parseTree() takes the last value of a key that is written twice, as JSON.parse does", () => {
  const text = '{"a": 1,\n"a": 2}';
  assertEquals(lineAt(text, offsetOf(parseTree(text), ["a"])), 2);
});

Deno.test("parseTree() says what it wanted and where", () => {
  const error = assertThrows(() => parseTree('{\n  "a": tru\n}'), JsoncError);
  assertEquals(error.message, 'wanted a value, got "t"');
  assertEquals(error.offset, 9);
  assertEquals(assertThrows(() => parseTree('{"a" 1}'), JsoncError).message, 'wanted ":", got "1"');
  assertEquals(
    assertThrows(() => parseTree('{"a": 1'), JsoncError).message,
    'wanted "," or "}", got the end of the file',
  );
});

Deno.test("parseTree() and parseJsonc() agree on what is JSON, over mangled texts", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
  let refused = 0;
  for (let count = 0; count < 3000; count++) {
    const at = random(TEXT.length);
    const text = TEXT.slice(0, at) + ['"', "}", "]", ",", "//", "/*", "\n", "x", "1", ""][random(10)] +
      TEXT.slice(at + random(4));
    const accepts = (parse: (text: string) => unknown): boolean => {
      try {
        parse(text);
        return true;
      } catch (error) {
        if (!(error instanceof SyntaxError) && !(error instanceof JsoncError)) throw error;
        return false;
      }
    };
    const tree = accepts(parseTree);
    assertEquals(tree, accepts(parseJsonc), text);
    if (!tree) refused++;
  }
  assert(refused > 500 && refused < 2900, `${refused} refused`);
});
