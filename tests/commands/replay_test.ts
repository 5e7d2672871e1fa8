/**
 * Tests of lib/replay/ and of the whole `fasthook replay`.
 *
 * @module
 */
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { UserError } from "../../lib/text/user_error.ts";
import { isObject, type JsonObject } from "../../lib/text/json_object.ts";
import { Histogram } from "../../lib/commands/shared/histogram.ts";
import { page } from "../../lib/text/html.ts";
import { inOrder } from "../../lib/commands/replay/in_order.ts";
import { sessionFiles } from "../../lib/commands/replay/files.ts";
import { readLines } from "../../lib/commands/shared/lines.ts";
import { parseSince } from "../../lib/text/since.ts";
import { FIXTURES, type Outcome, program, run } from "../support/harness.ts";

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "fasthook-replay-" });
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The pack coach is on: a program that is not found gets feedback. */
const COACH = { FASTHOOK_CONFIG: `${FIXTURES}coach.json` };

function call(id: string, name: string, input: JsonObject): string {
  const message = { content: [{ type: "tool_use", id, name, input }] };
  return JSON.stringify({ type: "assistant", message });
}

function failure(id: string, error: string, timestamp = "2026-11-20T07:00:00.000Z"): string {
  const message = { content: [{ type: "tool_result", tool_use_id: id, is_error: true, content: error }] };
  return JSON.stringify({ type: "user", sessionId: "s", cwd: "/p", timestamp, message });
}

/** A session with one call that gets feedback. */
function session(command: string, timestamp?: string): string {
  const error = "Exit code 127\nbash: line 1: treee: command not found";
  return `${call("a", "Bash", { command })}\n${failure("a", error, timestamp)}\n`;
}

async function replay(folder: string, args: readonly string[]): Promise<Outcome> {
  return await run(program(), {
    args: ["replay", ...args],
    env: { HOME: folder, TZ: "UTC", ...COACH },
    cwd: folder,
  });
}

function parse({ stdout }: Outcome): JsonObject {
  const json: unknown = JSON.parse(stdout);
  assert(isObject(json));
  return json;
}

Deno.test("readLines() cuts at line ends only, also where a line goes through many pieces", async () => {
  await inFolder(async (folder) => {
    const long = "ä🎉".repeat(100_000);
    await Deno.writeTextFile(`${folder}/a`, `one\n\n${long}\r\nlast`);
    const lines: unknown[] = [];
    let bytes = 0;
    for await (const piece of readLines(`${folder}/a`, (count) => bytes += count)) lines.push(...piece);
    assertEquals(lines, [
      { number: 1, text: "one" },
      { number: 2, text: "" },
      { number: 3, text: `${long}\r` },
      { number: 4, text: "last" },
    ]);
    assertEquals(bytes, (await Deno.stat(`${folder}/a`)).size);
  });
});

/** Waits until everything that could go on has gone on. */
async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

Deno.test("inOrder() keeps the order of the items and holds back items that are too far ahead", async () => {
  const taken: string[] = [];
  const first = Promise.withResolvers<void>();
  let secondWaits = false;
  const done = inOrder<string, string>(["a", "b", "c"], {
    parallel: 2,
    take: (value) => taken.push(value),
    work: async (item, { give, ready }) => {
      if (item === "a") await first.promise;
      for (let at = 0; at < 1000; at++) give(`${item}${at}`);
      const wait = ready();
      if (item === "b") {
        let isReady = false;
        void wait.then(() => isReady = true);
        await nextTurn();
        secondWaits = !isReady;
        first.resolve();
      }
      await wait;
    },
  });
  await done;
  assert(secondWaits);
  assertEquals(taken.length, 3000);
  assertEquals([taken[0], taken[999], taken[1000], taken[2999]], ["a0", "a999", "b0", "c999"]);
});

Deno.test("inOrder() hands an error on", async () => {
  const work = (): Promise<void> => Promise.reject(new RangeError("x"));
  await assertRejects(() => inOrder([1], { parallel: 2, work, take: () => {} }), RangeError);
});

Deno.test("Histogram gives percentiles that are at most 2 % off", () => {
  const histogram = new Histogram();
  for (let ms = 1; ms <= 1000; ms++) histogram.add(ms);
  assertEquals([histogram.count, histogram.sum, histogram.max], [1000, 500_500, 1000]);
  for (const [part, exact] of [[0.5, 500], [0.95, 950], [0.99, 990], [1, 1000], [0.001, 1]] as const) {
    assert(
      Math.abs(histogram.quantile(part) - exact) <= exact * 0.02,
      `${part}: ${histogram.quantile(part)}`,
    );
  }
  assertEquals(histogram.classes(8).reduce((sum, { count }) => sum + count, 0), 1000);
});

Deno.test("Histogram of nothing is 0, and of the extremes stays within them", () => {
  assertEquals([new Histogram().quantile(0.5), new Histogram().classes(8)], [0, []]);
  const histogram = new Histogram();
  histogram.add(0);
  histogram.add(1e12);
  assertEquals([histogram.quantile(0), histogram.quantile(0.5), histogram.max], [0, 0, 1e12]);
  const sum = new Histogram();
  sum.addAll(histogram);
  sum.addAll(histogram);
  assertEquals([sum.count, sum.quantile(0.4), sum.max], [4, 0, 1e12]);
});

Deno.test("parseSince() reads spans and dates", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  assertEquals(parseSince("30m", now), now - 1_800_000);
  assertEquals(parseSince("12h", now), now - 12 * 3_600_000);
  assertEquals(parseSince("2w", now), now - 14 * 86_400_000);
  assertEquals(parseSince("2026-11-20T08:00Z", now), Date.parse("2026-11-20T08:00:00Z"));
  assertEquals(parseSince("2026-11-20", now), new Date(2026, 10, 20).getTime());
  for (const wrong of ["", "7", "d", "7y", "-1d", "yesterday", "2026-13-40", "2026"]) {
    assertThrows(() => parseSince(wrong, now), UserError, "Cannot use --since", wrong);
  }
});

Deno.test("sessionFiles() finds sessions and their sub-agents, each once, by name", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/p/b/subagents`, { recursive: true });
    for (
      const name of [
        "p/b.jsonl",
        "p/a.jsonl",
        "p/b/subagents/agent-1.jsonl",
        "p/notes.txt",
        "p/b/x.meta.json",
      ]
    ) {
      Deno.writeTextFileSync(`${folder}/${name}`, "");
    }
    const names = (given: readonly string[]): readonly string[] =>
      sessionFiles(given.map((name) => `${folder}/${name}`)).sessions
        .map(({ path }) => path.slice(folder.length + 1));
    assertEquals(names(["p/b.jsonl"]), ["p/b.jsonl", "p/b/subagents/agent-1.jsonl"]);
    assertEquals(names(["p/"]), ["p/a.jsonl", "p/b/subagents/agent-1.jsonl", "p/b.jsonl"]);
    assertEquals(names(["p", "p/a.jsonl"]).length, 3);
    assertThrows(() => names(["q"]), UserError, "Cannot read");
    if (Deno.build.os === "windows") return;
    await Deno.symlink(`${folder}/p`, `${folder}/p/again`);
    await Deno.symlink(`${folder}/p/a.jsonl`, `${folder}/other-name.jsonl`);
    assertEquals(names(["p", "p/again", "other-name.jsonl"]).length, 3);
    assertEquals(names(["other-name.jsonl", "p/a.jsonl"]), ["other-name.jsonl"]);
    assertThrows(() => sessionFiles(["/dev/null"]), UserError, "got something else");
  });
});

Deno.test("page() escapes what it is filled with", () => {
  const text = page("<script>alert('1')</script>&\"", []);
  assert(!text.includes("<script>"), text);
  assertStringIncludes(text, "&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;&#38;&#34;");
});

Deno.test("replay shows what would have been said, counts and names broken lines, and writes nothing", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/s`);
    const text = `${session("treee .")}{"broken\n\n${call("b", "Read", {})}\nnull\n`;
    await Deno.writeTextFile(`${folder}/s/one.jsonl`, text);
    const before = (await Deno.stat(`${folder}/s/one.jsonl`)).mtime?.getTime();
    const { code, stdout, stderr } = await replay(folder, ["s"]);
    assertEquals([code, stderr], [0, ""]);
    const lines = stdout.split("\n");
    assertEquals(lines[0], "s/one.jsonl:2  2026-11-20 07:00");
    assertEquals(lines[1], "  fasthook on Bash `treee .`:");
    assertStringIncludes(lines[2] ?? "", "  - errors/command-not-found (guidance): ");
    assertStringIncludes(stdout, "\n1 file, 1 kB, 1 call in ".replace("1 kB", `${text.length} B`));
    assertStringIncludes(stdout, "\nfeedback on 1 call (100 %), ");
    assertStringIncludes(stdout, "\nLines that cannot be read\ns/one.jsonl:3  ");
    assertEquals(await Deno.readTextFile(`${folder}/s/one.jsonl`), text);
    assertEquals((await Deno.stat(`${folder}/s/one.jsonl`)).mtime?.getTime(), before);
    assertEquals([...Deno.readDirSync(`${folder}/s`)].length, 1);
  });
});

Deno.test("replay --json is one JSON object in the order of the files, --since leaves older calls out", async () => {
  await inFolder(async (folder) => {
    for (const [name, day] of [["c", "20"], ["a", "18"], ["b", "19"]] as const) {
      Deno.writeTextFileSync(
        `${folder}/${name}.jsonl`,
        session(`treee ${name}`, `2026-11-${day}T07:00:00.000Z`),
      );
    }
    const all = parse(await replay(folder, [".", "--json"]));
    const { calls, replies, rules, files, filesDone, stopped, broken } = all;
    assertEquals(
      { calls, replies, rules, files, filesDone, stopped, broken },
      {
        calls: 3,
        replies: 3,
        rules: { "errors/command-not-found": 3 },
        files: 3,
        filesDone: 3,
        stopped: false,
        broken: 0,
      },
    );
    const files_ = (json: JsonObject): unknown =>
      Array.isArray(json["feedback"]) &&
      json["feedback"].filter(isObject).map(({ file, line, subject }) => `${file}:${line} ${subject}`);
    assertEquals(files_(all), [
      "./a.jsonl:2 Bash `treee a`",
      "./b.jsonl:2 Bash `treee b`",
      "./c.jsonl:2 Bash `treee c`",
    ]);
    const newer = parse(await replay(folder, [".", "--json", "--since", "2026-11-19T00:00Z"]));
    assertEquals(files_(newer), ["./b.jsonl:2 Bash `treee b`", "./c.jsonl:2 Bash `treee c`"]);
    const none = parse(await replay(folder, [".", "--json", "--since", "2026-12-01T00:00Z"]));
    assertEquals([none["calls"], none["feedback"]], [0, []]);
  });
});

Deno.test("replay --rules judges by another configuration, and refuses one that is wrong", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/s.jsonl`, session("treee ."));
    await Deno.writeTextFile(`${folder}/mute.json`, '{"mute": [{"rule": "errors/*"}]}');
    assertEquals(parse(await replay(folder, ["s.jsonl", "--json", "--rules", "mute.json"]))["replies"], 0);
    await Deno.writeTextFile(`${folder}/wrong.json`, '{\n"muet": []}');
    const { code, stdout, stderr } = await replay(folder, ["s.jsonl", "--rules", "wrong.json"]);
    assertEquals([code, stdout], [1, ""]);
    assertStringIncludes(stderr, "wrong.json, line 2");
    const missing = await replay(folder, ["s.jsonl", "--rules", "nosuch.json"]);
    assertEquals([missing.code, missing.stdout], [1, ""]);
    assertStringIncludes(missing.stderr, "Cannot use nosuch.json: there is no such file");
  });
});

Deno.test("replay counts a call once that a fork or a resumed session holds again", async () => {
  await inFolder(async (folder) => {
    const first = session("treee .");
    const second = `${call("b", "Bash", { command: "treee b" })}\n${
      failure("b", "Exit code 127\nbash: line 1: treee: command not found")
    }\n`;
    await Deno.writeTextFile(`${folder}/a.jsonl`, first);
    await Deno.writeTextFile(`${folder}/b.jsonl`, `${first}${second}`);
    // The same id for another call is another call.
    await Deno.writeTextFile(`${folder}/c.jsonl`, session("treee c"));
    const json = parse(await replay(folder, [".", "--json"]));
    assertEquals([json["calls"], json["replies"]], [3, 3]);
    const lines = Array.isArray(json["feedback"]) ? json["feedback"].filter(isObject) : [];
    assertEquals(lines.map(({ file, line }) => `${file}:${line}`), [
      "./a.jsonl:2",
      "./b.jsonl:4",
      "./c.jsonl:2",
    ]);
  });
});

Deno.test("replay --outcomes counts what came after each finding, once for copies, and asks for none without it", async () => {
  await inFolder(async (folder) => {
    const result = (id: string): string =>
      JSON.stringify({
        type: "user",
        sessionId: "s",
        cwd: "/p",
        message: { content: [{ type: "tool_result", tool_use_id: id, content: "ok" }] },
        toolUseResult: { stdout: "ok", stderr: "" },
      });
    const given = JSON.stringify({
      type: "attachment",
      attachment: {
        type: "hook_additional_context",
        hookEvent: "PostToolUseFailure",
        content: [
          "fasthook on Bash `treee .`:\n- errors/command-not-found (guidance): `treee` is not installed.",
        ],
      },
    });
    const text = `${session("treee .")}${given}\n${call("b", "Bash", { command: "command -v treee" })}\n${
      result("b")
    }\n`;
    await Deno.writeTextFile(`${folder}/a.jsonl`, text);
    await Deno.writeTextFile(`${folder}/b.jsonl`, text);
    const [row, ...more] = listOf(parse(await replay(folder, [".", "--outcomes", "--json"]))["outcomes"]);
    assertEquals(more, []);
    assertEquals([row?.["rule"], row?.["call"], row?.["given"], row?.["count"], row?.["lookedUp"]], [
      "errors/command-not-found",
      "shell failed",
      true,
      1,
      1,
    ]);
    const shown = (await replay(folder, [".", "--outcomes"])).stdout;
    assertStringIncludes(shown, "What the next three calls did\n");
    assert(!(await replay(folder, ["."])).stdout.includes("What the next"));
  });
});

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

Deno.test("replay says what is no session, and leaves such files of a folder out", async () => {
  await inFolder(async (folder) => {
    const pretty = JSON.stringify({ messages: [{ role: "user", content: "x" }] }, null, 2);
    await Deno.writeTextFile(`${folder}/other.jsonl`, pretty);
    await Deno.writeTextFile(`${folder}/README.md`, "# Read me\n\n- one\n");
    for (const name of ["other.jsonl", "README.md"]) {
      const { code, stdout, stderr } = await replay(folder, [name]);
      assertEquals([code, stdout], [1, ""]);
      assertStringIncludes(stderr, `Cannot replay ${name}: it is no recorded session`);
    }
    await Deno.writeTextFile(`${folder}/s.jsonl`, `{"broken\n${session("treee .")}`);
    const { code, stdout, stderr } = await replay(folder, [".", "--json"]);
    assertEquals([code, stderr], [0, "fasthook: left out ./other.jsonl: no recorded session\n"]);
    const json: unknown = JSON.parse(stdout);
    assert(isObject(json));
    assertEquals([json["files"], json["calls"], json["broken"]], [1, 1, 1]);
    await Deno.remove(`${folder}/s.jsonl`);
    assertStringIncludes((await replay(folder, ["."])).stderr, "wanted recorded sessions, got none");
  });
});

Deno.test("replay --html writes one page that escapes the session's text, and never onto a session", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/s.jsonl`, session("treee '<img src=x onerror=alert(1)>'"));
    const { code, stdout } = await replay(folder, ["s.jsonl", "--html", "r.html"]);
    assertEquals([code, stdout], [0, ""]);
    const text = await Deno.readTextFile(`${folder}/r.html`);
    assert(!text.includes("<img"));
    assertStringIncludes(text, "&#60;img src=x");
    const loading = text.replaceAll("&#60;img src=x", "").replaceAll(/ href="#[\w%-]+"/g, "");
    assert(!/(?:src|href)=/.test(loading), "nothing is loaded");
    assertStringIncludes(text, '<a href="#rule-errors%2Fcommand-not-found">');
    assertStringIncludes(text, '<h3 id="rule-errors%2Fcommand-not-found">');
    const refused = await replay(folder, ["s.jsonl", "--html", "s.jsonl"]);
    assertEquals(refused.code, 1);
    assertEquals(
      await Deno.readTextFile(`${folder}/s.jsonl`),
      session("treee '<img src=x onerror=alert(1)>'"),
    );
  });
});

Deno.test({
  name: "replay ends cleanly at Ctrl-C, with what was done",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await inFolder(async (folder) => {
      const line = session(`treee ${"x".repeat(2000)}`);
      await Deno.writeTextFile(`${folder}/s.jsonl`, line.repeat(20_000));
      const [name = "", ...args] = program();
      const child = new Deno.Command(name, {
        args: [...args, "replay", "--json", "s.jsonl"],
        cwd: folder,
        env: { HOME: folder, ...COACH },
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      let stdout = "";
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        // The launcher is a shell script that has become the program.
        if (stdout === "") child.kill("SIGINT");
        stdout += text;
      }
      const { code } = await child.status;
      await child.stderr.cancel();
      const json: unknown = JSON.parse(stdout);
      assert(isObject(json));
      assertEquals([code, json["stopped"], json["filesDone"]], [130, true, 0]);
      assert(Number(json["calls"]) < 20_000, String(json["calls"]));
    });
  },
});
