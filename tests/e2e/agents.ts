/**
 * fasthook inside other real clients: what the model reads after each call, set up by `fasthook init --agent` alone.
 *
 * `deno task e2e --agent NAME`. `AGENT` names one of them, else all; `FASTHOOK` the executable, else it is dist/fasthook.
 * `RECORD` names a folder for what the hooks were given.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { ROOT } from "../../.github/tasks/program.ts";
import type { JsonObject } from "../../lib/text/json_object.ts";
import { FIXTURES, run } from "../support/harness.ts";
import { type AnyClient, CLIENTS, installAnyClient } from "./any_client.ts";
import { startAnyModel } from "./any_model.ts";
import type { ScriptedCall } from "./model.ts";

const FASTHOOK = Deno.env.get("FASTHOOK") ?? `${ROOT}dist/fasthook`;
const RECORD = Deno.env.get("RECORD") ?? "";
const TIMEOUT_MS = 180_000;

/** A turn of the model, and what it must read before the next one. */
interface Turn {
  readonly name: string;
  readonly calls: readonly ScriptedCall[];
  /** Beginnings of the feedback after the heading, each once; none for silence. */
  readonly reported: readonly string[];
  /** Parts of the tools' own output that must be there, too. */
  readonly intact: readonly string[];
}

/** Qwen Code sometimes loses the output of a command that ends at once. */
function slowly(command: string): string {
  return `${command}; code=$?; sleep 0.3; exit $code`;
}

function turnsOf(client: AnyClient, project: string): readonly Turn[] {
  const { shell, write, edit } = client;
  return [
    { name: "silence", calls: [shell("echo fine-output")], reported: [], intact: ["fine-output"] },
    {
      name: "a failing command",
      calls: [shell(slowly("nosuchprogram --version"))],
      reported: ["- errors/command-not-found (guidance)"],
      intact: ["command not found"],
    },
    {
      name: "a hidden failure",
      calls: [shell("./pytest -q || true")],
      reported: ["- errors/hidden-failure (guidance)"],
      intact: ["1 failed, 3 passed in 0.10s"],
    },
    {
      name: "a new file with a problem",
      calls: [write(`${project}/new.json`, '{"a": }\n')],
      reported: ["- linters/json"],
      intact: ["new.json"],
    },
    {
      name: "a harmless new file",
      calls: [write(`${project}/old.json`, '{"a":\n1\n}\n')],
      reported: [],
      intact: ["old.json"],
    },
    {
      name: "an edit that breaks a file",
      calls: [edit(`${project}/old.json`, "1", "")],
      reported: ["- linters/json"],
      intact: ["old.json"],
    },
    {
      name: "an edit that does not match",
      calls: [edit(`${project}/old.json`, "not in the file", "x")],
      reported: client.hearsMismatch ? ["- errors/edit-mismatch (guidance)"] : [],
      intact: [],
    },
    {
      name: "parallel calls",
      calls: [shell(slowly("nosuchfirst")), shell("echo between-output"), shell(slowly("nosuchsecond"))],
      reported: ["`nosuchfirst` is not installed", "`nosuchsecond` is not installed"],
      intact: ["between-output"],
    },
  ];
}

/** A folder with a home and a project. */
async function onMachine(use: (home: string, project: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "fasthook-e2e-" }));
  try {
    const [home, project] = [`${folder}/home`, `${folder}/project`];
    await Deno.mkdir(home);
    await Deno.mkdir(`${project}/.git`, { recursive: true });
    await Deno.writeTextFile(`${project}/.git/HEAD`, "ref: refs/heads/main\n");
    // What is tested is the way to the model, so that everything may speak.
    await Deno.mkdir(`${home}/.config/fasthook`, { recursive: true });
    await Deno.copyFile(`${FIXTURES}coach.json`, `${home}/.config/fasthook/config.json`);
    const lines = ["#!/bin/sh", "echo F", "echo '1 failed, 3 passed in 0.10s'", "sleep 0.3", "exit 1", ""];
    await Deno.writeTextFile(`${project}/pytest`, lines.join("\n"));
    await Deno.chmod(`${project}/pytest`, 0o755);
    await use(home, project);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function fasthook(home: string, cwd: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run([FASTHOOK], { args, cwd, env: { HOME: home } });
  assertEquals(code, 0, `${args.join(" ")}: ${stdout}${stderr}`);
  return stdout + stderr;
}

/** Registers a script that keeps what it is given, and hands it on. */
async function registerRecorder(hookFile: string, home: string): Promise<void> {
  const folder = `${home}/.recorder`;
  await Deno.mkdir(`${folder}/events`, { recursive: true });
  const lines = [
    "#!/bin/sh",
    `event=${folder}/events/$(date +%s%N).$$`,
    'cat >"$event"',
    `exec ${FASTHOOK} "$@" <"$event"`,
    "",
  ];
  await Deno.writeTextFile(`${folder}/fasthook`, lines.join("\n"), { mode: 0o755 });
  const registered = await Deno.readTextFile(hookFile);
  assertStringIncludes(registered, FASTHOOK);
  await Deno.writeTextFile(hookFile, registered.replaceAll(FASTHOOK, `${folder}/fasthook`));
}

/** Writes what hooks were given, one event a line, in their order. */
async function writeRecording(
  agent: string,
  { home, project }: { readonly home: string; readonly project: string },
): Promise<void> {
  const folder = `${home}/.recorder/events`;
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const events = names.map((name) => Deno.readTextFileSync(`${folder}/${name}`).trimEnd());
  const text = events.map((event) => `${event}\n`).join("");
  await Deno.writeTextFile(
    `${RECORD}/${agent}.jsonl`,
    text.replaceAll(project, "/home/user/project").replaceAll(home, "/home/user"),
  );
}

/** All that the request after a turn has and the one before has not. */
function newsOf(requests: readonly JsonObject[], at: number): string {
  const [before, after] = [requests[at], requests[at + 1]];
  assert(before !== undefined && after !== undefined, `${requests.length} requests, wanted ${at + 2}`);
  const list = (body: JsonObject): readonly unknown[] =>
    [body["input"], body["messages"], body["contents"]].find(Array.isArray) ?? [];
  const known = new Set(list(before).map((item) => JSON.stringify(item)));
  return list(after).map((item) => JSON.stringify(item)).filter((item) => !known.has(item)).join("\n");
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

function checkTurn({ name, reported, intact }: Turn, news: string): void {
  assertEquals(count(news, "fasthook on "), reported.length, `${name}: ${news}`);
  for (const part of reported) assertEquals(count(news, part), 1, `${name}, ${part}: ${news}`);
  for (const part of intact) assertStringIncludes(news, part, name);
}

const wanted = Deno.env.get("AGENT") ?? "";
for (const client of CLIENTS.filter(({ id }) => wanted === "" || id === wanted)) {
  const installation = await installAnyClient(client);
  if (installation.kind === "missing") {
    // deno-lint-ignore no-console -- the one line that says why nothing ran
    console.log(`SKIPPED: ${client.npm} is not there: ${installation.reason}`);
  }
  Deno.test({
    name: `${client.npm}: the model reads each thing once, and uninstall leaves the file as it was`,
    ignore: installation.kind === "missing",
    fn: () =>
      onMachine(async (home, project) => {
        if (installation.kind === "missing") return;
        const turns = turnsOf(client, project);
        await using model = startAnyModel(turns.map(({ calls }) => calls));
        const files = client.files(model.url);
        for (const [path, text] of Object.entries(files)) {
          await Deno.mkdir(`${home}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
          await Deno.writeTextFile(`${home}/${path}`, text);
        }
        await fasthook(home, project, "init", "--agent", client.id);
        if (RECORD !== "") await registerRecorder(`${home}/${client.hookFile}`, home);
        const { code, stdout, stderr } = await new Deno.Command(installation.program, {
          args: [...client.args("go")],
          cwd: project,
          clearEnv: true,
          env: {
            PATH: `${installation.node}:${Deno.env.get("PATH") ?? ""}`,
            HOME: home,
            DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME") ?? ""}/.cache/deno`,
            ...client.env(model.url),
          },
          stdin: "null",
          signal: AbortSignal.timeout(TIMEOUT_MS),
        }).output();
        const printed = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
        assert(
          model.requests.length > turns.length,
          `${code}, ${model.requests.length} requests: ${printed}`,
        );
        if (RECORD !== "") await writeRecording(client.id, { home, project });
        for (const [at, turn] of turns.entries()) checkTurn(turn, newsOf(model.requests, at));
        const stats: unknown = JSON.parse(
          await fasthook(home, project, "stats", "--json", "--agent", client.id),
        );
        assertStringIncludes(JSON.stringify(stats), "errors/command-not-found");
        assertStringIncludes(await fasthook(home, project, "agents"), "last event 2");
        await fasthook(home, project, "uninstall", "--agent", client.id);
        await checkFile(client, { home, before: files[client.hookFile] });
      }),
  });
}

/** Qwen Code rewrites its file: then only fasthook's part must be gone. */
async function checkFile(
  { id, hookFile }: AnyClient,
  { home, before }: { readonly home: string; readonly before: string | undefined },
): Promise<void> {
  const after = await Deno.readTextFile(`${home}/${hookFile}`).catch(() => undefined);
  if (id === "qwen") assert(!(after ?? "").includes("fasthook"), after);
  else assertEquals(after, before);
}
