/**
 * Known configurations give what checked ones give, whatever happens to the file that they are kept in.
 *
 * @module
 */
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import type { ConfigSources } from "../../lib/config/parse.ts";
import { checkSettings } from "../../lib/hook/check_settings.ts";
import type { HookEvent } from "../../lib/event/event.ts";
import { readThroughCache } from "../../lib/config/cached.ts";
import { fillCache } from "../../lib/config/fill_cache.ts";
import { analyse } from "../../lib/hook/analyse.ts";
import { mayFind, textsOf } from "../../lib/config/rules/rule.ts";
import type { Settings } from "../../lib/config/settings.ts";
import { EDITION, listCachedSettings, readCachedSettings } from "../../lib/state/settings_cache.ts";
import { toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { program, run } from "../support/harness.ts";
import { randomFrom } from "../support/random.ts";
import { randomConfig } from "../support/random_config.ts";
import { folderAt, modeOf, temporaryFolder } from "../support/state.ts";
import { hostOf } from "../support/host.ts";

const CONFIGS = 400;
const DAMAGES = 400;

const WRITE = toolCall(
  { tool_name: "Write", tool_input: { file_path: "/p/src/a.ts", content: "forbidden sys.path xy\n" } },
  { status: "succeeded", response: {}, error: "" },
);
const BASH = toolCall(
  { tool_name: "Bash", tool_input: { command: "find . -delete", description: "find" } },
  { status: "failed", response: {}, error: "Exit code 127\nx: command not found" },
);
const OTHERS = ["Agent", "__proto__", "*", "my tool"].map((tool) =>
  toolCall({ tool_name: tool, tool_input: {} }, { status: "succeeded", response: {}, error: "" })
);
const FRAME = { replies: "any", session: "", cwd: "/p", agentId: "" } as const;
const EVENTS: readonly [HookEvent, ...HookEvent[]] = [
  { ...FRAME, name: "PostToolUse", agentType: "", calls: [WRITE] },
  { ...FRAME, name: "PostToolUseFailure", agentType: "explorer", calls: [BASH] },
  { ...FRAME, name: "PostToolBatch", agentType: "", calls: [BASH, WRITE, ...OTHERS] },
  { ...FRAME, name: "PostToolUse", agentType: "", calls: OTHERS },
  { ...FRAME, name: "", agentType: "", calls: [] },
];

const [EVENT] = EVENTS;

/** What is read, and for which event. */
type Sources = ConfigSources & { readonly event: HookEvent };

function sourcesOf(user: string, repository?: string): Sources {
  const files = [
    { scope: "user", path: "/u.json", text: user } as const,
    ...repository === undefined ? [] : [{ scope: "repository", path: "/r.json", text: repository } as const],
  ];
  return { files, unreadable: [], projectDir: "/p", event: EVENT };
}

/** The settings that are kept, or why there are none. */
async function known(path: string, sources: Sources): Promise<Settings | "unknown" | "useless"> {
  const text = readCachedSettings(path, sources.files);
  if (text === undefined || text === "") return text === "" ? "useless" : "unknown";
  return await made(path, sources);
}

async function made(path: string, sources: Sources): Promise<Settings> {
  return await readThroughCache(sources, { folder: folderAt(path), make: checkSettings });
}

/** What hook mode takes of settings for an event: the rules that may find something. */
function finding(settings: Settings, event: HookEvent): Settings {
  const rules = settings.rules.filter((rule) =>
    event.calls.some((call) => mayFind(rule, call, { event, textOf: textsOf(call) }))
  );
  return { ...settings, rules };
}

/** The same without what is for people. */
function readSettings(settings: Settings, event: HookEvent): Settings {
  const { rules, ...rest } = finding(settings, event);
  return {
    ...rest,
    rules: rules.map((rule) => rule.scope === "pack" ? rule : { ...rule, examples: [], counterExamples: [] }),
  };
}

async function answerTo(event: HookEvent, settings: Settings): Promise<unknown> {
  const { judged, text, problems } = await analyse({ event, settings, analyzers: ANALYZERS }, {
    host: hostOf(),
    now: 0,
  });
  return { judged, text, problems };
}

Deno.test(`${CONFIGS} random configurations give the same settings and answers when they are known`, async () => {
  using folder = temporaryFolder();
  const random = randomFrom(20261122);
  let [sound, told] = [0, 0];
  for (let count = 0; count < CONFIGS; count++) {
    const fit = random(4) === 0 ? "any" : "sound";
    const repository = random(2) === 0 ? undefined : randomConfig(random, { group: "repo", fit });
    const sources = sourcesOf(randomConfig(random, { group: "team", fit }), repository);
    const { files, unreadable, projectDir } = sources;
    const all = await checkSettings({ files, unreadable, projectDir });
    for (const event of EVENTS) {
      const wanted = await checkSettings({ ...sources, event });
      const before = await known(folder.path, { ...sources, event });
      // Cached, or checked again if there is nothing to cache.
      if (typeof before === "string") {
        assertEquals(await made(folder.path, { ...sources, event }), finding(wanted, event));
      }
      const after = await known(folder.path, { ...sources, event });
      assertEquals(after === "useless", all.problems.length > 0);
      if (typeof after === "string") continue;
      sound++;
      assertEquals(after, readSettings(wanted, event));
      const answer = await answerTo(event, wanted);
      if (JSON.stringify(answer).includes('"reported"')) told++;
      assertEquals(await answerTo(event, after), answer);
    }
  }
  assert(sound > CONFIGS * 2 && told > CONFIGS / 4, `${sound} known, ${told} told`);
});

const RULE = '{"id": "team/a", "look": "new", "match": "forbidden", "text": "found it"}';
const SOURCES = sourcesOf(`{"rules": [${RULE}]}`);

function keptFile(folder: string): string {
  const [file, ...more] = listCachedSettings(folder);
  assert(file !== undefined && more.length === 0);
  return file.path;
}

Deno.test("a text that differs in anything is not known", async () => {
  using folder = temporaryFolder();
  await fillCache(SOURCES, { folder: folder.path, make: checkSettings });
  const kindOf = async (sources: Sources): Promise<string> => {
    const found = await known(folder.path, sources);
    return typeof found === "string" ? found : "known";
  };
  const [user = { scope: "user", path: "", text: "" }] = SOURCES.files;
  const [text, path] = [user.text, keptFile(folder.path)];
  assertEquals(await kindOf(SOURCES), "known");
  for (let at = 0; at < text.length; at++) {
    const other = `${text.slice(0, at)}~${text.slice(at + 1)}`;
    assertEquals(await kindOf(sourcesOf(other)), "unknown", other);
  }
  assertEquals(await kindOf(sourcesOf(`${text}\n`)), "unknown");
  assertEquals(await kindOf({ ...SOURCES, files: [{ ...user, scope: "repository" }] }), "unknown");
  assertEquals(await kindOf(sourcesOf(text, "{}")), "unknown");
  // What cannot be read is reported, whatever is cached about the rest.
  const unreadable = [{ path: "/r.json", reason: "x" }];
  assertEquals((await made(folder.path, { ...SOURCES, unreadable })).problems.length, 1);
  Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace(EDITION, `${EDITION} and one`));
  assertEquals(await kindOf(SOURCES), "unknown");
});

Deno.test("the edition names this version", () => {
  assert(EDITION.startsWith(`fasthook ${config.version},`), EDITION);
});

Deno.test(`${DAMAGES} damaged files never change the settings`, async () => {
  using folder = temporaryFolder();
  const learnt = await fillCache(SOURCES, { folder: folder.path, make: checkSettings });
  const path = keptFile(folder.path);
  const bytes = Deno.readFileSync(path);
  const random = randomFrom(7);
  let unknown = 0;
  for (let count = 0; count < DAMAGES; count++) {
    const [at, other] = [random(bytes.length), random(256)];
    const damaged = [
      bytes.with(at, other),
      bytes.slice(0, at),
      new Uint8Array([...bytes.slice(0, at), other, ...bytes.slice(at)]),
      new Uint8Array([...bytes.slice(0, at), ...bytes.slice(at + 1 + random(5))]),
      new Uint8Array([...bytes, ...bytes.slice(at)]),
      bytes.with(at, 0).with(random(bytes.length), other),
    ][random(6)] ?? bytes;
    Deno.writeFileSync(path, damaged);
    const found = await known(folder.path, SOURCES);
    if (found === "unknown") unknown++;
    else assertEquals(found, readSettings(learnt, EVENT));
  }
  assert(unknown > DAMAGES * 0.9, `${unknown}`);
  // A damaged file is written again.
  await fillCache(SOURCES, { folder: folder.path, make: checkSettings });
  assertEquals(Deno.readFileSync(path), bytes);
});

Deno.test("of many configurations the last ones are kept, by their owner alone", async () => {
  using folder = temporaryFolder();
  for (let size = 0; size < 40; size++) {
    await fillCache(sourcesOf(`{${" ".repeat(size)}}`), { folder: folder.path, make: checkSettings });
  }
  const files = listCachedSettings(folder.path);
  assertEquals(files.length, 32);
  assertEquals(new Set(files.map(({ path }) => modeOf(path))), new Set(["600"]));
  assertEquals(modeOf(`${folder.path}/settings`), "700");
});

Deno.test("where nothing can be kept the settings are made each time", async () => {
  using folder = temporaryFolder();
  Deno.writeTextFileSync(`${folder.path}/settings`, "in the way");
  assertEquals((await fillCache(SOURCES, { folder: folder.path, make: checkSettings })).rules.length, 1);
  assertEquals(await known(folder.path, SOURCES), "unknown");
});

/** A project with a configuration, and a process for each of its events. */
function project(folder: string, text: string): (fields?: Record<string, unknown>) => ReturnType<typeof run> {
  Deno.mkdirSync(`${folder}/.claude`);
  Deno.writeTextFileSync(`${folder}/.claude/fasthook.json`, text);
  return (fields = {}) =>
    run(program(), {
      stdin: JSON.stringify({
        hook_event_name: "PostToolUse",
        cwd: folder,
        tool_name: "Write",
        tool_input: { file_path: `${folder}/a.txt`, content: "forbidden\n" },
        tool_response: {},
        ...fields,
      }),
      env: { HOME: folder, CLAUDE_PROJECT_DIR: folder, FASTHOOK_STATE_DIR: `${folder}/state` },
    });
}

Deno.test("processes that learn at the same time give one answer and leave one file", async () => {
  using folder = temporaryFolder();
  const send = project(folder.path, `{"rules": [${RULE}]}`);
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => send()));
  assertEquals(new Set(outcomes.map(({ code }) => code)), new Set([2]));
  assertEquals(new Set(outcomes.map(({ stderr }) => stderr)).size, 1);
  assertEquals((await send()).stderr, outcomes[0]?.stderr);
  keptFile(`${folder.path}/state`);
});

Deno.test("a configuration that is fixed, broken and fixed again is reported as it is each time", async () => {
  using folder = temporaryFolder();
  const send = project(folder.path, `{"rules": [${RULE}]}`);
  const write = (text: string): void => Deno.writeTextFileSync(`${folder.path}/.claude/fasthook.json`, text);
  for (let round = 0; round < 2; round++) {
    write(`{"rules": [${RULE}]}`);
    assertEquals([(await send()).code, (await send()).code], [2, 2]);
    // Only a rule that a Write does not concern is wrong.
    write(`{"rules": [${RULE}, {"id": "team/b", "when": {"tools": ["Bash"]}, "lok": 1}]}`);
    assertEquals([(await send()).code, (await send()).code], [2, 2]);
    const command = { tool_name: "Bash", tool_input: { command: "ls" } };
    for (const { stderr } of [await send(command), await send(command)]) assert(stderr.includes("rules[1]"));
    write(`{"rules": [${RULE}], "rulez": 1}`);
    assert((await send()).stderr.includes("rulez") && (await send()).stderr.includes("rulez"));
  }
});

Deno.test("a mute of a known configuration ends on its day", async () => {
  using folder = temporaryFolder();
  for (const [until, isTold] of [["2020-01-31", true], ["2999-12-31", false]] as const) {
    const sources = sourcesOf(`{"rules": [${RULE}], "mute": [{"rule": "team/*", "until": "${until}"}]}`);
    await fillCache(sources, { folder: folder.path, make: checkSettings });
    const found = await known(folder.path, sources);
    assert(typeof found !== "string");
    assertEquals(
      (await analyse({ event: EVENT, settings: found, analyzers: ANALYZERS }, { host: hostOf() })).text !==
        "",
      isTold,
    );
  }
});
