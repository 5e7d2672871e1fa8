import { assertEquals, assertThrows } from "@std/assert";
import { LinterError } from "../../lib/linters/linter.ts";
import { reportIn } from "../../lib/linters/printed_report.ts";
import { LINTERS } from "../../lib/linters/table.ts";

function found(stdout: string): unknown {
  return reportIn({ stdout, stderr: "", code: 1 }, (json) => Array.isArray(json) && json[0] === "report");
}

Deno.test("reportIn() finds the one report among other lines", () => {
  const report = ["report", { a: "[x]" }];
  const line = JSON.stringify(report);
  const indented = JSON.stringify(report, undefined, 2);
  for (
    const text of [
      line,
      `[env] 3 variables read\n${line}\n`,
      `${line}\ndone [1/1]\n`,
      `[plugin] ready\n{ cache: off }\n${line}\nbye\n`,
      `{"level":"info"}\n["x"]\n${line}\n`,
      `loading [1] ... ${line}`,
      `[a]\n${indented}\n[b]\n`,
      `${"[x]\n".repeat(5000)}${line}`,
    ]
  ) {
    assertEquals(found(text), report, text.slice(0, 80));
  }
});

Deno.test("reportIn() refuses output with no report, or with two", () => {
  const line = JSON.stringify(["report"]);
  for (const text of [`${line}\n${line}`, "[1]\n[2]", "nothing", `x\n${line.slice(0, -1)}`]) {
    assertThrows(() => found(text), LinterError, "garbage", text);
  }
  assertThrows(() => found(""), LinterError, "exit-code");
});

Deno.test("Biome's report with a place that is not understood is a failure", async () => {
  const row = LINTERS.find(({ id }) => id === "biome");
  if (row?.program === undefined) throw new TypeError("no row");
  const { parse } = await row.load();
  const printed = (location: unknown): string =>
    JSON.stringify({ diagnostics: [{ category: "lint/a/b", severity: "error", message: "m", location }] });
  const read = (location: unknown): unknown => parse({ stdout: printed(location), stderr: "", code: 1 }, "");
  for (
    const location of [{ path: "a.js", range: [1, 2] }, { span: [1, 2] }, { span: "1", sourceCode: "a" }]
  ) {
    assertThrows(() => read(location), LinterError, "garbage");
  }
  assertEquals(read({ span: null }), []);
});
