/**
 * Spec files themselves: what they state is compared, and a mistake in one is an error.
 *
 * @module
 */
import { assertEquals, assertRejects } from "@std/assert";
import { missingFor, runSpec } from "./support/spec.ts";

/** A run that prints the version. */
const VERSION = "A sentence.\n--- args\n--version\n";

Deno.test("a spec's pattern is reported where it does not match, with the stream's text", async () => {
  const { expected, actual } = await runSpec(`${VERSION}--- stdout matches\n^fasthook \\d\n^[a-z]$\n`);
  assertEquals(Object.keys(expected), Object.keys(actual));
  assertEquals(expected["stdout matches ^fasthook \\d"], actual["stdout matches ^fasthook \\d"]);
  assertEquals(actual["stdout matches ^[a-z]$"]?.startsWith("no: fasthook "), true);
  assertEquals("stdout" in expected, false);
});

Deno.test("a spec's pattern that must not match is reported where it does", async () => {
  const { expected, actual } = await runSpec(`${VERSION}--- stdout lacks\nfast\nslow\n`);
  assertEquals(expected["stdout lacks slow"], actual["stdout lacks slow"]);
  assertEquals(actual["stdout lacks fast"]?.startsWith("no: fasthook "), true);
});

Deno.test("each run of a spec has expectations of its own, and a stream that is not named must be empty", async () => {
  const { expected, actual } = await runSpec(
    `${VERSION}--- stdout matches\nfast\n--- then\n--- args\n--version\n`,
  );
  assertEquals(expected["run 2: stdout"], "");
  assertEquals(actual["run 2: stdout"]?.startsWith("fasthook "), true);
});

Deno.test("a section that does not exist is an error", async () => {
  await assertRejects(() => runSpec(`${VERSION}--- stder\nx\n`), SyntaxError, 'Unknown section "stder"');
});

Deno.test("a setup that fails is an error", async () => {
  await assertRejects(() => runSpec(`${VERSION}--- setup\necho no >&2; exit 3\n`), Error, "exit code 3: no");
});

Deno.test("an edit must name exactly one place of its file", async () => {
  const spec = "A sentence.\n--- file project/a.txt\nx\nx\n--- edit project/a.txt\n-x\n+y\n";
  await assertRejects(() => runSpec(spec), Error, "exactly one place");
});

Deno.test("missingFor() names the program that a spec needs and the machine lacks", () => {
  assertEquals(missingFor(`${VERSION}--- needs\nsh\nno-such-program\n`), "no-such-program");
  assertEquals(missingFor(`${VERSION}--- needs\nsh\n`), undefined);
});
