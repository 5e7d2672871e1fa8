/**
 * Tests of the statistics: pieces of time, charts, and what the client itself recorded.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { barChart, chartPage } from "../../lib/commands/shared/charts.ts";
import { timeChart } from "../../lib/commands/shared/time_chart.ts";
import { Histogram } from "../../lib/commands/shared/histogram.ts";
import { ruleChart } from "../../lib/commands/stats/charts.ts";
import { StatsTally } from "../../lib/commands/stats/tally.ts";
import { timeline } from "../../lib/commands/stats/timeline.ts";
import type { JournalRecord } from "../../lib/state/journal_record.ts";
import { isObject, type JsonObject, objectField } from "../../lib/text/json_object.ts";
import { program, run } from "../support/harness.ts";

const ONE = { events: 1, replies: 0 };
/** 2026-11-22 12:00 in local time, whatever that is. */
const NOON = Math.floor(new Date(2026, 10, 22, 12, 0).getTime() / 60_000);

function labels(...minutes: readonly number[]): string[] {
  return timeline(new Map(minutes.map((minute) => [NOON + minute, ONE]))).map(({ label }) => label);
}

Deno.test("timeline() has minutes on the first day, hours on the next, days after that", () => {
  assertEquals(labels(0, 2), ["2026-11-22 12:00", "2026-11-22 12:01", "2026-11-22 12:02"]);
  const quarters = labels(0, 600);
  assertEquals([quarters.length, quarters[0], quarters[1]], [61, "2026-11-22 12:00", "2026-11-22 12:10"]);
  const hours = labels(0, 47 * 60);
  assertEquals([hours.length, hours[1], hours.at(-1)], [48, "2026-11-22 13:00", "2026-11-24 11:00"]);
  assertEquals(labels(0, 4 * 24 * 60), [
    "2026-11-22",
    "2026-11-23",
    "2026-11-24",
    "2026-11-25",
    "2026-11-26",
  ]);
  assertEquals(labels(), []);
});

Deno.test("timeline() counts each event once, also those of the last piece", () => {
  for (const span of [1, 59, 61, 1439, 1441, 2879, 2881, 20_000]) {
    const minutes = new Map([0, 1, span - 1, span].map((minute) => [NOON + 7 + minute, ONE]));
    const events = timeline(minutes).reduce((sum, period) => sum + period.events, 0);
    assertEquals(events, minutes.size, `${span}`);
  }
});

/** The numbers that a chart was made of. */
function dataOf(chart: { readonly html: string }): JsonObject {
  const [, text = "{}"] = /<script type="application\/json">(.*?)<\/script>/s.exec(chart.html) ?? [];
  const data: unknown = JSON.parse(text);
  assert(isObject(data));
  return data;
}

Deno.test("barChart() keeps its numbers in the page, and no text of theirs ends the script", () => {
  const chart = {
    name: "a",
    over: "day",
    unit: "events",
    labels: ["</script><b>"],
    ticks: ["x"],
    series: [{ name: "s", tone: 0, values: [3] }],
  };
  const markup = barChart(chart);
  assertEquals(dataOf(markup), { ...chart, marks: [] });
  assertEquals(markup.html.split("</script>").length, 2);
  assert(!markup.html.includes("<b>"));
  assertEquals(barChart({ ...chart, series: [{ name: "s", tone: 0, values: [0] }] }).html, "");
});

Deno.test("timeChart() marks the percentiles between the bars where they are", () => {
  const times = new Histogram();
  for (let count = 0; count < 100; count++) times.add(count < 90 ? 1 : 100);
  const { labels, marks } = dataOf(timeChart(times, "events"));
  assert(Array.isArray(labels) && Array.isArray(marks));
  const places = marks.filter(isObject).map(({ at, label }) => [Math.round(Number(at)), label]);
  assertEquals(places, [
    [0, "p50 1.0 ms"],
    [labels.length - 1, "p95 100 ms"],
    [labels.length - 1, "p99 100 ms"],
  ]);
});

Deno.test("chartPage() lets only its own scripts run", async () => {
  const text = await chartPage("t", []);
  const policy = text.replaceAll("&#39;", "'");
  const hashes = [...policy.matchAll(/'sha256-([^']+)'/g)].map(([, hash]) => hash);
  const scripts = [...text.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = ""]) => script);
  const expected = await Promise.all(scripts.map(async (script) => {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
    return new Uint8Array(digest).toBase64();
  }));
  assertEquals(hashes, expected);
  assertEquals(hashes.length, 2);
  assert(!/script-src[^"]*unsafe/.test(policy));
  assertStringIncludes(text, "Leon Sorokin");
});

Deno.test("ruleChart() has a bar for each day, and one part for the rules beyond the colours", () => {
  const day = (...rules: readonly string[]): Map<string, number> => new Map(rules.map((rule) => [rule, 2]));
  assertEquals(ruleChart(new Map([["2026-11-22", day("a")]])).html, "");
  const { labels, series } = dataOf(
    ruleChart(new Map([["2026-11-24", day("a", "b", "c", "d", "e", "f", "g")], ["2026-11-22", day("a")]])),
  );
  assertEquals(labels, ["2026-11-22", "2026-11-23", "2026-11-24"]);
  assert(Array.isArray(series));
  assertEquals(series.filter(isObject).map(({ name, values }) => [name, values]), [
    ["a", [2, 0, 2]],
    ["b", [0, 0, 2]],
    ["c", [0, 0, 2]],
    ["d", [0, 0, 2]],
    ["e", [0, 0, 2]],
    ["2 other rules", [0, 0, 4]],
  ]);
});

const RECORD: JournalRecord = {
  v: 1,
  at: NOON * 60_000,
  agent: "claude-code",
  event: "PostToolUse",
  tool: "Bash",
  session: "12345678",
  agentType: "",
  us: { boot: 3000 },
  totalUs: 9000,
  findings: [],
  reply: "none",
  words: 0,
};

Deno.test("StatsTally knows how far a session was when it got feedback", () => {
  const tally = new StatsTally();
  for (let count = 1; count <= 12; count++) {
    tally.add({ ...RECORD, session: "a", reply: count === 12 ? "context" : "none" });
  }
  tally.add({ ...RECORD, session: "b", reply: "context" });
  assertEquals(tally.parts.slice(0, 3), [
    { first: 1, last: 5, events: 6, replies: 1 },
    { first: 6, last: 10, events: 5, replies: 0 },
    { first: 11, last: 20, events: 2, replies: 1 },
  ]);
});

/** A session in which the client ran fasthook, and what the model did then. */
const SESSION = [
  {
    type: "assistant",
    message: { content: [{ type: "tool_use", id: "a", name: "Bash", input: { command: "treee" } }] },
  },
  hook({ type: "hook_success", command: "fasthook --reply=context", durationMs: 40 }),
  hook({ type: "hook_success", command: "other --reply=context", durationMs: 9000 }),
  hook({
    type: "hook_additional_context",
    content: [
      "fasthook on Bash `treee`:\n- errors/command-not-found (guidance): run `node_modules/.bin/treee`.",
    ],
  }),
  result("a", true),
  {
    type: "assistant",
    message: {
      content: [{ type: "tool_use", id: "b", name: "Bash", input: { command: "node_modules/.bin/treee" } }],
    },
  },
  result("b", false),
];

function hook(attachment: JsonObject): JsonObject {
  return {
    type: "attachment",
    attachment: { hookEvent: "PostToolUseFailure", toolUseID: "a", ...attachment },
  };
}

function result(id: string, is_error: boolean): JsonObject {
  const content = is_error ? "Exit code 127\nbash: line 1: treee: command not found" : "ok";
  return {
    type: "user",
    sessionId: "12345678-aaaa",
    cwd: "/shop",
    message: { content: [{ type: "tool_result", tool_use_id: id, is_error, content }] },
    ...(!is_error && { toolUseResult: { stdout: "ok", stderr: "" } }),
  };
}

Deno.test("stats begins with what Claude Code recorded about fasthook, for the sessions of the journal", async () => {
  const home = await Deno.makeTempDir({ prefix: "fasthook-stats-" });
  try {
    const write = async (path: string, text: string): Promise<void> => {
      await Deno.mkdir(`${home}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${home}/${path}`, text);
    };
    const session = SESSION.map((line) => `${JSON.stringify(line)}\n`).join("");
    await write("state/journal.jsonl", `\n${JSON.stringify(RECORD)}\n`);
    await write(".claude/projects/-shop/12345678-aaaa.jsonl", session);
    await write(".claude/projects/-shop/99999999-not-in-the-journal.jsonl", session);
    if (Deno.build.os !== "windows") {
      await run(["mkfifo"], { args: [`${home}/.claude/projects/-shop/12345678-pipe.jsonl`] });
    }
    const stats = async (...args: readonly string[]): Promise<string> => {
      const env = { HOME: home, FASTHOOK_STATE_DIR: `${home}/state` };
      const { code, stdout, stderr } = await run(program(), { args: ["stats", ...args], env });
      assertEquals(code, 0, stderr);
      return stdout;
    };
    assertStringIncludes(
      await stats(),
      "\nthe agent waited    40 ms (median; 95 % within 40 ms; Claude Code's records of 1 call with feedback)\n",
    );
    const json: unknown = JSON.parse(await stats("--json"));
    assert(isObject(json) && Array.isArray(json["outcomes"]));
    assertEquals(objectField(json, "clientWaits")["count"], 1);
    const rows = json["outcomes"].filter(isObject);
    assertEquals(rows.map(({ rule, given, count, touched }) => [rule, given, count, touched]), [
      ["errors/command-not-found", true, 1, 1],
    ]);
    // The records of one tool's hooks are not told apart.
    assertStringIncludes(await stats("--tool", "Bash"), "\ninside the process  9.0 ms");
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});
