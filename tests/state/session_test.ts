/**
 * What a session remembers, by whole processes with a state folder of their own.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { JsonObject } from "../../lib/text/json_object.ts";
import type { JournalRecord } from "../../lib/state/journal_record.ts";
import { readJournal } from "../../lib/state/journal_reader.ts";
import { sessionFiles } from "../../lib/state/session_files.ts";
import { type Outcome, program, run } from "../support/harness.ts";
import { temporaryFolder } from "../support/state.ts";

const COMMAND = program();

/** A session in a folder of its own. */
class Session {
  readonly folder: string;
  #calls = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.configure({});
  }

  /** Writes the configuration; with the pack coach, so that a failure that adds nothing is reported as well. */
  configure(config: JsonObject): void {
    Deno.writeTextFileSync(
      `${this.folder}/config.json`,
      JSON.stringify({ packs: { coach: true }, ...config }),
    );
  }

  /** The rules that an event gets, in order. */
  async rules(event: JsonObject): Promise<string[]> {
    const { stdout } = await this.send(event);
    return [...stdout.matchAll(/\\n- ([a-z-]+\/[a-z-]+) \(/g)].map(([, rule]) => rule ?? "");
  }

  send(event: JsonObject, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const whole = { session_id: "s1", cwd: this.folder, tool_use_id: `toolu_${++this.#calls}`, ...event };
    return run(COMMAND, {
      args: ["--reply=context"],
      stdin: JSON.stringify(whole),
      env: {
        FASTHOOK_STATE_DIR: `${this.folder}/state`,
        FASTHOOK_CONFIG: `${this.folder}/config.json`,
        ...env,
      },
    });
  }

  journal(): JournalRecord[] {
    return [...readJournal(`${this.folder}/state`)].flatMap((line) =>
      line.kind === "record" ? [line.record] : []
    );
  }
}

function failCall(command: string, error: string, rest: JsonObject = {}): JsonObject {
  return {
    hook_event_name: "PostToolUseFailure",
    tool_name: "Bash",
    tool_input: { command },
    error,
    ...rest,
  };
}

function mismatch(path: string): JsonObject {
  return {
    hook_event_name: "PostToolBatch",
    tool_calls: [{
      tool_name: "Edit",
      tool_input: { file_path: path, old_string: "a", new_string: "b" },
      tool_use_id: `batch-${crypto.randomUUID()}`,
      tool_response: "<tool_use_error>String to replace not found in file.\nString: a</tool_use_error>",
    }],
  };
}

function spawn(type: string, durationMs: number, status = "completed"): JsonObject {
  return {
    hook_event_name: "PostToolUse",
    tool_name: "Agent",
    tool_input: { description: `d${durationMs}`, prompt: "p", subagent_type: type },
    tool_response: { status, content: [] },
    duration_ms: durationMs,
  };
}

const TIMEOUT = "Exit code 1\nError: request timed out after 5000 ms";
const NOT_FOUND = "Exit code 127\n/bin/bash: line 1: nosuch: command not found";

function test(name: string, act: (session: Session) => Promise<void>): void {
  Deno.test(name, async () => {
    using dir = temporaryFolder();
    await act(new Session(dir.path));
  });
}

test("the same finding on the same subject is reported once in a session", async (session) => {
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), ["errors/command-not-found"]);
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), []);
  assertEquals(await session.rules(failCall("nosuch --version", NOT_FOUND)), ["errors/command-not-found"]);
  const other = failCall("nosuch", NOT_FOUND, { session_id: "s2" });
  assertEquals(await session.rules(other), ["errors/command-not-found"]);
});

test("a sub-agent hears what the main agent has heard, and each what it has not", async (session) => {
  const rule = ["errors/command-not-found"];
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), rule);
  const inside = { agent_id: "a1", agent_type: "Explore" };
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND, inside)), rule);
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND, inside)), []);
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND, { ...inside, agent_id: "a2" })), rule);
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), []);
});

test("after a compaction the main agent hears again what it has forgotten", async (session) => {
  const rule = ["errors/command-not-found"];
  const inside = { agent_id: "a1", agent_type: "Explore" };
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), rule);
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND, inside)), rule);
  assertEquals((await session.send({ hook_event_name: "SessionStart", source: "resume" })).stdout, "");
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), []);
  assertEquals((await session.send({ hook_event_name: "SessionStart", source: "compact" })).stdout, "");
  // How often it has failed is not forgotten.
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), [...rule, "repeats/command"]);
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), []);
  // A sub-agent's context was not compacted.
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND, inside)), []);
});

test("two calls about one file are one finding", async (session) => {
  Deno.mkdirSync(`${session.folder}/src`);
  Deno.writeTextFileSync(`${session.folder}/src/config.yaml`, "a: 1\n");
  const missing = (tool: string): JsonObject => ({
    hook_event_name: "PostToolUseFailure",
    tool_name: tool,
    tool_input: { file_path: `${session.folder}/src/config.yml` },
    error: "File does not exist.",
  });
  const told = await Promise.all([session.rules(missing("Read")), session.rules(missing("Edit"))]);
  assertEquals(told.flat(), ["errors/no-such-file"]);
});

test("a run with another filter is named unless something has changed", async (session) => {
  const ran = (filter: string): JsonObject => ({
    hook_event_name: "PostToolUse",
    tool_name: "Bash",
    tool_input: { command: `cargo test 2>&1 | ${filter}` },
    tool_response: { stdout: "test result: ok. 3 passed; 0 failed", stderr: "" },
  });
  const edit = {
    hook_event_name: "PostToolUse",
    tool_name: "Edit",
    tool_input: { file_path: `${session.folder}/a.rs`, old_string: "a", new_string: "b" },
    tool_response: {},
  };
  assertEquals(await session.rules(ran("tail -3")), []);
  assertEquals(await session.rules(ran("tail -3")), []);
  assertEquals(await session.rules(ran("grep ok")), ["repeats/same-run"]);
  assertEquals(await session.rules(edit), []);
  assertEquals(await session.rules(ran("head -3")), []);
  assertEquals(await session.rules(ran("grep passed")), ["repeats/same-run"]);
});

test("failures from before the first change are distinguished from new ones", async (session) => {
  session.configure({ packs: {} });
  const ran = (...names: readonly string[]): JsonObject =>
    failCall(
      "npx jest",
      `Exit code 1\n${names.map((name) => `  \u25cf ${name}\n`).join("")}Tests: 1 failed, 2 total`,
    );
  const edit = {
    hook_event_name: "PostToolUse",
    tool_name: "Edit",
    tool_input: { file_path: `${session.folder}/a.ts`, old_string: "a", new_string: "b" },
    tool_response: {},
  };
  assertEquals(await session.rules(ran("cart adds")), []);
  await session.send(edit);
  // The only failure is what is worked on.
  assertEquals(await session.rules(ran("cart adds")), []);
  const { stdout } = await session.send(ran("cart adds", "cart removes"));
  assertStringIncludes(stdout, "repeats/failing-before");
  assertStringIncludes(stdout, "failed already before the only change in this session: `\u25cf cart adds`");
  assertStringIncludes(stdout, "New since: `\u25cf cart removes`");
  await session.send(edit);
  const later = await session.send(ran("cart adds", "cart empties"));
  assertStringIncludes(
    later.stdout,
    "failed already before the first of 2 changes in this session: `\u25cf cart adds`",
  );
});

test("a violation is reported every time", async (session) => {
  const write = {
    hook_event_name: "PostToolUse",
    tool_name: "Write",
    tool_input: { file_path: "/p/.claude/hooks/a.py", content: "sys.path.append(1)\n" },
    tool_response: { type: "create" },
  };
  for (let times = 0; times < 3; times++) {
    // deno-lint-ignore no-await-in-loop -- one after another is what this is about
    assertEquals(await session.rules(write), ["hook-files/sys-path"]);
  }
});

test("a command that fails a third time with an error it had before is reported", async (session) => {
  const rules = [];
  for (
    const error of [
      "Exit code 2\nboom at 10:01:02",
      "Exit code 2\nother",
      "Exit code 2\nboom at 10:05:33",
      NOT_FOUND,
    ]
  ) {
    // deno-lint-ignore no-await-in-loop -- one after another is what this is about
    rules.push(await session.rules(failCall("make  test", error)));
  }
  assertEquals(rules, [[], [], ["repeats/command"], ["errors/command-not-found"]]);
});

test("a command that fails with a new error each time makes progress, and nothing is said", async (session) => {
  for (const error of ["Exit code 1\na", "Exit code 1\nb", "Exit code 1\nc", "Exit code 1\nd"]) {
    // deno-lint-ignore no-await-in-loop -- one after another is what this is about
    assertEquals(await session.rules(failCall("make test", error)), []);
  }
});

test("what a long output says last makes an error another one, what is in its middle does not", async (session) => {
  const lines = "compiling one more file\n".repeat(60);
  const told = [];
  for (const word of ["a", "b", "c"]) {
    // deno-lint-ignore no-await-in-loop -- one after another is what this is about
    told.push(await session.rules(failCall("make first", `Exit code 1\n${lines}${word}`)));
    told.push(await session.rules(failCall("make second", `Exit code 1\n${lines}${word}\n${lines}`)));
  }
  assertEquals(told, [[], [], [], [], [], ["repeats/command"]]);
});

test("a second edit of one file that does not match is reported", async (session) => {
  assertEquals(await session.rules(mismatch("/p/a.ts")), ["errors/edit-mismatch"]);
  assertEquals(await session.rules(mismatch("/p/b.ts")), ["errors/edit-mismatch"]);
  assertEquals(await session.rules(mismatch("/p/a.ts")), ["repeats/edit"]);
});

test("the hint about sub-agents is given once in a session", async (session) => {
  assertEquals(await session.rules(spawn("Explore", 10, "async_launched")), ["agent-spawn/coordinate"]);
  assertEquals(await session.rules(spawn("Plan", 20, "async_launched")), []);
});

test("agents of one kind that ran one after another are reported, those at the same time are not", async (session) => {
  await session.rules(spawn("Explore", 10));
  // Longer than the test has run: it was started next to the first one.
  assertEquals(await session.rules(spawn("Explore", 60_000)), []);
  assertEquals(await session.rules(spawn("Plan", 1)), []);
  assertEquals(await session.rules(spawn("Explore", 1)), ["agent-spawn/one-by-one"]);
});

test("of two processes with the same call one speaks", async (session) => {
  const event = { ...failCall("nosuch", NOT_FOUND), tool_use_id: "toolu_same" };
  const outcomes = await Promise.all([session.send(event), session.send(event), session.send(event)]);
  assertEquals(outcomes.filter(({ stdout }) => stdout !== "").length, 1);
  assertEquals(session.journal().map(({ twice = false }) => twice).sort(), [false, true, true]);
});

test("of two processes with the same call one counts", async (session) => {
  for (let times = 1; times <= 2; times++) {
    const event = { ...failCall("make", TIMEOUT), tool_use_id: `toolu_same${times}` };
    // deno-lint-ignore no-await-in-loop -- one call after another, each seen by two processes
    await Promise.all([session.send(event), session.send(event)]);
  }
  assertEquals(await session.rules(failCall("make", TIMEOUT)), ["repeats/command"]);
});

test("the budget of words holds for the session", async (session) => {
  session.configure({ budget: { sessionWords: 40 } });
  const told = [];
  for (let number = 0; number < 4; number++) {
    // deno-lint-ignore no-await-in-loop -- one after another is what this is about
    told.push((await session.rules(failCall(`nosuch ${number}`, NOT_FOUND))).length);
  }
  assertEquals(told, [1, 0, 0, 0]);
});

test("a broken configuration is reported once in a session, and analysis goes on", async (session) => {
  session.configure({ budgets: {} });
  const first = await session.send(failCall("ok", "Exit code 1\nnothing"));
  assertStringIncludes(first.stdout, "systemMessage");
  assertEquals((await session.send(failCall("ok", "Exit code 1\nnothing"))).stdout, "");
  assertStringIncludes(
    (await session.send(failCall("nosuch", NOT_FOUND))).stdout,
    "errors/command-not-found",
  );
});

test("the end of a session removes its memory, silently", async (session) => {
  await session.send(failCall("nosuch", NOT_FOUND));
  await session.send(failCall("nosuch", NOT_FOUND, { session_id: "s2" }));
  assertEquals(
    sessionFiles(`${session.folder}/state`).filter(({ path }) => !path.endsWith(".log")).length,
    2,
  );
  const { code, stdout, stderr } = await session.send({ hook_event_name: "SessionEnd", reason: "other" });
  assertEquals([code, stdout, stderr], [0, "", ""]);
  assertEquals(
    sessionFiles(`${session.folder}/state`).filter(({ path }) => !path.endsWith(".log")).length,
    1,
  );
  assertEquals(await session.rules(failCall("nosuch", NOT_FOUND)), ["errors/command-not-found"]);
});

test("the journal says what happened to each event, and never what was in it", async (session) => {
  const secret = "correct-horse-battery";
  await session.send(
    failCall(`nosuch ${secret}`, `${NOT_FOUND}\n${secret}`, { agent_type: "code-reviewer" }),
  );
  await session.send({
    hook_event_name: "PostToolUse",
    tool_name: "Read",
    tool_input: { file_path: `/p/${secret}` },
    tool_response: { file: { content: secret } },
  });
  await session.send({ hook_event_name: "UserPromptSubmit", prompt: secret });
  await run(COMMAND, { stdin: `{"${secret}"`, env: { FASTHOOK_STATE_DIR: `${session.folder}/state` } });
  const seen = session.journal().map(({ agent, event, tool, agentType, session, findings, reply }) =>
    [agent, event, tool, agentType, session, findings.join(), reply].join("|")
  );
  assertEquals(seen, [
    "claude-code|PostToolUseFailure|Bash|code-reviewer|s1|errors/command-not-found,guidance,reported|context",
    "claude-code|PostToolUse|Read||s1||none",
    "||||||none",
    "||||||refused",
  ]);
  for (const { totalUs, us, words } of session.journal()) {
    assert(totalUs > 0 && totalUs >= (us.read ?? 0) && words >= 0);
  }
  assert(!Deno.readTextFileSync(`${session.folder}/state/journal.jsonl`).includes(secret));
});

test("a journal that is switched off is not written, and nothing else either for an event that nothing wants", async (session) => {
  session.configure({ journal: false });
  await session.send({
    hook_event_name: "PostToolUse",
    tool_name: "Read",
    tool_input: {},
    tool_response: {},
  });
  await session.send({ hook_event_name: "UserPromptSubmit", prompt: "x" });
  // Nothing about the events: only what the configuration was found to say.
  assertEquals([...Deno.readDirSync(`${session.folder}/state`)].map(({ name }) => name), ["settings"]);
  await session.send(failCall("nosuch", NOT_FOUND));
  const names = [...Deno.readDirSync(`${session.folder}/state`)].map(({ name }) => name).sort();
  assertEquals(names, ["sessions", "sessions.swept", "settings"]);
});

test("an event that nothing wants touches nothing but the journal", async (session) => {
  Deno.removeSync(`${session.folder}/config.json`);
  await session.send({
    hook_event_name: "PostToolUse",
    tool_name: "Read",
    tool_input: {},
    tool_response: {},
  });
  assertEquals([...Deno.readDirSync(`${session.folder}/state`)].map(({ name }) => name), ["journal.jsonl"]);
});

test("the journal's size is the configured one", async (session) => {
  Deno.writeTextFileSync(`${session.folder}/config.json`, '{"journal": {"fileBytes": 65536, "files": 2}}');
  await session.send(failCall("nosuch", NOT_FOUND));
  const path = `${session.folder}/state/journal.jsonl`;
  Deno.writeTextFileSync(path, "x".repeat(65_500));
  await session.send(failCall("nosuch", NOT_FOUND));
  await session.send(failCall("nosuch", NOT_FOUND));
  const names = [...Deno.readDirSync(`${session.folder}/state`)].map(({ name }) => name).sort();
  assertEquals(names, ["journal.1.jsonl", "journal.jsonl", "sessions", "sessions.swept", "settings"]);
  assertEquals(session.journal().length, 2);
});
