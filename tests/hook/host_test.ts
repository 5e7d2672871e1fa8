/**
 * What is process-wide belongs to the host: two hosts in one process do not meet, and a long life leaves nothing open.
 *
 * @module
 */
import type { JsonObject } from "../../lib/text/json_object.ts";
import { assert, assertEquals } from "@std/assert";
import type { Host } from "../../lib/state/host.ts";
import { Trace } from "../../lib/hook/trace.ts";
import { readJournal } from "../../lib/state/journal_reader.ts";
import { editEvent } from "../support/events.ts";
import { hostOf } from "../support/host.ts";
import { answerIn } from "../support/in_process.ts";
import { Project } from "../support/linters.ts";
import { temporaryFolder } from "../support/state.ts";

const EVENTS = 2000;
const LINTED = 40;
const POSIX = { ignore: Deno.build.os === "windows" };

/** A command that fails because its program is missing: worth a finding, once in a session. */
function failCall(command: string, id: string): string {
  return JSON.stringify({
    session_id: "s1",
    cwd: "/p",
    hook_event_name: "PostToolUseFailure",
    tool_name: "Bash",
    tool_input: { command },
    tool_use_id: id,
    error: `Exit code 127\n/bin/bash: line 1: ${command}: command not found`,
  });
}

function read(id: string): string {
  return JSON.stringify({
    session_id: "s1",
    cwd: "/p",
    hook_event_name: "PostToolUse",
    tool_name: "Read",
    tool_input: { file_path: "/p/a.ts" },
    tool_response: { type: "text", file: { content: "a" } },
    tool_use_id: id,
  });
}

function editCall(project: Project, text: string, id: string): string {
  const path = `${project.dir}/a.py`;
  const old = Deno.readTextFileSync(path);
  project.write("a.py", text);
  const edit = editEvent(path, old, { old, text });
  return JSON.stringify({
    ...edit,
    session_id: "s1",
    cwd: project.dir,
    hook_event_name: "PostToolUse",
    tool_use_id: id,
  });
}

/** The environment of a host whose state is in a folder, with a configuration of its own and the pack coach. */
function variablesFor(folder: string, configuration: JsonObject): Record<string, string> {
  const config = `${folder}/config.json`;
  Deno.writeTextFileSync(config, JSON.stringify({ packs: { coach: true }, ...configuration }));
  return { FASTHOOK_STATE_DIR: `${folder}/state`, FASTHOOK_CONFIG: config };
}

function journalOf(folder: string): string[] {
  return [...readJournal(`${folder}/state`)].map((line) =>
    line.kind === "broken"
      ? "broken"
      : `${line.record.tool} ${line.record.findings.map(([rule, , verdict]) => `${rule} ${verdict}`).join()}`
  );
}

/** The number of open descriptors; Deno lets no test read that folder itself. Elsewhere than on Linux there is no such folder. */
function openDescriptors(): number {
  const { stdout } = new Deno.Command("ls", { args: [`/proc/${Deno.pid}/fd`], stderr: "null" }).outputSync();
  return new TextDecoder().decode(stdout).split("\n").length;
}

/** Not one for each event. Some come and go: the small programs that end a linter's group are not waited for. */
function assertFew(more: number): void {
  assert(more < LINTED / 2, `${more} descriptors more than before`);
}

Deno.test("two hosts in one process share neither environment, settings, session memory nor journal", async () => {
  using one = temporaryFolder();
  using two = temporaryFolder();
  const muting = { mute: [{ rule: "errors/*", reason: "quiet" }] };
  const quiet = hostOf({ variables: variablesFor(one.path, muting) });
  const loud = hostOf({ variables: variablesFor(two.path, {}) });
  const said: string[] = [];
  const hosts: readonly (readonly [string, Host])[] = [["quiet", quiet], ["loud", loud]];
  for (const [index, id] of ["a", "b"].entries()) {
    // All at the same time, so that anything they share is seen by the others.
    const texts = await Promise.all(hosts.map(async ([name, host], at) => {
      const { stderr } = await answerIn(host, failCall("nosuchtool", `${id}${at}`), "stderr");
      return `${index} ${name} ${stderr === "" ? "silent" : "speaks"}`;
    }));
    said.push(...texts);
  }
  // With one memory for both, the loud one would count four failures of the command, and speak of that.
  assertEquals(said, ["0 quiet silent", "0 loud speaks", "1 quiet silent", "1 loud silent"]);
  const rule = "errors/command-not-found";
  assertEquals(journalOf(one.path), [`Bash ${rule} muted`, `Bash ${rule} muted`]);
  assertEquals(journalOf(two.path), [`Bash ${rule} reported`, `Bash ${rule} repeated`]);
});

Deno.test("two hosts take their linters from their own PATH and keep their own results", POSIX, async () => {
  using project = new Project({ "ruff.toml": "", "a.py": "" });
  using one = temporaryFolder();
  using two = temporaryFolder();
  project.fake("ruff", 'printf "%s" "[]"');
  const first = hostOf({ variables: { ...variablesFor(one.path, {}), PATH: project.path } });
  const second = hostOf({ variables: variablesFor(two.path, {}) });
  const outcomes: string[] = [];
  for (const [host, folder] of [[first, one.path], [second, two.path], [first, one.path]] as const) {
    // Each edit makes the same text of the same text, and both are linted.
    project.write("a.py", "x = 0\n");
    await answerIn(host, editCall(project, "x = 1\n", crypto.randomUUID()), "stderr");
    const records = [...readJournal(`${folder}/state`)];
    const last = records.at(-1);
    const ran = last?.kind === "record" ? last.record.linters ?? [] : [];
    outcomes.push(ran.map(({ id, cache, call }) => `${id} ${cache} ${call}`).join());
  }
  assertEquals(outcomes, ["ruff miss done,ruff miss done", "", "ruff hit none,ruff hit none"]);
});

Deno.test(`${EVENTS} events in one host leave no descriptor, no timer and no program open`, async () => {
  using folder = temporaryFolder();
  const host = hostOf({ variables: variablesFor(folder.path, {}) });
  using waits = new Waits();
  await answerIn(host, failCall("warm-up", "w"), "stderr");
  const before = openDescriptors();
  let spoken = 0;
  for (let index = 0; index < EVENTS; index++) {
    const event = index % 10 === 0 ? failCall(`nosuch${index}`, `id${index}`) : read(`id${index}`);
    // One after another, as a server answers one client.
    if ((await answerIn(host, event, "stderr")).stderr !== "") spoken++;
  }
  assert(spoken > 50, `${spoken}`);
  assertFew(openDescriptors() - before);
  assertEquals(host.programs.running.size, 0);
  assert(waits.started > EVENTS, `${waits.started}`);
  assertEquals(waits.left(), 0);
});

Deno.test(
  `${LINTED} linted files leave no database, no program and no signal listener open`,
  POSIX,
  async () => {
    using project = new Project({ "ruff.toml": "", "a.py": "" });
    using folder = temporaryFolder();
    project.fake("ruff", 'printf "%s" "[]"');
    const host = hostOf({ variables: { ...variablesFor(folder.path, {}), PATH: project.path } });
    using waits = new Waits();
    await answerIn(host, editCall(project, "x = 0\n", "w"), "stderr");
    const before = openDescriptors();
    let runs = 0;
    for (let index = 1; index <= LINTED; index++) {
      // One after another: each is another text.
      await answerIn(host, editCall(project, `x = ${index}\n`, `id${index}`), "stderr");
    }
    for (const line of readJournal(`${folder.path}/state`)) {
      if (line.kind === "record") {
        runs += line.record.linters?.filter(({ call }) => call === "done").length ?? 0;
      }
    }
    assertEquals(runs, LINTED + 1);
    assertFew(openDescriptors() - before);
    assertEquals(host.programs.running.size, 0);
    assertEquals(host.programs.stopListening, undefined);
    assertEquals(waits.left(), 0);
  },
);

Deno.test("Trace counts from when the event came, and adds up what is marked twice", () => {
  let now = 1000;
  const clock = (): number => now;
  const server = new Trace({ clock, eventStart: clock });
  const process = new Trace({ clock, eventStart: () => 0 });
  for (const [stage, at] of [["boot", 1015], ["load", 1016], ["read", 1018.5], ["load", 1020]] as const) {
    now = at;
    server.mark(stage);
    process.mark(stage);
  }
  assertEquals(server.us, { boot: 15_000, load: 2500, read: 2500 });
  assertEquals(process.us, { boot: 1_015_000, load: 2500, read: 2500 });
});

/** Watches waits that are no timers of Deno's, which its sanitizers do not see. */
class Waits implements Disposable {
  readonly #real = Atomics.waitAsync;
  readonly #cells = new Set<Int32Array>();
  started = 0;

  constructor() {
    const watch = (cell: Int32Array, index: number, value: number, ms: number): unknown => {
      this.started++;
      this.#cells.add(cell);
      return Reflect.apply(this.#real, Atomics, [cell, index, value, ms]);
    };
    Object.assign(Atomics, { waitAsync: watch });
  }

  /** How many still wait; they are ended. */
  left(): number {
    return [...this.#cells].reduce((sum, cell) => sum + Atomics.notify(cell, 0), 0);
  }

  [Symbol.dispose](): void {
    Object.assign(Atomics, { waitAsync: this.#real });
  }
}
