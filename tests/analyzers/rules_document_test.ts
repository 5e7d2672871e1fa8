import { assertEquals } from "@std/assert";
import { DOCUMENT, rulesDocument } from "../../.github/tasks/rules_document.ts";
import { ROOT } from "../../.github/tasks/program.ts";

/** Without what the formatter decides: line breaks, the widths of columns. */
function plain(markdown: string): string {
  return markdown.replace(/\n> ?/g, "\n").replace(/-{3,}/g, "---").replace(/\s+/g, " ");
}

Deno.test("rules.md is what the table of rules says (deno task rules-document)", async () => {
  assertEquals(plain(Deno.readTextFileSync(`${ROOT}${DOCUMENT}`)), plain(await rulesDocument()));
});
