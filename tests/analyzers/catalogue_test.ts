import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { analyze } from "../../lib/analyzers/errors/errors.ts";
import { CATALOGUE, CUT_ROWS } from "../../lib/analyzers/errors/catalogue.ts";
import { ANALYZERS, FAILURE_WORDS } from "../../lib/analyzers/table.ts";
import { matchLine } from "../../lib/text/pattern.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { EXAMPLES } from "./catalogue_examples.ts";
import { contextOf } from "../support/in_process.ts";
import { DEFAULTS, type Settings } from "../../lib/config/settings.ts";
import { ROOT } from "../../.github/tasks/program.ts";

const ROWS = [...CATALOGUE, ...CUT_ROWS];
const PLACEHOLDERS = [
  "match",
  "path",
  "program",
  "by",
  "again",
  "filter",
  "run",
  "log",
  "mark",
  "keep",
  "kept",
  "file",
];
/** The pack `coach` is on: every row speaks. */
const COACHED: Settings = { ...DEFAULTS, advice: true };

/** The rules that a command with this output gives, through the analyzer's own wish. */
async function rules(
  command: string,
  outcome: { stdout?: string; error?: string },
  settings: Settings = COACHED,
): Promise<string[]> {
  const response = outcome.error === undefined
    ? { stdout: outcome.stdout }
    : { success: false, error: outcome.error };
  const call = toolCall({ tool_name: "Bash", tool_input: { command } }, outcomeOf(response));
  const context = contextOf(call, settings);
  const wanted = ANALYZERS.find(({ id }) => id === "errors")?.wants(call, context) === true;
  return wanted ? (await analyze(call, context)).map(({ rule }) => rule) : [];
}

Deno.test("the flag l is known here, so that the linearity tests below can fail", () => {
  assertThrows(() => new RegExp("(?=x)", "l"), SyntaxError);
});

Deno.test("every row of the catalogue has its examples, in the same order", () => {
  assertEquals(EXAMPLES.map(([id, hint]) => [id, hint]), ROWS.map(([id, , , hint]) => [id, hint]));
});

for (const [index, [id, , , hint, pattern, text, unless]] of ROWS.entries()) {
  const name = `errors/${id} with the hint "${hint}" (row ${index + 1})`;
  const [, , examples = [], counterExamples = []] = EXAMPLES[index] ?? [];

  Deno.test(`${name} is linear, is hinted, and matches its examples only`, () => {
    for (const source of [pattern, unless ?? ""]) new RegExp(source, "l");
    // Such a hint is looked for as it is written.
    if (pattern === `(${hint})`) assertMatch(hint, /^[A-Za-z ]+$/);
    assert(examples.length > 0 && counterExamples.length > 0);
    for (const example of examples) {
      assert(matchLine(example, hint, new RegExp(pattern)), `no match in: ${example}`);
    }
    for (const example of counterExamples) {
      assertEquals(matchLine(example, hint, new RegExp(pattern)), null, `match in: ${example}`);
    }
  });

  Deno.test(`${name} has a text that says what to do, with every placeholder filled`, () => {
    const groups = new RegExp(`${pattern}|`).exec("")?.length ?? 0;
    for (const [, number] of text.matchAll(/\{(\d)\}/g)) assert(Number(number) < groups);
    for (const [, word] of text.matchAll(/\{([a-z]+)\}/g)) {
      assert(PLACEHOLDERS.includes(word ?? ""), word);
    }
    // Only a look at the project says something then.
    if (text === "") assertEquals(ROWS[index]?.[1], "place");
    else assert(text.length > 60 && text.endsWith("."));
  });
}

Deno.test("what a failure says in a succeeded command's output is looked for before the catalogue is loaded", () => {
  for (const [id, , looks, hint] of ROWS) {
    if (!looks.some((look) => ["hidden", "named", "covered"].includes(look))) continue;
    assert(FAILURE_WORDS.flat().some((word) => hint.includes(word)), `errors/${id} with the hint "${hint}"`);
  }
});

const PASSING_LOG = `
> jest --runInBand
PASS tests/timeout.test.ts
  ✓ gives up after the timeout (12 ms)
  ✓ reports "connect ECONNREFUSED 127.0.0.1:1" to the caller (3 ms)
  ✓ throws MemoryError when out of memory (5 ms)
  ✓ prints "command not found: foo" (2 ms)
  ✓ No such file or directory is shown (1 ms)
  ✓ Permission denied is shown (1 ms)
PASS tests/memory.test.ts
memory usage: 120 MB, timeout: 5000
Tests:       6 passed, 6 total
Time:        1.2 s, 0 failed
`;

const LISTING = `total 60
drwxr-xr-x 6 root root 4096 Nov 22 07:26 timeout
-rw-r--r-- 1 root root 4096 Nov 22 07:26 memory.ts
-rw-r--r-- 1 root root  189 Nov 22 07:26 FAILED
-rw-r--r-- 1 root root  189 Nov 22 07:26 error.log
`;

Deno.test("ordinary output stays without a word, whatever hides the exit code", async () => {
  for (const stdout of [PASSING_LOG, LISTING]) {
    for (
      const command of [
        "npm test",
        "npm test | tail -30",
        "npm test || true",
        "npm test; ls",
        "ls -la | sort",
      ]
    ) {
      assertEquals(await rules(command, { stdout }), [], command);
    }
  }
});

Deno.test("a failing run whose log only mentions failures of other kinds is not given their causes", async () => {
  assertEquals(await rules("npm test", { error: `Exit code 1\n${PASSING_LOG}` }), []);
});

Deno.test("this repository's own sources stay without a word when they are shown", async () => {
  for (const folder of ["lib/analyzers/errors", "lib", "tests"]) {
    for await (const { name, isFile } of Deno.readDir(ROOT + folder)) {
      if (!isFile) continue;
      const stdout = await Deno.readTextFile(`${ROOT}${folder}/${name}`);
      for (
        const command of [
          `cat ${folder}/${name}`,
          `cat ${name} | head -500`,
          `cd lib; sed -n 1,300p ${name}; ls`,
        ]
      ) {
        assertEquals(await rules(command, { stdout }), [], command);
      }
    }
  }
});

Deno.test("a failure with exit code 137 is memory, unless the command kills on purpose", async () => {
  assertEquals(await rules("node build.js", { error: "Exit code 137" }), ["errors/memory"]);
  assertEquals(await rules("kill -9 $PID", { error: "Exit code 137" }), []);
});

Deno.test("a silent exit code speaks for curl, timeout and programs that cannot run", async () => {
  assertEquals(await rules("sleep 1 && curl -s http://localhost:1/", { error: "Exit code 7" }), [
    "errors/network",
  ]);
  assertEquals(await rules("timeout 5 npm start", { error: "Exit code 124" }), ["errors/timeout"]);
  assertEquals(await rules("./deploy.sh", { error: "Exit code 126" }), ["errors/permission"]);
  assertEquals(await rules("pkill -f x", { error: "Exit code 1" }), []);
});

Deno.test("a text never holds more of the event than a short quotation", async () => {
  const call = toolCall(
    { tool_name: "Bash", tool_input: { command: "x" } },
    { status: "failed", response: {}, error: `bash: ${"y".repeat(400)}: command not found` },
  );
  const [finding] = await analyze(call, contextOf(call, COACHED));
  assert(finding && finding.text.length < 500);
});
