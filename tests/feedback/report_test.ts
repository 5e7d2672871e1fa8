/**
 * What is reported of findings, and what the session remembers of it.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { DEFAULTS, type Settings } from "../../lib/config/settings.ts";
import type { HookEvent } from "../../lib/event/event.ts";
import type { Finding } from "../../lib/event/finding.ts";
import { type Report, report } from "../../lib/feedback/report.ts";
import { EMPTY_MEMORY, observationKey, sessionInProcess, type SessionStore } from "../../lib/state/memory.ts";
import { hostOf } from "../support/host.ts";

const CALL = toolCall(
  { tool_name: "Bash", tool_use_id: "toolu_1", tool_input: { command: "make" } },
  { status: "failed", response: {}, error: "no rule" },
);
const EVENT: HookEvent = {
  name: "PostToolUseFailure",
  replies: "any",
  session: "s1",
  cwd: "/p",
  agentType: "",
  agentId: "",
  calls: [CALL],
};
const FINDING: Finding = { rule: "a/b", severity: "guidance", text: "one two three" };
const MUTED: Partial<Settings> = {
  mutes: [{ rule: "a/*", path: "", until: "", reason: "", scope: "user" }],
};

interface Given {
  readonly findings: readonly Finding[];
  readonly store?: SessionStore;
  readonly settings?: Partial<Settings>;
  readonly keys?: readonly string[];
  readonly at?: string;
  readonly calls?: HookEvent["calls"];
}

async function reportOf(given: Given): Promise<Report> {
  const { findings, store, settings = {}, keys = [], at, calls = [CALL] } = given;
  const now = (): number => at === undefined ? 5000 : new Date(`${at}T12:00`).getTime();
  return await report(findings.length === 0 ? [] : calls.map((call) => ({ call, findings })), {
    host: hostOf({ parts: { now } }),
    event: { ...EVENT, calls },
    settings: { ...DEFAULTS, projectDir: "/p", ...settings },
    now: 5000,
    recalled: { memory: EMPTY_MEMORY, keys, problems: [] },
    openSession: store && (() => store),
  });
}

/** How much a session remembers. */
function sizeOf(store: SessionStore): number {
  return countsIn(store).size;
}

/** What a session remembers, and how often. */
function countsIn(store: SessionStore): ReadonlyMap<string, number> {
  const memory = store.read();
  assert(memory.kind === "done" && memory.value instanceof Map);
  return new Map([...memory.value].map(([key, { count }]) => [key, count]));
}

function verdicts({ judged }: Report): string[] {
  return judged.map(({ verdict }) => verdict.kind);
}

Deno.test("report() says a finding once in a session, and leaves the same event to the process that had it first", async () => {
  const store = sessionInProcess(100);
  const first = await reportOf({ findings: [FINDING], store });
  assertEquals([first.text !== "", first.turn], [true, "first"]);
  const second = await reportOf({ findings: [FINDING], store });
  assertEquals([second.text, second.turn, second.judged], ["", "second", []]);
});

Deno.test("report() remembers finding, words and event together, each once", async () => {
  const store = sessionInProcess(100);
  await reportOf({ findings: [FINDING, { ...FINDING, rule: "a/c", text: "four" }], store, keys: ["fail:0"] });
  const said = [FINDING.rule, "a/c"].map((rule) =>
    [observationKey("said", "", "0", `${rule} Bash \`make\``), 1] as const
  );
  const claim = observationKey("call", "PostToolUseFailure", "toolu_1");
  assertEquals(countsIn(store), new Map([["fail:0", 1], ...said, ["words:0", 4], [claim, 1]]));
});

Deno.test("report() claims no event whose calls have no identifiers: nothing says that it is the same", async () => {
  const store = sessionInProcess(100);
  const calls = [{ ...CALL, id: "" }];
  await reportOf({ findings: [FINDING], store, calls });
  assertEquals([...countsIn(store).keys()].filter((key) => key.startsWith("call:")), []);
  const again = await reportOf({ findings: [FINDING], store, calls });
  assertEquals([again.turn, verdicts(again)], ["first", ["repeated"]]);
});

Deno.test("report() counts the words of the whole session against its budget", async () => {
  const store = sessionInProcess(100);
  const settings = { budget: { replyWords: 100, sessionWords: 5 } };
  const said: string[] = [];
  for (const [index, text] of ["one two three", "four five six", "seven eight", "nine"].entries()) {
    const findings = [{ ...FINDING, rule: `a/${index}`, text }];
    // One event after the other.
    said.push(...verdicts(await reportOf({ findings, store, settings, calls: [{ ...CALL, id: text }] })));
  }
  assertEquals(said, ["reported", "over-budget", "reported", "over-budget"]);
});

Deno.test("report() writes nothing, not even that it had the event, where nothing is to be remembered", async () => {
  const store = sessionInProcess(100);
  const muted = await reportOf({ findings: [FINDING], store, settings: MUTED });
  assertEquals([verdicts(muted), muted.text, sizeOf(store)], [["muted"], "", 0]);
  // What the analyzers want to be remembered is, and the event with it.
  await reportOf({ findings: [FINDING], store, settings: MUTED, keys: ["fail:0"] });
  assertEquals(sizeOf(store), 2);
});

Deno.test("report() without findings and without anything to remember does not open the session", async () => {
  const store: SessionStore = {
    read: () => {
      throw new Error("read");
    },
    update: () => {
      throw new Error("update");
    },
  };
  assertEquals((await reportOf({ findings: [], store })).judged, []);
});

Deno.test("report() speaks where the session's store does not work, and says what is wrong with it", async () => {
  const broken = { kind: "none", problem: "disk-full" } as const;
  const store: SessionStore = { read: () => broken, update: () => broken };
  const reported = await reportOf({ findings: [FINDING], store });
  assertEquals([verdicts(reported), reported.memoryProblems], [["reported"], ["disk-full"]]);
});

Deno.test("report() takes a mute's last day from the host's clock", async () => {
  const settings = {
    mutes: [{ rule: "a/*", path: "", until: "2026-11-28", reason: "", scope: "user" }],
  } as const;
  for (const [at, verdict] of [["2026-11-28", "muted"], ["2026-11-29", "reported"]] as const) {
    assertEquals(verdicts(await reportOf({ findings: [FINDING], settings, at })), [verdict]);
  }
});

Deno.test("report() counts the session's words, and says how much it held back", async () => {
  const store = sessionInProcess(100);
  const settings = { budget: { replyWords: 100, sessionWords: 5 } };
  assertEquals((await reportOf({ findings: [FINDING], store, settings })).text.includes("held back"), false);
  const memory = store.read();
  assertEquals(memory.kind === "done" && memory.value.get("words:0")?.count, 3);
  const twice = [FINDING, { ...FINDING, rule: "a/c" }];
  const budget = { budget: { replyWords: 3, sessionWords: 0 } };
  assertEquals((await reportOf({ findings: twice, settings: budget })).text.includes("1 more finding"), true);
});

Deno.test("report() takes the words of a whole session from its budget", async () => {
  const store = sessionInProcess(100);
  const settings = { budget: { replyWords: 100, sessionWords: 5 } };
  await reportOf({ findings: [FINDING], store, settings });
  const next = { ...CALL, id: "toolu_2" };
  const { judged } = await report([{ call: next, findings: [{ ...FINDING, rule: "a/c" }] }], {
    host: hostOf(),
    event: { ...EVENT, calls: [next] },
    settings: { ...DEFAULTS, ...settings },
    now: 5000,
    recalled: { memory: EMPTY_MEMORY, keys: [], problems: [] },
    openSession: () => store,
  });
  assertEquals(judged.map(({ verdict }) => verdict.kind), ["over-budget"]);
});

Deno.test("report() makes no claim on an event whose calls have no identifiers: each one is reported", async () => {
  const store = sessionInProcess(100);
  const call = { ...CALL, id: "" };
  const turns = [];
  for (const rule of ["a/b", "a/c"]) {
    const { turn } = await report([{ call, findings: [{ ...FINDING, rule }] }], {
      host: hostOf(),
      event: { ...EVENT, calls: [call] },
      settings: DEFAULTS,
      now: 5000,
      recalled: { memory: EMPTY_MEMORY, keys: [], problems: [] },
      openSession: () => store,
    });
    turns.push(turn);
  }
  assertEquals(turns, ["first", "first"]);
});

Deno.test("report() puts each finding under its own call, and counts what was reported before", async () => {
  const store = sessionInProcess(100);
  const context = (calls: readonly typeof CALL[]): Parameters<typeof report>[1] => ({
    host: hostOf(),
    event: { ...EVENT, calls },
    settings: DEFAULTS,
    now: 5000,
    recalled: { memory: EMPTY_MEMORY, keys: [], problems: [] },
    openSession: () => store,
  });
  const [one, two] = [{ ...CALL, id: "toolu_1" }, { ...CALL, id: "toolu_2", command: "make test" }];
  const other: Finding = { ...FINDING, rule: "a/c" };
  const first = await report([
    { call: one, findings: [FINDING] },
    { call: two, findings: [other] },
  ], context([one, two]));
  assertEquals(first.text.split("\n"), [
    "fasthook on Bash `make`:",
    "- a/b (guidance): one two three",
    "fasthook on Bash `make test`:",
    "- a/c (guidance): one two three",
  ]);
  const again = { ...CALL, id: "toolu_3" };
  const next = await report([{ call: again, findings: [FINDING, other] }], context([again]));
  assertEquals(next.text.split("\n").slice(1), [
    "- a/c (guidance): one two three",
    "(1 more finding was held back)",
  ]);
});
