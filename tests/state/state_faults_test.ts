/**
 * A fault of the state never changes an answer and destroys nothing, and `fasthook state` says how to fix it.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { journalPath } from "../../lib/state/folder.ts";
import { program, run } from "../support/harness.ts";
import { findingLines, Project } from "../support/linters.ts";
import { database, modeOf, RECORD, temporaryFolder } from "../support/state.ts";

/** Modes, owners and links that anybody may make: not on Windows, where these tests are listed as ignored. */
const POSIX = { ignore: Deno.build.os === "windows" };

const EVENT = JSON.stringify({
  session_id: "s1",
  hook_event_name: "PostToolUseFailure",
  tool_name: "Bash",
  tool_use_id: "toolu_1",
  tool_input: { command: "nosuch" },
  error: "Exit code 137\nnosuch: starting",
});
const COMMAND = program();
const ANSWER = await run(COMMAND, { stdin: EVENT });
const IS_ROOT = Deno.uid() === 0;

/** A small file system in memory, where the test may make one. */
async function mountAt(path: string, options: string): Promise<AsyncDisposable | undefined> {
  await Deno.mkdir(path);
  const { code } = await run(["mount"], { args: ["-t", "tmpfs", "-o", options, "fasthook-test", path] });
  if (code !== 0) return undefined;
  return { [Symbol.asyncDispose]: async () => void await run(["umount"], { args: ["-l", path] }) };
}

const CAN_MOUNT = IS_ROOT && await canMount();

async function canMount(): Promise<boolean> {
  using dir = temporaryFolder();
  await using mount = await mountAt(`${dir.path}/mount`, "size=64k");
  return mount !== undefined;
}

/** Answers an event as without state, twice, and gives what `fasthook state` says. */
async function answer(folder: string): Promise<{ readonly code: number; readonly text: string }> {
  const env = { FASTHOOK_STATE_DIR: folder };
  for (let times = 0; times < 2; times++) {
    // deno-lint-ignore no-await-in-loop -- the second time finds what the first one left
    const { code, stdout, stderr } = await run(COMMAND, { stdin: EVENT, env });
    assertEquals([code, stdout, stderr], [ANSWER.code, ANSWER.stdout, ANSWER.stderr]);
  }
  const { code, stdout } = await run(COMMAND, { args: ["state"], env });
  return { code, text: stdout };
}

function names(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("the answer that all faults are compared with is feedback", () => {
  assertEquals(ANSWER.code, 2);
  assertStringIncludes(ANSWER.stderr, "errors/memory");
});

Deno.test("without state: a state folder that is a file", async () => {
  using dir = temporaryFolder();
  const path = `${dir.path}/state`;
  Deno.writeTextFileSync(path, "mine");
  const { code, text } = await answer(path);
  assertEquals(code, 1);
  assertMatch(text, /wanted a folder, got a file\n {2}fix: move that file away/);
  assertEquals(Deno.readTextFileSync(path), "mine");
});

Deno.test("without state: a state folder that is a symbolic link", POSIX, async () => {
  using dir = temporaryFolder();
  Deno.mkdirSync(`${dir.path}/real`, { mode: 0o700 });
  Deno.symlinkSync(`${dir.path}/real`, `${dir.path}/state`);
  const { code, text } = await answer(`${dir.path}/state`);
  assertEquals(code, 1);
  assertMatch(text, /it is a symbolic link.*\n {2}fix: put a real folder there/);
  assertEquals(names(`${dir.path}/real`), []);
});

Deno.test({
  name: `without state: a state folder of somebody else${
    IS_ROOT ? "" : " (SKIPPED: only root can give one away)"
  }`,
  ignore: !IS_ROOT,
  fn: async () => {
    using dir = temporaryFolder();
    const path = `${dir.path}/state`;
    Deno.mkdirSync(path, { mode: 0o700 });
    Deno.writeTextFileSync(`${path}/journal.jsonl`, "theirs");
    for (const theirs of [path, `${path}/journal.jsonl`]) Deno.chownSync(theirs, 65_534, 65_534);
    const { code, text } = await answer(path);
    assertEquals(code, 1);
    assertMatch(text, /it belongs to another user\n {2}fix: you are root: run fasthook as user 65534/);
    assertEquals(Deno.readTextFileSync(`${path}/journal.jsonl`), "theirs");
  },
});

Deno.test("without state: a state folder that is open to others and holds foreign files", POSIX, async () => {
  using dir = temporaryFolder();
  Deno.writeTextFileSync(`${dir.path}/notes.txt`, "");
  Deno.chmodSync(dir.path, 0o755);
  const { code, text } = await answer(dir.path);
  assertEquals(code, 1);
  assertMatch(text, /other users may read it.*\n {2}fix: chmod 700/);
  assertEquals([names(dir.path), modeOf(dir.path)], [["notes.txt"], "755"]);
});

Deno.test("without state: no HOME", async () => {
  const { code, stdout, stderr } = await run(COMMAND, { stdin: EVENT });
  assertEquals([code, stdout, stderr], [2, "", ANSWER.stderr]);
  const state = await run(COMMAND, { args: ["state"] });
  assertMatch(state.stdout, /neither FASTHOOK_STATE_DIR nor HOME is set\n {2}fix: set FASTHOOK_STATE_DIR/);
});

Deno.test({
  name: `without state: a full disk${CAN_MOUNT ? "" : " (SKIPPED: mounting a small one needs root)"}`,
  ignore: !CAN_MOUNT,
  fn: async () => {
    using dir = temporaryFolder();
    const path = `${dir.path}/disk`;
    await using _disk = await mountAt(path, "size=64k,mode=700");
    await run(["dd"], { args: ["if=/dev/zero", `of=${path}/rest`] });
    const { code, text } = await answer(path);
    assertEquals(code, 1);
    assertMatch(text, /the disk is full\n {2}fix: free some space/);
  },
});

Deno.test({
  name: `with state: a disk that was full has lost what was written then, and no more${
    CAN_MOUNT ? "" : " (SKIPPED)"
  }`,
  ignore: !CAN_MOUNT,
  fn: async () => {
    using dir = temporaryFolder();
    const path = `${dir.path}/disk`;
    await using _disk = await mountAt(path, "size=64k,mode=700");
    const env = { FASTHOOK_STATE_DIR: path };
    await run(COMMAND, { stdin: EVENT, env });
    await run(["dd"], { args: ["if=/dev/zero", `of=${path}/rest`] });
    // As many lines as fit into the page that is allocated already, and some more.
    for (let times = 0; times < 30; times++) {
      // deno-lint-ignore no-await-in-loop -- one event after another
      await run(COMMAND, { stdin: EVENT.replace("nosuch", `nosuch${times}`), env });
    }
    Deno.removeSync(`${path}/rest`);
    await run(COMMAND, { stdin: EVENT, env });
    const { stdout } = await run(COMMAND, { args: ["state", "--json"], env });
    const { journal, problems } = JSON.parse(stdout);
    assert(journal.events >= 2 && journal.events < 32, stdout);
    assert(journal.brokenLines <= 1, stdout);
    assertEquals(problems, []);
  },
});

Deno.test({
  name: `without state: a read-only folder${
    CAN_MOUNT || !IS_ROOT ? "" : " (SKIPPED: root writes everywhere)"
  }`,
  ignore: !CAN_MOUNT && IS_ROOT,
  fn: async () => {
    using dir = temporaryFolder();
    const path = `${dir.path}/disk`;
    await using mount = CAN_MOUNT ? await mountAt(path, "size=64k,mode=700,ro") : undefined;
    if (mount === undefined) Deno.mkdirSync(path, { mode: 0o500 });
    const { code, text } = await answer(path);
    assertEquals(code, 1);
    assertMatch(text, /Cannot (?:write to|use) .*(?:read-only|no permission).*\n {2}fix: /);
    if (mount === undefined) Deno.chmodSync(path, 0o700);
  },
});

const FINDING = '[{"code":"F821","location":{"row":1,"column":1},"message":"Undefined name","fix":null}]';

/** Lets a linter speak three times, each time about another text, and gives what `fasthook state` says. */
async function lint(project: Project): Promise<string> {
  project.fake("ruff", `echo '${FINDING}'`);
  for (const text of ["x = y\n", "x = yy\n", "x = yyy\n"]) {
    project.write("a.py", text);
    // deno-lint-ignore no-await-in-loop -- one event after another
    const outcome = await project.edit("a.py", { old: "x", text: "z" });
    assertEquals(findingLines(outcome), ["linters/ruff (guidance): 1:1 F821 Undefined name"]);
  }
  return (await project.command("state")).stdout;
}

for (
  const { name, options, says } of [
    { name: "a full disk", options: "size=64k,mode=700", says: "the disk is full" },
    { name: "a read-only disk", options: "size=64k,mode=700,ro", says: "read-only" },
  ]
) {
  Deno.test({
    name: `a linter is heard without state: ${name}${CAN_MOUNT ? "" : " (SKIPPED: mounting needs root)"}`,
    ignore: !CAN_MOUNT,
    fn: async () => {
      using project = new Project({ "ruff.toml": "" });
      await using _disk = await mountAt(project.state, options);
      await run(["dd"], { args: ["if=/dev/zero", `of=${project.state}/rest`] });
      assertStringIncludes(await lint(project), says);
    },
  });
}

for (
  const { name, prepare } of [
    { name: "garbage", prepare: (path: string) => Deno.writeTextFileSync(path, "not a database") },
    { name: "a folder", prepare: (path: string) => Deno.mkdirSync(path) },
    { name: "a pipe", prepare: (path: string) => run(["mkfifo"], { args: [path] }) },
    { name: "a link to nothing", prepare: (path: string) => Deno.symlinkSync("/dev/null/nothing", path) },
  ]
) {
  for (const file of ["state.db", "state.lock", "state.db.recent"]) {
    Deno.test(`a linter is heard where ${file} is ${name}`, async () => {
      using project = new Project({ "ruff.toml": "" });
      Deno.mkdirSync(project.state, { mode: 0o700 });
      await prepare(`${project.state}/${file}`);
      await lint(project);
    });
  }
}

Deno.test("with state: a journal of binary garbage stays, and the lines after it are read", async () => {
  using dir = temporaryFolder();
  const garbage = crypto.getRandomValues(new Uint8Array(50_000));
  Deno.writeFileSync(journalPath(dir.path, 0), garbage);
  const env = { FASTHOOK_STATE_DIR: dir.path };
  const { code, stderr } = await run(COMMAND, { stdin: EVENT, env });
  assertEquals([code, stderr], [ANSWER.code, ANSWER.stderr]);
  assertEquals(Deno.readFileSync(journalPath(dir.path, 0)).subarray(0, garbage.length), garbage);
  const { stdout } = await run(COMMAND, { args: ["state"], env });
  assertMatch(stdout, /^journal +1 event in 1 file, 50 kB, \d+ unreadable lines, the last one/m);
});

Deno.test("with state: a damaged database is set aside, and fasthook state says where", async () => {
  using dir = temporaryFolder();
  Deno.writeTextFileSync(`${dir.path}/state.db`, "not a database");
  const env = { FASTHOOK_STATE_DIR: dir.path };
  const first = await run(COMMAND, { args: ["state"], env });
  assertEquals(first.code, 1);
  const aside = /set aside as (\S+), and a new one is in use\n {2}fix: fasthook state clear cache/
    .exec(first.stdout)?.[1];
  assertEquals(Deno.readTextFileSync(aside ?? ""), "not a database");
  assertEquals((await run(COMMAND, { args: ["state", "clear", "cache"], env })).code, 0);
  assertEquals((await run(COMMAND, { args: ["state"], env })).code, 0);
  assert(!names(dir.path).some((name) => name.includes("damaged")));
});

Deno.test("with state: lines with a time an hour ago or a year ahead count like others", async () => {
  using dir = temporaryFolder();
  for (const at of [RECORD.at - 3_600_000, Date.now() + 31_536_000_000]) {
    Deno.writeTextFileSync(journalPath(dir.path, 0), `\n${JSON.stringify({ ...RECORD, at })}`, {
      append: true,
    });
  }
  const env = { FASTHOOK_STATE_DIR: dir.path };
  const { code, stdout } = await run(COMMAND, { args: ["state"], env });
  assertEquals(code, 0);
  assertMatch(stdout, /^journal +2 events.*which is in the future/m);
});

Deno.test("fasthook state clear forgets the named part, also while the database is in use", async () => {
  using dir = temporaryFolder();
  const env = { FASTHOOK_STATE_DIR: dir.path };
  Deno.writeTextFileSync(`${dir.path}/config.json`, "{}");
  await run(COMMAND, { stdin: EVENT, env: { ...env, FASTHOOK_CONFIG: `${dir.path}/config.json` } });
  Deno.removeSync(`${dir.path}/config.json`);
  assertEquals([...Deno.readDirSync(`${dir.path}/settings`)].length, 1);
  using db = await database(dir.path);
  db.sql.exec("INSERT INTO result VALUES ('k', 'v', 1, 1)");
  const cleared = [];
  for (const part of ["cache", "settings", "sessions", "journal"]) {
    // deno-lint-ignore no-await-in-loop -- one part after another
    const { code, stdout } = await run(COMMAND, { args: ["state", "clear", part], env });
    cleared.push(`${code} ${stdout.split(",")[0]}`);
  }
  assertEquals(cleared, [
    "0 cache cleared",
    "0 settings cleared",
    "0 sessions cleared",
    "0 journal cleared",
  ]);
  assertEquals(db.sql.prepare("SELECT count(*) AS entries FROM result").get()?.["entries"], 0);
  assertEquals([...Deno.readDirSync(`${dir.path}/sessions`)], []);
  assertEquals([...Deno.readDirSync(`${dir.path}/settings`)], []);
  assert(!names(dir.path).includes("journal.jsonl"));
});
