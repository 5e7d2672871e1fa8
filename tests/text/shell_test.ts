import { assertEquals } from "@std/assert";
import { hiddenExits, parseShell, programOf } from "../../lib/text/shell.ts";

/** The programs of a command line, as `a | b ; c`. */
function shape(command: string): string {
  return parseShell(command).map(({ commands, next }) =>
    commands.map(programOf).join(" | ") + (next && ` ${next} `)
  )
    .join("");
}

function hidden(command: string): string[] {
  return hiddenExits(parseShell(command)).map(({ program, by }) => `${program} ${by}`);
}

Deno.test("parseShell() splits at operators outside of quotes", () => {
  assertEquals(
    shape(`cd x && npm test 2>&1 | tail -3; echo "a | b; c" || true`),
    "cd && npm | tail ; echo || true",
  );
});

Deno.test("parseShell() takes a line end for a semicolon and drops comments", () => {
  assertEquals(shape("a # b | c\n\nd"), "a ; d");
});

Deno.test("parseShell() keeps a substitution inside its word", () => {
  assertEquals(parseShell("echo $(cat x | wc -l) y")[0]?.commands[0]?.words, [
    "echo",
    "$(cat x | wc -l)",
    "y",
  ]);
});

Deno.test("parseShell() does not read heredoc bodies as commands", () => {
  assertEquals(shape("cat > f <<'EOF'\nrm -rf / | x\nEOF\nls"), "cat ; ls");
});

Deno.test("parseShell() takes quotes and escapes off", () => {
  assertEquals(parseShell(`a 'b c' "d\\"e" f\\ g h\\\ni`)[0]?.commands[0]?.words, [
    "a",
    "b c",
    'd"e',
    "f g",
    "hi",
  ]);
});

Deno.test("parseShell() gives nothing for an empty command and survives open quotes", () => {
  assertEquals(parseShell(""), []);
  assertEquals(shape(`echo "open | x`), "echo");
});

Deno.test("programOf() looks past assignments, wrappers and folders", () => {
  assertEquals(shape("A=1 sudo /usr/bin/make x"), "make");
  assertEquals(shape("timeout -k 5 30s npm start"), "npm");
  assertEquals(shape("timeout"), "timeout");
});

Deno.test("hiddenExits() finds programs before pipes", () => {
  assertEquals(hidden("npm test 2>&1 | tail -5"), ["npm | tail"]);
  assertEquals(hidden("set -o pipefail; npm test | tail -5"), []);
});

Deno.test("hiddenExits() finds programs before || and ;", () => {
  assertEquals(hidden("make || true"), ["make || true"]);
  assertEquals(hidden("cd x && make && make install; ls"), ["make ; ls", "make ; ls"]);
  assertEquals(hidden("set -e; make; ls"), []);
  assertEquals(hidden("cd x; make"), []);
});

Deno.test("hiddenExits() leaves programs out that only show things", () => {
  assertEquals(hidden("cat x | grep y | head; git log | head; docker compose logs api | tail"), []);
  assertEquals(hidden("git push | cat"), ["git | cat"]);
});
