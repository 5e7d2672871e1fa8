import { assertEquals } from "@std/assert";
import { pythonInShell } from "../../lib/text/python_in_shell.ts";
import { createPythonReader, pythonCode } from "../../lib/text/script_code.ts";
import { oneOf, randomFrom } from "../support/random.ts";

/** The words that are left. */
function words(text: string): string {
  return text.split(/\s+/).filter((word) => word !== "").join(" ");
}

Deno.test("pythonCode() blanks out comments and strings", () => {
  assertEquals(words(pythonCode(`a = "b # c"  # d 'e'\nf = 'g\\'h'; i\n`)), "a = f = ; i");
  assertEquals(words(pythonCode(`"""one\n'two' # three\n"""\nfour`)), "four");
  assertEquals(words(pythonCode(`x = '''a "quoted" \\''' b'''\ny`)), "x = y");
  assertEquals(words(pythonCode(`x = r"a\\\\"\ny = f'{z}'\nw`)), "x = r y = f w");
});

Deno.test("pythonCode() ends a string that is left open with its line, and a long one with the text", () => {
  assertEquals(words(pythonCode(`a = "open\nb = 1\n`)), "a = b = 1");
  assertEquals(words(pythonCode(`a = """open\nb = 1\n`)), "a =");
});

Deno.test("pythonInShell() keeps heredocs and arguments of Python", () => {
  assertEquals(words(pythonInShell("python3 - <<'EOT'\nimport a\nb('c')\nEOT\nls d\n")), "import a b( )");
  assertEquals(words(pythonInShell("cat <<EOT\nimport a\nEOT\nls\n")), "");
  assertEquals(words(pythonInShell("cat <<-'ONE'\n\ta\n\tONE\npython <<TWO\nb\nTWO\n")), "b");
  assertEquals(words(pythonInShell(`python3 -c "import a; a.b('c')" | tail\n`)), "import a; a.b( )");
  assertEquals(words(pythonInShell(`/usr/bin/python3.12 -I -c 'x = 1'\n`)), "x = 1");
  assertEquals(words(pythonInShell(`# python3 -c "x = 1"\necho 'y'\n`)), "");
  assertEquals(words(pythonInShell("python3 <<OPEN\na = 1\n")), "a = 1");
});

Deno.test("both keep the length and the line ends of any text", () => {
  const random = randomFrom(3);
  const parts: readonly [string, ...string[]] = [
    '"',
    "'",
    '"""',
    "\\",
    "\n",
    "#",
    "<<EOT\n",
    "EOT\n",
    "python3 -c ",
    "a ",
    "é",
  ];
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: random(20) }, () => oneOf(random, parts)).join("");
    for (const code of [pythonCode(text), pythonInShell(text)]) {
      assertEquals(code.length, text.length, JSON.stringify(text));
      assertEquals(code.split("\n").map((line) => line.length), text.split("\n").map((line) => line.length));
    }
  }
});

/** The same by one pattern. */
function blankedByPattern(text: string): string {
  const token =
    /#[^\n]*|"""(?:[^\\]|\\[^])*?(?:"""|$)|'''(?:[^\\]|\\[^])*?(?:'''|$)|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/g;
  return text.replace(token, (found) => found.replace(/[^\n]/g, " "));
}

Deno.test("createPythonReader() gives the same code whole, by a pattern, and in parts with gaps", () => {
  const random = randomFrom(5);
  const parts: readonly [string, ...string[]] = ['"', "'", '"""', "'''", "\\", "\n", "#", "a", " b "];
  for (let round = 0; round < 5000; round++) {
    // A backslash at the very end escapes nothing.
    const text = `${Array.from({ length: random(16) }, () => oneOf(random, parts)).join("")}\n`;
    const code = pythonCode(text);
    assertEquals(code, blankedByPattern(text), JSON.stringify(text));
    const read = createPythonReader(text);
    for (let from = random(3); from < text.length;) {
      const to = from + random(text.length - from + 1);
      assertEquals(read(from, to), code.slice(from, to), JSON.stringify([text, from, to]));
      from = to + random(3);
    }
  }
});
