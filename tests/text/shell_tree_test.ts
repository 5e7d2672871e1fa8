import { assertEquals } from "@std/assert";
import { lastProgram } from "../../lib/text/last_program.ts";
import { parseShellTree, pipelinesOf } from "../../lib/text/shell_tree.ts";
import { programOf } from "../../lib/text/shell_wrappers.ts";

/** The programs of a command line, as `a | b ; c`. */
function shape(command: string): string {
  return pipelinesOf(parseShellTree(command)).map(({ stages, next }) =>
    stages.map(({ words }) => programOf(words)).join(" | ") + (next && ` ${next} `)
  )
    .join("");
}

Deno.test("parseShellTree() splits at operators outside of quotes", () => {
  assertEquals(
    shape(`cd x && npm test 2>&1 | tail -3; echo "a | b; c" || true`),
    "cd && npm | tail ; echo || true",
  );
});

Deno.test("parseShellTree() takes a line end for a semicolon and drops comments", () => {
  assertEquals(shape("a # b | c\n\nd"), "a ; d");
});

Deno.test("parseShellTree() keeps a substitution inside its word", () => {
  assertEquals(parseShellTree("echo $(cat x | wc -l) y")[0]?.stages[0]?.words, [
    "echo",
    "$(cat x | wc -l)",
    "y",
  ]);
});

Deno.test("parseShellTree() does not read heredoc bodies as commands", () => {
  assertEquals(shape("cat > f <<'EOF'\nrm -rf / | x\nEOF\nls"), "cat ; ls");
});

Deno.test("parseShellTree() takes quotes and escapes off", () => {
  assertEquals(parseShellTree(`a 'b c' "d\\"e" f\\ g h\\\ni`)[0]?.stages[0]?.words, [
    "a",
    "b c",
    'd"e',
    "f g",
    "hi",
  ]);
});

Deno.test("parseShellTree() gives nothing for an empty command and survives open quotes", () => {
  assertEquals(parseShellTree(""), []);
  assertEquals(shape(`echo "open | x`), "echo");
});

Deno.test("programOf() looks past assignments, wrappers and folders", () => {
  assertEquals(shape("A=1 sudo /usr/bin/make x"), "make");
  assertEquals(shape("timeout -k 5 30s npm start"), "npm");
  assertEquals(shape("timeout"), "timeout");
});

Deno.test("pipelinesOf() puts the pipelines of a group before the one that the group is in", () => {
  assertEquals(shape("(cd x && make) | tee log; { ls; }"), "cd && make | tee ; ls");
});

Deno.test("lastProgram() names the program that decides the exit code, in groups as well", () => {
  assertEquals(lastProgram("cd x; curl -s http://h | grep -q a"), "grep");
  assertEquals(lastProgram("cd x && (make; sudo /usr/bin/curl -s h)"), "curl");
  assertEquals(lastProgram("if true; then rg x; fi"), "rg");
  assertEquals(lastProgram(""), "");
});
