/**
 * Tests of `fasthook bench`: it runs the fasthook on PATH, checks every answer, and leaves no files.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { answerProblem, firstOfSession } from "../../lib/commands/bench/trial.ts";
import { runsOfLoad } from "../../lib/commands/bench/load.ts";
import { type BenchResults, isWell, textReport } from "../../lib/commands/bench/report.ts";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { summary } from "../../lib/commands/shared/summary.ts";
import { type Outcome, program, run } from "../support/harness.ts";

const THIS_PROGRAM = `exec ${program().map((word) => `'${word}'`).join(" ")} "$@"`;

/** What a benchmark did, and what it left in the home folder and in the one for temporary files. */
type Left = Outcome & { readonly left: readonly string[] };

/** Runs the command where PATH holds a fasthook made of a shell script, or none. */
async function bench(args: readonly string[], script?: string): Promise<Left> {
  const dir = await Deno.makeTempDir({ prefix: "fasthook-bench-test-" });
  try {
    for (const name of ["bin", "home", "tmp"]) await Deno.mkdir(`${dir}/${name}`);
    if (script !== undefined) {
      await Deno.writeTextFile(`${dir}/bin/fasthook`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    const env = { HOME: `${dir}/home`, TMPDIR: `${dir}/tmp`, PATH: `${dir}/bin:/usr/bin:/bin` };
    const outcome = await run(program(), { args: ["bench", ...args], env, cwd: dir });
    const left = ["home", "tmp"].flatMap((name) => [...Deno.readDirSync(`${dir}/${name}`)]);
    return { ...outcome, left: left.map(({ name }) => name) };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function objects(json: unknown, key: string): readonly JsonObject[] {
  assert(isObject(json));
  const list = json[key];
  assert(Array.isArray(list));
  return list.filter(isObject);
}

Deno.test("firstOfSession() gives an event a session of its own where it has one", () => {
  const [first, second] = [1, 2].map(() => firstOfSession({ session_id: "a", tool_name: "Read" }));
  assert(first !== second);
  assertStringIncludes(first ?? "", '"tool_name":"Read"');
  assertEquals(firstOfSession({ tool_name: "Task" }), '{"tool_name":"Task"}');
});

Deno.test("answerProblem() accepts feedback only where it is wanted, and only from fasthook", () => {
  const feedback = { code: 2, stdout: "", stderr: "fasthook on Write:\n" };
  const silence = { code: 0, stdout: "", stderr: "" };
  assertEquals(answerProblem({ wanted: true }, feedback), "");
  assertEquals(answerProblem({ wanted: false }, silence), "");
  assertEquals(answerProblem({ wanted: true }, silence), 'wanted feedback, got exit code 0 and ""');
  assertMatch(
    answerProblem({ wanted: false }, feedback),
    /^wanted silence, got exit code 2 and "fasthook on/,
  );
  assertMatch(answerProblem({ wanted: true }, { ...feedback, stderr: "noise" }), /"noise"$/);
  assertMatch(answerProblem({ wanted: false }, { ...silence, stdout: "noise" }), /"noise"$/);
});

Deno.test("runsOfLoad() counts whole volleys", () => {
  assertEquals(runsOfLoad(1), 1 + 3 + 5 + 16);
  assertEquals(runsOfLoad(48), 48 + 48 + 50 + 48);
});

const RESULTS: BenchResults = {
  program: "/usr/local/bin/fasthook",
  version: "fasthook 0.1.0",
  machine: "linux x86_64, 2 processors",
  scenarios: [
    {
      id: "read",
      title: "simple Read",
      runs: 2,
      ms: summary([10, 20]),
      ratio: { byMin: 1, byMedian: 1.25 },
      grade: "A+",
    },
  ],
  load: [{
    atOnce: 16,
    runs: 16,
    p50: 60,
    p95: 70,
    p99: 80,
    max: 90,
    grade: "A",
    wrong: ["LS: wanted silence"],
  }],
  faults: [{
    title: "standard input is empty",
    wanted: { exitCode: 1, reply: "one line" },
    got: { exitCode: 0, reply: "nothing" },
    ms: 12,
    ok: false,
  }],
};

Deno.test("textReport() shows times, wrong answers, and what was wanted of a fault", () => {
  const text = textReport(RESULTS, { style: (_, text) => text, width: 100 });
  assertMatch(text, /^simple Read +15\.0 +10\.0 +15\.0 +20\.0 +19\.5 +5\.0 +1\.25 +A\+$/m);
  assertMatch(text, /^16 at once +16 +60\.0 +70\.0 +80\.0 +90\.0 +1 +A\nLS: wanted silence$/m);
  assertStringIncludes(text, "Faults, 0 of 1 answered as they should be\n");
  assertMatch(text, /^standard input is empty +wrong +12 ms +0: nothing; wanted 1: one line$/m);
  assertEquals(text.split("\n").filter((line) => line.length > 100), []);
});

Deno.test("isWell() is about answers, of faults and under load", () => {
  const load = RESULTS.load.map((row) => ({ ...row, wrong: [] }));
  const faults = RESULTS.faults.map((row) => ({ ...row, ok: true }));
  assertEquals(isWell({ ...RESULTS, load, faults }), true);
  assertEquals(isWell({ ...RESULTS, load }), false);
  assertEquals(isWell({ ...RESULTS, faults }), false);
});

Deno.test({
  name: "bench measures the fasthook on PATH, finds every fault answered, and leaves no files",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { code, stdout, stderr, left } = await bench(["--rounds", "1", "--json"], THIS_PROGRAM);
    const json: unknown = JSON.parse(stdout);
    assertEquals(
      objects(json, "faults").filter(({ ok }) => ok !== true),
      [],
    );
    assertEquals(objects(json, "scenarios").map(({ id, runs }) => `${id} ${runs}`), [
      "floor 1",
      "read 1",
      "hook-file 1",
      "task 1",
      "timeout 1",
      "memory 1",
      "general 1",
      "ls 1",
      "bash 1",
      "write-1mb 1",
    ]);
    assertEquals(objects(json, "load").map(({ atOnce, runs, wrong }) => [atOnce, runs, wrong]), [
      [1, 1, []],
      [3, 3, []],
      [5, 5, []],
      [16, 16, []],
    ]);
    assert(isObject(json) && json["ok"] === true);
    // Where something is built, this says that another program is measured than the one that was asked.
    assertMatch(stderr, /^(?:fasthook: measuring .*\n)?$/);
    assertEquals(code, 0);
    assertEquals(left, []);
  },
});

Deno.test({
  name: "bench refuses to time a fasthook that skips the work",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { code, stdout, stderr, left } = await bench(["--rounds", "1"], "exit 0");
    assertEquals(code, 1);
    assertEquals(stdout, "");
    assertMatch(
      stderr,
      /^fasthook: Cannot measure fasthook on "[^"]+": wanted feedback, got exit code 0 and ""\n {2}fix: fasthook doctor$/m,
    );
    assertEquals(left, []);
  },
});

Deno.test({
  name: "bench without a fasthook on PATH says how it comes there",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const { code, stdout, stderr } = await bench([]);
    assertEquals(code, 1);
    assertEquals(stdout, "");
    assertMatch(stderr, /^fasthook: Cannot measure: wanted fasthook on PATH, got none\n {2}fix: .*PATH"?\n$/);
  },
});

Deno.test("bench refuses a number of rounds that is none", async () => {
  const { code, stderr } = await bench(["--rounds", "0"]);
  assertEquals(code, 64);
  assertStringIncludes(
    stderr,
    'Cannot use --rounds: wanted a whole number from 1 to 10000, got "0"\n  fix: --rounds 20\n',
  );
});
