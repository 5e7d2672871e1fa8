/**
 * fasthook inside the real Claude Code: what the model reads after each tool call, set up by `fasthook init` alone.
 *
 * `deno task e2e`. `FASTHOOK` names the executable; else it is dist/fasthook.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import { isObject, textField } from "../../lib/text/json_object.ts";
import { run } from "../support/harness.ts";
import { versionFolder } from "../support/linters.ts";
import { CLIENT_VERSION, type ClientOutcome, installClient, runClient, runClientCommand } from "./client.ts";
import { type ModelRequest, type ScriptedCall, startModel } from "./model.ts";

const FASTHOOK = Deno.env.get("FASTHOOK") ?? `${ROOT}dist/fasthook`;
const MAIN = "E2E-MAIN";
const SUB = "E2E-SUB";

/** A turn of the model, and what it must read before the next one. */
interface Turn {
  /** What is tried. */
  readonly name: string;
  /** The calls, all at the same time; `{dir}` is the project's folder. */
  readonly calls: readonly ScriptedCall[];
  /** Each piece of feedback: the event and tool it is labelled with, and how it begins. */
  readonly reported: readonly (readonly [label: string, beginning: string])[];
}

const bash = (command: string, more: Readonly<Record<string, unknown>> = {}): ScriptedCall => ({
  name: "Bash",
  input: { command, description: "a step of the script", ...more },
});

const TURNS: readonly Turn[] = [
  {
    name: "silent calls",
    calls: [bash("echo fine"), { name: "Read", input: { file_path: "{dir}/notes.txt" } }],
    reported: [],
  },
  {
    // Of which fasthook reads the beginning only.
    name: "a large Write that no analyzer wants",
    calls: [{
      name: "Write",
      input: { file_path: "{dir}/data.txt", content: "a line of what is written\n".repeat(40_000) },
    }],
    reported: [],
  },
  {
    name: "Write of a hook file that breaks the project's rule",
    calls: [{
      name: "Write",
      input: { file_path: "{dir}/.claude/hooks/check.py", content: "import sys\nsys.path.append('lib')\n" },
    }],
    reported: [[
      "PostToolUse:Write",
      "fasthook on Write {dir}/.claude/hooks/check.py:\n- hook-files/sys-path (violation)",
    ]],
  },
  {
    name: "failing Bash",
    calls: [bash("nosuchprogram --version")],
    reported: [[
      "PostToolUseFailure:Bash",
      "fasthook on Bash `nosuchprogram --version`:\n- errors/command-not-found (guidance)",
    ]],
  },
  {
    name: "timeout",
    calls: [bash("sleep 4", { timeout: 1000 })],
    reported: [["PostToolUseFailure:Bash", "fasthook on Bash `sleep 4`:\n- errors/timeout (guidance)"]],
  },
  {
    name: "cut output",
    calls: [bash("seq 1 20000")],
    reported: [["PostToolUse:Bash", "fasthook on Bash `seq 1 20000`:\n- errors/output-cut (guidance)"]],
  },
  {
    name: "Edit that does not match",
    calls: [{
      name: "Edit",
      input: { file_path: "{dir}/notes.txt", old_string: "not in it", new_string: "x" },
    }],
    reported: [["PostToolBatch", "fasthook on Edit {dir}/notes.txt:\n- errors/edit-mismatch (guidance)"]],
  },
  {
    name: "parallel calls",
    calls: [bash("nosuchfirst"), bash("echo between"), bash("cat /no/such/second")],
    reported: [
      ["PostToolUseFailure:Bash", "fasthook on Bash `nosuchfirst`:\n- errors/command-not-found (guidance)"],
      [
        "PostToolUseFailure:Bash",
        "fasthook on Bash `cat /no/such/second`:\n- errors/no-such-file (guidance)",
      ],
    ],
  },
  {
    name: "a sub-agent",
    calls: [{
      name: "Agent",
      input: {
        description: "a part",
        prompt: SUB,
        subagent_type: "general-purpose",
        run_in_background: false,
      },
    }],
    reported: [["PostToolUse:Agent", "fasthook on Agent a part:\n- agent-spawn/coordinate (guidance)"]],
  },
];

const SUB_TURN: Turn = {
  name: "failing Bash in a sub-agent",
  calls: [bash("nosuchinside")],
  reported: [[
    "PostToolUseFailure:Bash",
    "fasthook on Bash `nosuchinside`:\n- errors/command-not-found (guidance)",
  ]],
};

/** What the client prints when a hook starts. */
const STARTED = '"hook_started"';

/** What it prints when one has failed. */
const FAILED = '"outcome":"error"';

/** What the person had in their settings before. */
const SETTINGS = '{\n  "permissions": { "allow": ["Bash(git status)"] }\n}\n';

/** A person's machine: an empty home but for settings, and a project. */
interface Machine {
  readonly home: string;
  readonly project: string;
  readonly settings: string;
}

async function onMachine(test: (machine: Machine) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "claude-e2e-" });
  const machine = {
    home: `${dir}/home`,
    project: `${dir}/project`,
    settings: `${dir}/home/.claude/settings.json`,
  };
  try {
    await Deno.mkdir(`${machine.home}/.claude`, { recursive: true });
    await Deno.mkdir(machine.project);
    await Deno.mkdir(`${machine.home}/bin`);
    await Deno.symlink(FASTHOOK, `${machine.home}/bin/fasthook`);
    await Deno.writeTextFile(machine.settings, SETTINGS);
    await Deno.writeTextFile(`${machine.project}/notes.txt`, "one\ntwo\n");
    // With advice, there is something to say in every turn.
    await Deno.mkdir(`${machine.home}/.config/fasthook`, { recursive: true });
    await Deno.writeTextFile(`${machine.home}/.config/fasthook/config.json`, '{"packs": {"coach": true}}');
    await test(machine);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Runs fasthook, which is on PATH; it must end well. Gives what it prints. */
async function fasthook({ home, project }: Machine, ...args: readonly string[]): Promise<string> {
  const env = { HOME: home, PATH: `${home}/bin:${Deno.env.get("PATH") ?? ""}` };
  const { code, stdout, stderr } = await run([FASTHOOK], { args, env, cwd: project });
  assertEquals(code, 0, stdout + stderr);
  return stdout;
}

/** Runs one session and gives what the model was asked and what the client printed. */
async function session(
  client: string,
  { home, project }: Machine,
  { turns, args = [] }: { readonly turns: readonly Turn[]; readonly args?: readonly string[] },
): Promise<{ readonly requests: readonly ModelRequest[]; readonly outcome: ClientOutcome }> {
  const script = ({ calls }: Turn): readonly ScriptedCall[] =>
    JSON.parse(JSON.stringify(calls).replaceAll("{dir}", project));
  await using model = startModel([
    { marker: MAIN, turns: turns.map(script) },
    { marker: SUB, turns: [script(SUB_TURN)] },
  ]);
  const outcome = await runClient({
    client,
    home,
    cwd: project,
    modelUrl: model.url,
    prompt: `${MAIN} go on`,
    args,
  });
  assertEquals(outcome.code, 0, outcome.stderr + outcome.stdout);
  return { requests: [...model.requests], outcome };
}

/** All text that the model got since its last answer. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(textOf).join("\n");
  return isObject(value) ? textOf(value["content"] ?? value["text"] ?? "") : "";
}

function newsAfter(requests: readonly ModelRequest[], marker: string, turn: number): string {
  const request = requests.find((request) => request.marker === marker && request.turn === turn + 1);
  assert(request !== undefined, `no request after turn ${turn} of ${marker}`);
  return textOf(request.news);
}

/** How Claude Code introduces what a hook says. */
function label(event: string, reply: "context" | "stderr"): string {
  return reply === "context" || event === "PostToolBatch"
    ? `${event} hook additional context: `
    : `${event} hook blocking error from command: `;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function checkTurn(
  turn: Turn,
  news: string,
  { project, reply }: { readonly project: string; readonly reply: "context" | "stderr" },
): void {
  assertEquals(count(news, "fasthook on "), turn.reported.length, `${turn.name}: ${news}`);
  for (const [event, beginning] of turn.reported) {
    const expected = beginning.replaceAll("{dir}", project);
    assertEquals(count(news, expected), 1, `${turn.name}: ${news}`);
    const introduction = news.slice(0, news.indexOf(expected)).split("\n").at(-1) ?? "";
    assertStringIncludes(introduction, label(event, reply), turn.name);
  }
  if (turn.reported.length === 0) assert(!news.includes(" hook "), `${turn.name}: ${news}`);
}

const installation = await installClient();
const client = installation.kind === "installed" ? installation.program : "";
if (installation.kind === "missing") {
  // deno-lint-ignore no-console -- the one line that says why nothing ran
  console.log(`SKIPPED: Claude Code ${CLIENT_VERSION} is not there: ${installation.reason}`);
}

function e2e(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `Claude Code ${CLIENT_VERSION}: ${name}`, ignore: client === "", fn });
}

for (const reply of ["context", "stderr"] as const) {
  e2e(`after init --reply ${reply} the model reads each thing once, under the right event`, async () => {
    await onMachine(async (machine) => {
      await fasthook(machine, "init", "--user", "--reply", reply);
      const { requests, outcome } = await session(client, machine, { turns: TURNS });
      assertStringIncludes(outcome.stdout, STARTED);
      // Also of the hook that did not read its input to the end; a reply with exit code 2 counts as an error.
      if (reply === "context") assert(!outcome.stdout.includes(FAILED), outcome.stdout);
      for (const [at, turn] of TURNS.entries()) {
        checkTurn(turn, newsAfter(requests, MAIN, at), { project: machine.project, reply });
      }
      checkTurn(SUB_TURN, newsAfter(requests, SUB, 0), { project: machine.project, reply });
    });
  });
}

/** `deno task plugin`, as it leaves the repository. */
const PLUGIN = `${ROOT}dist/plugin`;

/** Runs a command of the client; it must end well. */
async function claude({ home, project }: Machine, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runClientCommand({ client, home, cwd: project }, args);
  assertEquals(code, 0, stdout + stderr);
  return stdout;
}

e2e("with --plugin-dir alone the model reads each thing once, under the right event", async () => {
  await onMachine(async (machine) => {
    await claude(machine, "plugin", "validate", PLUGIN);
    const { requests } = await session(client, machine, { turns: TURNS, args: ["--plugin-dir", PLUGIN] });
    for (const [at, turn] of TURNS.entries()) {
      checkTurn(turn, newsAfter(requests, MAIN, at), { project: machine.project, reply: "context" });
    }
    checkTurn(SUB_TURN, newsAfter(requests, SUB, 0), { project: machine.project, reply: "context" });
    assertEquals(await Deno.readTextFile(machine.settings), SETTINGS);
  });
});

e2e("with an installed plugin and a settings entry both run, and one of them answers", async () => {
  await onMachine(async (machine) => {
    const market = `${machine.home}/market`;
    await Deno.mkdir(`${market}/.claude-plugin`, { recursive: true });
    await Deno.symlink(PLUGIN, `${market}/fasthook`);
    await Deno.writeTextFile(
      `${market}/.claude-plugin/marketplace.json`,
      JSON.stringify({
        name: "team",
        owner: { name: "team" },
        plugins: [{ name: "fasthook", source: "./fasthook" }],
      }),
    );
    await claude(machine, "plugin", "marketplace", "add", market);
    await claude(machine, "plugin", "install", "fasthook@team");
    const alone = await fasthook(machine, "doctor");
    assertStringIncludes(alone, "fasthook@team runs fasthook --reply=context");
    await fasthook(machine, "init", "--user");
    const { requests, outcome } = await session(client, machine, { turns: TURNS });
    for (const [at, turn] of TURNS.entries()) {
      checkTurn(turn, newsAfter(requests, MAIN, at), { project: machine.project, reply: "context" });
    }
    // The client starts both for every call, and says so.
    const calls = [...TURNS, SUB_TURN].reduce((sum, turn) => sum + turn.calls.length, 0);
    assert(count(outcome.stdout, STARTED) >= 2 * calls, outcome.stdout);
    const both = await fasthook(machine, "doctor");
    assertStringIncludes(both, "note   plugin        fasthook is started more than once a call (");
    await claude(machine, "plugin", "disable", "fasthook@team");
    assert(!(await fasthook(machine, "doctor")).includes("fasthook@team"));
  });
});

e2e("after uninstall no hook runs, and the settings are what they were", async () => {
  await onMachine(async (machine) => {
    await fasthook(machine, "init", "--user");
    await fasthook(machine, "init", "--local");
    await fasthook(machine, "uninstall");
    assertEquals(await Deno.readTextFile(machine.settings), SETTINGS);
    assertEquals([...Deno.readDirSync(`${machine.home}/.claude`)].map(({ name }) => name), ["settings.json"]);
    const { requests, outcome } = await session(client, machine, { turns: TURNS.slice(1, 3) });
    assert(!outcome.stdout.includes(STARTED), outcome.stdout);
    assert(!newsAfter(requests, MAIN, 0).includes("fasthook"));
    assert(!newsAfter(requests, MAIN, 1).includes("fasthook"));
  });
});

e2e("a broken configuration is reported to the person and breaks no session", async () => {
  await onMachine(async (machine) => {
    await fasthook(machine, "init", "--user");
    await Deno.writeTextFile(`${machine.home}/.config/fasthook/config.json`, '{"rules": [');
    const { requests, outcome } = await session(client, machine, { turns: TURNS.slice(0, 3) });
    for (const [at, turn] of TURNS.slice(1, 3).entries()) {
      checkTurn(turn, newsAfter(requests, MAIN, at + 1), { project: machine.project, reply: "context" });
    }
    assert(!newsAfter(requests, MAIN, 0).includes("fasthook"));
    const last: unknown = JSON.parse(outcome.stdout.trimEnd().split("\n").at(-1) ?? "");
    assert(isObject(last));
    assertEquals([textField(last, "subtype"), textField(last, "result")], ["success", "done"]);
    assertStringIncludes(outcome.stdout, "config.json");
  });
});

/** The native TypeScript that `.ci/run` installs. */
const TYPESCRIPT = versionFolder("typescript@7.0.2");

Deno.test({
  name: `Claude Code ${CLIENT_VERSION}: when a turn ends, the model reads once what it broke in another file${
    TYPESCRIPT === undefined ? " (skipped: typescript@7.0.2 is not installed)" : ""
  }`,
  ignore: client === "" || TYPESCRIPT === undefined,
  fn: async () => {
    await onMachine(async (machine) => {
      const { home, project } = machine;
      await Deno.symlink(`${TYPESCRIPT}/tsc`, `${home}/bin/tsc`);
      await Deno.writeTextFile(`${home}/.config/fasthook/config.json`, '{"types": true}');
      await Deno.writeTextFile(`${project}/tsconfig.json`, '{"compilerOptions": {"noEmit": true}}');
      await Deno.writeTextFile(`${project}/add.ts`, "export const add = (a: number): number => a;\n");
      await Deno.writeTextFile(`${project}/app.ts`, 'import { add } from "./add";\nadd(1);\n');
      await fasthook(machine, "init", "--user");
      const edit = { file_path: "{dir}/add.ts", old_string: "a: number", new_string: "a: string" };
      const turns: readonly Turn[] = [
        { name: "Read", calls: [{ name: "Read", input: { file_path: "{dir}/add.ts" } }], reported: [] },
        { name: "Edit", calls: [{ name: "Edit", input: { ...edit, replace_all: false } }], reported: [] },
        {
          name: "Edit",
          calls: [{
            name: "Edit",
            input: { file_path: "{dir}/add.ts", old_string: "=> a;", new_string: "=> Number(a);" },
          }],
          reported: [],
        },
      ];
      const { requests, outcome } = await session(client, machine, { turns });
      const news = newsAfter(requests, MAIN, turns.length);
      assertStringIncludes(
        news,
        "fasthook on Stop all edits of this turn:\n- linters/typescript (guidance): app.ts:2:5 TS2345",
      );
      // It answers that and ends its turn again, which is the end.
      assertEquals(requests.filter(({ marker }) => marker === MAIN).length, turns.length + 2);
      assert(!outcome.stdout.includes(FAILED), outcome.stdout);
    });
  },
});

e2e("after a session doctor finds nothing wrong, stats count it, and replay says what was said", async () => {
  await onMachine(async (machine) => {
    await fasthook(machine, "init", "--user");
    await session(client, machine, { turns: TURNS });
    const doctor = await fasthook(machine, "doctor");
    assertStringIncludes(doctor, "fasthook --reply=context answers a sample event as it should");
    const said = [...TURNS, SUB_TURN].flatMap(({ reported }) =>
      reported.map(([, text]) => text.split("\n- ")[1])
    );
    const rules = said.map((text) => text?.split(" ")[0]).sort();
    const replay: unknown = JSON.parse(
      await fasthook(machine, "replay", `${machine.home}/.claude/projects`, "--json"),
    );
    assert(isObject(replay) && Array.isArray(replay["feedback"]));
    assertEquals(replay["feedback"].filter(isObject).flatMap(({ rules }) => rules).sort(), rules);
    const stats: unknown = JSON.parse(await fasthook(machine, "stats", "--json"));
    assert(isObject(stats) && isObject(stats["rules"]));
    assertEquals(stats["replies"], rules.length);
    assertEquals(Object.keys(stats["rules"]).sort(), [...new Set(rules)].sort());
  });
});
