/**
 * `deno task mutate`: which changes it makes, and what it says of them.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { type Outcome, run } from "../support/harness.ts";

const SOURCE = `import { a } from "b";
export { c } from "d";
type E = "x" | 1;
const f: "x" = a as "y";
g(a < b, a >= b, a === b);
g(a && !b, a ?? b, a + b);
if (a) g(1, 7, "a", "", true);
g(a ? b : c);
const h = () => a;
function i() { return a; }
function j() { return undefined; }
g({ "x-y": a }, import("b"), { "x-y": "a" });
`;

const CHANGES = [
  "5: < -> <=",
  "5: < -> >=",
  "5: >= -> >",
  "5: >= -> <",
  "5: === -> !==",
  "6: && -> ||",
  "6: !b -> b",
  "6: ?? -> &&",
  "6: + -> -",
  "7: a -> true",
  "7: a -> false",
  "7: 1 -> 0",
  "7: 7 -> (7 + 1)",
  '7: "a" -> ""',
  '7: "" -> "mutated"',
  "7: true -> false",
  "8: a -> true",
  "8: a -> false",
  "9: a -> undefined",
  "10: a -> undefined",
  '12: "a" -> ""',
];

async function mutate(...args: readonly string[]): Promise<Outcome> {
  const flags = ["--quiet", "--no-lock", `--config=${ROOT}deno.json`, "-P=tasks"];
  return await run([Deno.execPath(), "run", ...flags, `${ROOT}.github/tasks/mutate.ts`], { args, cwd: ROOT });
}

async function listMutants(): Promise<Outcome> {
  const path = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(path, SOURCE);
    return await mutate("--list", path);
  } finally {
    await Deno.remove(path);
  }
}

const list = await listMutants();
// TypeScript's parser comes from npm when it is wanted for the first time.
const isHere = list.code === 0 || !list.stderr.includes("npm:typescript");

Deno.test({
  name: `mutate changes comparisons, conditions, returns and constants, and no types or names${
    isHere ? "" : " (SKIPPED: npm does not give TypeScript)"
  }`,
  ignore: !isHere,
  fn: () => {
    assertEquals([list.code, list.stderr], [0, ""]);
    const lines = list.stdout.trimEnd().split("\n");
    assertEquals(lines.pop(), `${CHANGES.length} changes`);
    assertEquals(lines.map((line) => line.replace(/^.*?\.ts:/, "").replace(/ {4}in: .*$/, "")), CHANGES);
  },
});

Deno.test("mutate refuses a file that does not exist, and unknown options", async () => {
  const missing = await mutate("lib/no_such.ts");
  assertEquals(missing.code, 1);
  assertStringIncludes(missing.stderr, 'Cannot mutate "lib/no_such.ts": there is no such file');
  assertStringIncludes((await mutate("lib", "--test=x")).stderr, 'there is no option "--test=x"');
  assertStringIncludes((await mutate()).stderr, "Cannot mutate: no file was named");
});
