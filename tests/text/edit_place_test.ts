import { assert, assertEquals } from "@std/assert";
import { editPlace } from "../../lib/text/edit_place.ts";
import { differencesOf, essenceOf, placeInText } from "../../lib/text/likeness.ts";
import { BoundedSearch } from "../../lib/text/bounded_search.ts";
import { closestLines } from "../../lib/text/closest_lines.ts";
import { lineOf, lineStart } from "../../lib/text/line_places.ts";
import { oneOf, randomFrom } from "../support/random.ts";

type Disguise = (text: string) => string;

/** Where an edit belongs, in one line. */
function placeOf(file: string, before: string, after = ""): string {
  const place = editPlace(file, { before, after });
  switch (place?.kind) {
    case undefined:
      return "nowhere";
    case "alike":
      return place.places.map(({ first, last, differences }) => `${first}-${last} ${differences.join("+")}`)
        .join("; ");
    case "several":
      return `${place.count}: ${
        place.places.map(({ first, unique }) => `${first} ${JSON.stringify(unique)}`).join(", ")
      }`;
    case "close":
      return `close ${place.first}-${place.last} ${place.same}/${place.of} line ${place.differing.line}`;
    case "numbered":
      return `numbered ${place.lines.first}-${place.lines.last}`;
    case "applied":
      return `applied ${place.lines.first}-${place.lines.last} ${place.differences.join("+")}`.trim();
  }
}

const GO = `package pier

import "fmt"

// Say greets.
func Say(name string) {
\tif name == "" {
\t\tname = "ship"
\t}
\tfmt.Println("ahoy", name)
}
`;

Deno.test("editPlace() finds text that differs in its indentation", () => {
  assertEquals(placeOf(GO, `    if name == "" {\n        name = "ship"\n    }`), "7-9 indentation");
  assertEquals(placeOf(GO, `if name == "" {\n\tname = "ship"\n}`), "7-9 indentation");
  assertEquals(placeOf(GO, `\t\tfmt.Println("ahoy", name)`), "10-10 indentation");
});

Deno.test("editPlace() finds text that differs in other white space", () => {
  assertEquals(placeOf("a = one  \nb = two\n", "a = one\nb = two\n"), "1-2 trailing-space");
  assertEquals(placeOf("Name  string\nDepth int\n", "Name string\nDepth int"), "1-2 inner-space");
  assertEquals(placeOf("first();\n\nsecond();\n", "first();\nsecond();"), "1-3 blank-lines");
  assertEquals(placeOf("first();\r\nsecond();\r\n", "first();\nsecond();"), "1-2 line-ends");
  assertEquals(placeOf("call(one,\n     two);\n", "call(one, two);"), "1-2 inner-space");
});

Deno.test("editPlace() finds text that differs in quotes, escapes, entities and look-alikes", () => {
  assertEquals(placeOf(`x = 'hello there'\n`, `x = "hello there"`), "1-1 quotes");
  assertEquals(placeOf(`HELP = "usage\\n\\nReads it."\n`, `HELP = "usage\n\nReads it."`), "1-1 escapes");
  assertEquals(placeOf(`say("it's \\"so\\"")\n`, `say("it's "so"")`), "1-1 escapes");
  assertEquals(placeOf("let r = /\\d+ ships/;\n", "let r = /\\\\d+ ships/;"), "1-1 escapes");
  assertEquals(placeOf("<a>one &amp; two</a>\n", "<a>one & two</a>"), "1-1 entities");
  assertEquals(placeOf("range 1\u20132 of ten\n", "range 1-2 of ten"), "1-1 look-alikes");
  assertEquals(placeOf("a\u00a0long line here\n", "a long line here"), "1-1 look-alikes");
  assertEquals(placeOf("caf\u00e9 opening hours\n", "cafe\u0301 opening hours"), "1-1 look-alikes");
  assertEquals(placeOf("he said \u201cyes please\u201d\n", 'he said "yes please"'), "1-1 look-alikes");
  assertEquals(
    placeOf("<A>\n<Rope a={b < 3 && c} />\n", "<Rope a={b &lt; 3 &amp;&amp; c} />"),
    "2-2 entities",
  );
  assertEquals(placeOf("a\n10\u00a0km\n", "10&nbsp;km"), "2-2 entities");
  assertEquals(placeOf("a\nlet s = 'grün';\n", "let s = 'gr\\u00fcn';"), "2-2 escapes");
  assertEquals(placeOf("x = 1\n\ny = 2\n", "y  = 2"), "3-3 inner-space");
  assertEquals(placeOf("one\ntwo", "two\n"), "2-2 last-line");
});

Deno.test("editPlace() names all places that look like the text", () => {
  assertEquals(
    placeOf("\tstop(now);\nx\n  stop(now);\n", "    stop(now);"),
    "1-1 indentation; 3-3 indentation",
  );
});

Deno.test("editPlace() finds text that was copied with line numbers", () => {
  assertEquals(placeOf(GO, `6\tfunc Say(name string) {\n7\t\tif name == "" {`), "numbered 6-7");
  assertEquals(
    placeOf(GO, `     5\u2192// Say greets.\n     6\u2192func Say(name string) {`),
    "numbered 5-6",
  );
  assertEquals(placeOf(GO, `10: \tfmt.Println("ahoy", name)`), "numbered 10-10");
});

Deno.test("editPlace() sees that an edit has been made already", () => {
  assertEquals(placeOf(GO, `fmt.Println("hello", name)`, `fmt.Println("ahoy", name)`), "applied 10-10");
  assertEquals(
    placeOf("let price = [\n  1,\n];\n", "let price = [2];", "let price = [1,];"),
    "applied 1-3 inner-space",
  );
  // A change of white space that has been made.
  assertEquals(placeOf("\tone();\n", "  one();", "\tone();"), "applied 1-1");
});

Deno.test("editPlace() does not take a part of the old text, or a short text, for an edit that has been made", () => {
  assertEquals(placeOf("let x = 1\n", "let x = 1\nlet y = 2", "let x = 1"), "nowhere");
  assertEquals(placeOf("a\nb\n", "telescope = mount(4)", "a"), "nowhere");
});

Deno.test("editPlace() gives the lines of several places, and what makes each unique", () => {
  assertEquals(
    placeOf("a = 1\nreset()\nb = 2\nreset()\nc = 3\n", "reset()"),
    '2: 2 "a = 1\\nreset()", 4 "b = 2\\nreset()"',
  );
  assertEquals(placeOf("x x\n", "x"), '2: 1 "x x", 1 "x x"');
  assertEquals(placeOf("same();\n".repeat(9), "same();").split(",")[4], ' 5 ""');
});

Deno.test("editPlace() finds lines that are clearly close, and nothing else", () => {
  assertEquals(placeOf(GO, `\tfmt.Println("ahoy", who)`), "close 10-10 0/1 line 10");
  assertEquals(
    placeOf(GO, `func Say(name string) {\n\tif name != "" {\n\t\tname = "ship"`),
    "close 6-8 2/3 line 7",
  );
  assertEquals(placeOf(GO, "def launch_rocket(pad):\n    pad.ignite()"), "nowhere");
  assertEquals(placeOf(GO, "}\n\n}"), "nowhere");
  assertEquals(placeOf(GO, ""), "nowhere");
  assertEquals(placeOf("", "some text"), "nowhere");
});

Deno.test("editPlace() says nothing where the old text is there once", () => {
  assertEquals(placeOf(GO, `\tfmt.Println("ahoy", name)`), "nowhere");
});

Deno.test("closestLines() counts the lines that are the same", () => {
  const file = "one = 1;\ntwo = 2;\nthree = 3;\nfour = 4;\n";
  const close = closestLines(new BoundedSearch(file), "one = 1;\n  two = 2;\nthree = 33;\nfour = 4;");
  assertEquals(close, {
    first: 1,
    last: 4,
    same: 3,
    of: 4,
    differing: { line: 3, there: "three = 3;", wanted: "three = 33;" },
  });
});

Deno.test("lineOf() and lineStart() count lines from the first", () => {
  const text = "ab\n\ncd\n";
  assertEquals([0, 2, 3, 4, 6, 7].map((offset) => lineOf(text, offset)), [1, 1, 2, 3, 3, 4]);
  assertEquals([0, 2, 3, 4, 6].map((offset) => lineStart(text, offset)), [0, 0, 3, 4, 4]);
  assertEquals([4, 6].map((offset) => lineStart(text, offset, 1)), [3, 3]);
  assertEquals(lineStart(text, 6, 9), 0);
});

Deno.test("editPlace() holds what it says, for random texts and random disguises", () => {
  const random = randomFrom(14);
  const words: readonly [string, ...string[]] = [
    "alpha",
    "beta(gamma)",
    "'quoted'",
    "x == 10",
    "{",
    "}",
    "",
    "\u2014",
    "return \\n;",
    "é",
  ];
  const disguises: readonly [Disguise, ...Disguise[]] = [
    (text) => text.replace(/^/gm, "\t"),
    (text) => text.replaceAll("'", '"'),
    (text) => text.replaceAll(" ", "  "),
    (text) => text.replace(/$/gm, " "),
    (text) => text.replaceAll("\u2014", "-"),
    (text) => text,
  ];
  for (let round = 0; round < 2000; round++) {
    const lines = Array.from(
      { length: 1 + random(12) },
      (_, index) => `${oneOf(random, words)} ${oneOf(random, words)}${index % 3}`,
    );
    const file = lines.join("\n");
    const first = random(lines.length);
    const before = oneOf(random, disguises)(lines.slice(first, first + 1 + random(3)).join("\n"));
    const place = editPlace(file, { before, after: oneOf(random, words) });
    if (place?.kind === "alike") {
      for (const { text, differences } of place.places) {
        assert(file.includes(text) && differences.length > 0);
        assertEquals(essenceOf(text), essenceOf(before));
      }
    }
    if (place?.kind === "several") {
      assertEquals(place.count > 1, true);
      for (const { unique } of place.places) {
        if (unique !== "") assertEquals(file.split(unique).length, 2);
      }
    }
  }
});

Deno.test("editPlace() survives hostile texts, and looks at a bounded part of them", () => {
  const random = randomFrom(15);
  for (let round = 0; round < 300; round++) {
    const noise = (length: number): string =>
      Array.from({ length }, () => String.fromCharCode(random(round % 2 === 0 ? 128 : 0x10000))).join("");
    editPlace(noise(random(3000)), { before: noise(1 + random(300)), after: noise(random(50)) });
  }
  editPlace("aa ".repeat(300_000), { before: "aa  aa\taa", after: "bb" });
  editPlace("x".repeat(1_000_000), { before: "x".repeat(19_000), after: "" });
});

Deno.test("differencesOf() finds nothing between equal texts", () => {
  assertEquals(differencesOf("a 'b'\n", "a 'b'\n"), []);
  assertEquals(differencesOf("a 'b' ", 'a "b"'), ["trailing-space", "quotes"]);
});

Deno.test("placeInText() finds the place of each unit of an essence", () => {
  const text = "a\tb = '\\u00e9x';\n  c &amp;&amp; d\u00a0e \u2013 f\\n g\r\n";
  const essence = essenceOf(text);
  assertEquals(essence, 'ab="ex";c&&de-fg');
  for (let index = 0; index < essence.length; index++) {
    const place = placeInText(text, index);
    assertEquals(essenceOf(text.slice(place)), essence.slice(index));
    assertEquals(essenceOf(text.slice(0, place)), essence.slice(0, index));
  }
  assertEquals(placeInText(text, essence.length), text.length);
});
