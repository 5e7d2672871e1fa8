import { assertEquals } from "@std/assert";
import { shellWord } from "../../lib/text/shell_word.ts";

Deno.test("shellWord() gives a shell back the very word, whatever is in it", () => {
  for (
    const word of [
      "a",
      "a b",
      "",
      "it's",
      "$(touch x)",
      "`x`",
      "a;b",
      "a\nb",
      "'",
      "''",
      "-x",
      "~",
      "*",
      "a\\",
      '"',
      "é",
    ]
  ) {
    const { stdout } = new Deno.Command("sh", { args: ["-c", `printf %s ${shellWord(word)}`] }).outputSync();
    assertEquals(new TextDecoder().decode(stdout), word);
  }
  assertEquals(shellWord("/home/u/a-b_c.d"), "/home/u/a-b_c.d");
});
