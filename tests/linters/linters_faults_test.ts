import { assert, assertEquals } from "@std/assert";
import { isNewerThanResults, noteFailure } from "../../lib/state/freshness.ts";
import { namesIn } from "../../lib/system/folder_names.ts";
import { program } from "../support/harness.ts";
import { editEvent } from "../support/events.ts";
import { findingLines, Project, tool } from "../support/linters.ts";
import { folderAt, temporaryFolder } from "../support/state.ts";

/** One way in which a linter misbehaves. */
interface Fault {
  readonly name: string;
  readonly script: string;
  /** What the breaker remembers; "" when that was no failure. */
  readonly reason: string;
  /** What the model hears. */
  readonly told?: readonly string[];
}

const FINDING = '[{"code":"F821","location":{"row":1,"column":1},"message":"Undefined name","fix":null}]';
const ONE = ["linters/ruff (guidance): 1:1 F821 Undefined name"];
/** Runs for longer than any test; the number is this process's own, as other test runs may be going on. */
const mark = `sleep 61.${Deno.pid}`;

const FAULTS: readonly Fault[] = [
  { name: "hangs", script: `exec ${mark}`, reason: "deadline" },
  {
    name: "hangs and ignores signals",
    script: `trap '' TERM INT HUP\nwhile :; do ${mark}; done`,
    reason: "deadline",
  },
  {
    name: "leaves a child that holds its output",
    script: `${mark} &\necho '${FINDING}'`,
    reason: "",
    told: ONE,
  },
  {
    name: "leaves a child that holds nothing",
    script: `${mark} >/dev/null 2>&1 </dev/null &\necho '${FINDING}'`,
    reason: "",
    told: ONE,
  },
  { name: "waits for its child for ever", script: `${mark} &\n${mark} &\nwait`, reason: "deadline" },
  { name: "floods standard output", script: "exec yes flood", reason: "too-much-output" },
  { name: "floods standard error", script: "exec yes flood >&2", reason: "too-much-output" },
  { name: "crashes", script: "kill -SEGV $$", reason: "signal" },
  { name: "is killed", script: "kill -KILL $$", reason: "signal" },
  { name: "prints garbage", script: "echo 'Traceback (most recent call last):'", reason: "garbage" },
  { name: "prints half of its answer", script: `printf '%.40s' '${FINDING}'`, reason: "garbage" },
  { name: "prints another kind of JSON", script: "echo '{\"a\":1}'", reason: "garbage" },
  { name: "prints nothing", script: "exit 0", reason: "no-output" },
  { name: "prints bytes that are no text", script: "head -c 4000 /dev/urandom", reason: "garbage" },
  { name: "fails", script: "exit 2", reason: "exit-code" },
  { name: "starts slowly", script: `sleep 0.3\necho '${FINDING}'`, reason: "", told: ONE },
];

const FILES = { "ruff.toml": "", "a.py": "x = 1\n" };

Deno.test({
  name: "a linter that misbehaves gets its answer dropped, is ended at its deadline, and leaves no process",
  ignore: Deno.build.os === "windows",
  fn: async (t) => {
    for (const { name, script, reason, told: expected = [] } of FAULTS) {
      // deno-lint-ignore no-await-in-loop -- each looks at the processes that are left
      await t.step(name, async () => {
        using project = new Project(FILES);
        // One that hangs would run for a minute; the others end long before their deadline.
        project.configure(reason === "deadline" ? { eachMs: 700 } : {});
        project.fake("ruff", script);
        const outcome = await project.edit("a.py", { old: "x", text: "y" });
        assertEquals(findingLines(outcome), expected);
        assertEquals(outcome.code, expected.length === 0 ? 0 : 2);
        const { breakers } = await state(project);
        assertEquals(breakers.map(({ lastFailure }) => lastFailure), reason === "" ? [] : [reason]);
        assertEquals(await leftOver(), []);
      });
    }
  },
});

Deno.test({
  name: "a linter that ends with any exit code but 0 and 1 has failed",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using project = new Project(FILES);
    project.fake("ruff", `echo '${FINDING}'\nexit "$(cat "$HOME/code")"`);
    const home = project.dir.replace(/\/project$/, "");
    for (const code of [0, 1, 2, 127, 255]) {
      Deno.writeTextFileSync(`${home}/code`, String(code));
      // deno-lint-ignore no-await-in-loop -- one file, one state
      await project.command("state", "clear", "cache");
      // deno-lint-ignore no-await-in-loop
      const outcome = await project.edit("a.py", { old: "x", text: "x" + code });
      assertEquals(findingLines(outcome), code <= 1 ? ONE : [], `exit code ${code}`);
    }
  },
});

Deno.test({
  name:
    "a linter that misses its deadline costs that once in a project, and is not started again for a while",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using project = new Project(FILES);
    project.configure({ eachMs: 300 });
    project.fake("ruff", `echo run >>"$HOME/runs"\nexec ${mark}`);
    for (let times = 0; times < 5; times++) {
      // deno-lint-ignore no-await-in-loop -- one after another, as edits come
      assertEquals((await project.edit("a.py", { old: "x", text: "xy" })).code, 0);
    }
    const runs = await Deno.readTextFile(project.dir.replace(/project$/, "runs"));
    assertEquals(runs, "run\n");
    const { breakers } = await state(project);
    assertEquals(breakers.map(({ linter, lastFailure }) => [linter, lastFailure]), [[
      "ruff",
      "deadline",
    ]]);
    for (const command of ["linters", "doctor"]) {
      // deno-lint-ignore no-await-in-loop -- one after another
      const { stdout } = await project.command(command);
      assert(stdout.includes("it took longer than its limit of"), stdout);
      assert(stdout.includes("linterRuns.eachMs"), stdout);
    }
  },
});

Deno.test({
  name: "a linter's finding is reported although another linter hangs",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using project = new Project({
      ...FILES,
      "deno.json": "{}",
      ".oxlintrc.json": "{}",
      "a.js": "let x = 1;\n",
    });
    project.configure({ eachMs: 3000 });
    project.fake("deno", `exec ${mark}`);
    project.fake(
      "oxlint",
      `echo '{"diagnostics":[{"code":"eslint(x)","message":"m","labels":[{"span":{"line":1,"column":2}}]}]}'`,
    );
    const outcome = await project.edit("a.js", { old: "x", text: "y" });
    assertEquals(findingLines(outcome), ["linters/oxlint (guidance): 1:2 eslint(x) m"]);
  },
});

/** A project in which the real ruff, which is a program without a script around it, waits for ever. */
async function hanging(): Promise<Project> {
  const project = new Project({ ...FILES, "ruff.toml": 'extend = "pipe"\n' });
  await new Deno.Command("mkfifo", { args: [`${project.dir}/pipe`] }).output();
  return project;
}

/** The processes of the real ruff that look at a project. */
async function looking({ dir }: Project): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) =>
    line.includes(" check --no-cache ") && line.endsWith(` ${dir}/a.py`)
  );
}

const HAS_RUFF = Deno.build.os === "linux" && tool("ruff") !== undefined;

Deno.test({
  name: `a real ruff that hangs is ended at its deadline${
    HAS_RUFF ? "" : " (SKIPPED: no ruff is installed)"
  }`,
  ignore: !HAS_RUFF,
  fn: async () => {
    using project = await hanging();
    project.configure({ eachMs: 700 });
    const { code } = await project.edit("a.py", { old: "x", text: "y" });
    assertEquals(code, 0);
    assertEquals((await state(project)).breakers.map(({ lastFailure }) => lastFailure), ["deadline"]);
    assertEquals(await looking(project), []);
  },
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test({
    name: `${signal} ends a real ruff too${HAS_RUFF ? "" : " (SKIPPED: no ruff is installed)"}`,
    ignore: !HAS_RUFF,
    fn: async () => {
      using project = await hanging();
      const [command = "", ...args] = program();
      const hook = new Deno.Command(command, { args, env: project.env(), stdin: "piped", stderr: "null" })
        .spawn();
      const event = editEvent(`${project.dir}/a.py`, "y = 1\n", { old: "y", text: "x" });
      const writer = hook.stdin.getWriter();
      await writer.write(new TextEncoder().encode(JSON.stringify({
        session_id: "",
        cwd: project.dir,
        hook_event_name: "PostToolUse",
        ...event,
      })));
      await writer.close();
      // deno-lint-ignore no-await-in-loop -- until it runs
      for (let tries = 0; (await looking(project)).length === 0; tries++) assert(tries < 5000);
      hook.kill(signal);
      assertEquals((await hook.status).signal, signal);
      assertEquals(await looking(project), []);
    },
  });
}

Deno.test({
  name:
    "a linter runs with limited memory, without a shell's variables, and in the folder of its configuration",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using project = new Project({ "sub/ruff.toml": "", "sub/deep/a.py": "x = 1\n" });
    project.fake(
      "ruff",
      `{ ulimit -d; ulimit -t; pwd; env | cut -d= -f1 | sort; } >"$HOME/seen"; echo '${FINDING}'`,
    );
    assertEquals(findingLines(await project.edit("sub/deep/a.py", { old: "x", text: "y" })), ONE);
    const seen = (await Deno.readTextFile(project.dir.replace(/project$/, "seen"))).trimEnd().split("\n");
    assertEquals(seen.slice(0, 3), ["4194304", "80", `${project.dir}/sub`]);
    assertEquals(seen.slice(3).filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name)), [
      "DENO_DIR",
      "DENO_NO_UPDATE_CHECK",
      "DENO_V8_FLAGS",
      "HOME",
      "LANG",
      "NO_COLOR",
      "PATH",
      "RUFF_NO_CACHE",
      "XDG_CACHE_HOME",
    ]);
  },
});

interface State {
  readonly breakers: readonly {
    readonly linter: string;
    readonly lastFailure: string;
    readonly breaker: { readonly kind: string };
  }[];
}

async function state(project: Project): Promise<State> {
  const { stdout } = await project.command("state", "--json");
  const { database } = JSON.parse(stdout);
  return { breakers: database?.breakers ?? [] };
}

/** The processes of the fake programs that still run when those that were ended have had time to go. */
async function leftOver(): Promise<string[]> {
  let left: string[] = [];
  for (let tries = 0; tries === 0 || (left.length > 0 && tries < 100); tries++) {
    // deno-lint-ignore no-await-in-loop -- looks again
    const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
    left = new TextDecoder().decode(stdout).split("\n").filter((line) => line.trim() === mark);
  }
  return left;
}

Deno.test({
  name: "a linter is started early only while all linters work, and where its result cannot be known yet",
  ignore: Deno.build.os === "windows",
  fn: () => {
    using dir = temporaryFolder();
    const folder = folderAt(dir.path);
    const isNewer = (changedAt: number, now: number): boolean =>
      isNewerThanResults(changedAt, { folder, names: namesIn(folder.path), now });
    assert(isNewer(NOW, NOW));
    Deno.writeTextFileSync(`${dir.path}/state.db`, "");
    Deno.utimeSync(`${dir.path}/state.db`, NOW / 1000, NOW / 1000);
    assert(!isNewer(NOW, NOW));
    assert(isNewer(NOW + 10, NOW + 20));
    noteFailure(dir.path);
    const failedAt = Deno.statSync(`${dir.path}/state.db.failure`).mtime?.getTime() ?? 0;
    assert(!isNewer(failedAt + 50_000, failedAt + 50_010));
    assert(isNewer(failedAt + 70_000, failedAt + 70_010));
  },
});

/** A moment in whole seconds. */
const NOW = 1_700_000_000_000;

Deno.test({
  name:
    "a linter that was started early for a result that is known is ended, and its result is not waited for",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    using project = new Project(FILES);
    project.fake("ruff", `[ -e "$HOME/slow" ] && exec ${mark}\necho '${FINDING}'`);
    assertEquals(findingLines(await project.edit("a.py", { old: "1", text: "2" })), ONE);
    Deno.writeTextFileSync(project.dir.replace(/project$/, "slow"), "");
    // The same content, written again: only the database shows that its result is known.
    project.write("a.py", "x = 1\n");
    const again = await project.edit("a.py", { old: "1", text: "2" });
    assertEquals(findingLines(again), ONE);
    // Waiting for it would have ended with a failure at its deadline.
    assertEquals((await state(project)).breakers, []);
    assertEquals(await leftOver(), []);
  },
});
