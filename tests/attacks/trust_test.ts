/**
 * No code of a repository runs before the person has consented; then it does, until the consent is taken back or the folder
 * has another owner.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { consentMessage } from "../../lib/feedback/consent_message.ts";
import { shellWord } from "../../lib/text/shell_word.ts";
import { program, run } from "../support/harness.ts";
import { folderAt, temporaryFolder } from "../support/state.ts";
import { findingLines, Project, RUFF_FINDING } from "../support/linters.ts";

const ignore = Deno.build.os === "windows";
const ESLINT_FINDING =
  '[{"messages":[{"ruleId":"no-undef","severity":2,"message":"m","line":1,"column":1}],"suppressedMessages":[]}]';
const OXLINT_FINDING =
  '{"diagnostics":[{"code":"eslint(x)","message":"m","labels":[{"span":{"line":1,"column":1}}]}]}';
const DENO_FINDING =
  '{"version":1,"diagnostics":[{"range":{"start":{"line":1,"col":0},"end":{"line":1,"col":1}},"message":"m","code":"x","hint":null}],"errors":[]}';

/** Configurations that are programs or name some: the linter, its files, and what it would print. */
const CODE: readonly (readonly [linter: string, files: Readonly<Record<string, string>>])[] = [
  ["eslint", { "eslint.config.js": "" }],
  ["eslint", { "eslint.config.ts": "" }],
  ["oxlint", { "oxlint.config.ts": "" }],
  ["oxlint", { ".oxlintrc.json": '{"jsPlugins": ["./p.js"]}' }],
  ["oxlint", { ".oxlintrc.json": '{"\\u006asPlugins": ["./p.js"]}' }],
  ["oxlint", { ".oxlintrc.json": '{"overrides": [{"files": ["*"], "jsPlugins": ["./p.js"]}]}' }],
  ["oxlint", {
    ".oxlintrc.json": '{"extends": ["./base/o.json"]}',
    "base/o.json": '{"jsPlugins": ["./p.js"]}',
  }],
  ["oxlint", { ".oxlintrc.json": '{"extends": ["./missing.json"]}' }],
  ["oxlint", { ".oxlintrc.json": "{ broken" }],
  ["deno", { "deno.json": '{"lint": {"plugins": ["./p.ts"]}}' }],
  ["deno", {
    "sub/deno.json": "{}",
    "deno.json": '{"workspace": ["./sub"], "lint": {"plugins": ["./p.ts"]}}',
  }],
];

/** Configurations that are only read. */
const PLAIN: readonly (readonly [linter: string, files: Readonly<Record<string, string>>])[] = [
  ["oxlint", { ".oxlintrc.json": '{"rules": {"no-debugger": "error"}}' }],
  ["oxlint", { ".oxlintrc.json": '{"extends": ["./base/o.json"]}', "base/o.json": "{}" }],
  ["deno", { "deno.json": '{"lint": {"rules": {}}}' }],
];

function projectWith(linter: string, files: Readonly<Record<string, string>>): Project {
  const project = new Project({ "sub/a.js": "x = 1\n", ...files });
  const prints = { eslint: ESLINT_FINDING, oxlint: OXLINT_FINDING, deno: DENO_FINDING }[linter] ?? "";
  project.fake(linter, `echo ran >>"$HOME/ran"; echo '${prints}'; exit 1`);
  return project;
}

function ran(project: Project): number {
  try {
    return Deno.readTextFileSync(`${project.dir}/../ran`).split("\n").length - 1;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return 0;
  }
}

for (const [linter, files] of CODE) {
  Deno.test({
    name: `${linter} with ${JSON.stringify(files)} waits for the person's consent`,
    ignore,
    fn: async () => {
      using project = projectWith(linter, files);
      const before = await project.edit("sub/a.js", { old: "x", text: "y" });
      assertEquals([before.code, before.stderr, ran(project)], [0, "", 0]);
      assertEquals((await project.command("trust")).code, 0);
      await project.edit("sub/a.js", { old: "y", text: "z" });
      assert(ran(project) > 0);
    },
  });
}

for (const [linter, files] of PLAIN) {
  Deno.test({
    name: `${linter} with ${JSON.stringify(files)} needs no consent`,
    ignore,
    fn: async () => {
      using project = projectWith(linter, files);
      await project.edit("sub/a.js", { old: "x", text: "y" });
      assert(ran(project) > 0);
    },
  });
}

Deno.test({
  name:
    "a folder under no version control holds what the person put there: its configuration may be a program",
  ignore,
  fn: async () => {
    using project = projectWith("eslint", { "eslint.config.js": "" });
    Deno.removeSync(`${project.dir}/.git`);
    project.variables = { CLAUDE_PROJECT_DIR: project.dir };
    await project.edit("sub/a.js", { old: "x", text: "y" });
    assert(ran(project) > 0);
  },
});

Deno.test({
  name: "a folder of another user, or that everybody may write to, holds what anybody has put there",
  ignore: ignore || Deno.uid() !== 0,
  fn: async () => {
    using project = projectWith("eslint", { "eslint.config.js": "" });
    Deno.removeSync(`${project.dir}/.git`);
    project.variables = { CLAUDE_PROJECT_DIR: project.dir };
    const edit = async (): Promise<number> => {
      const before = ran(project);
      project.write("sub/a.js", `x = ${Math.random()}\n`);
      await project.edit("sub/a.js", { old: "x", text: "y" });
      return ran(project) - before;
    };
    Deno.chmodSync(project.dir, 0o1777);
    assertEquals(await edit(), 0);
    Deno.chmodSync(project.dir, 0o775);
    Deno.chownSync(project.dir, 12_345, 12_345);
    assertEquals(await edit(), 0);
    Deno.chownSync(project.dir, 0, 0);
    assert(await edit() > 0);
  },
});

for (const place of ["node_modules/.bin", ".venv/bin", "packages/a/node_modules/.bin"]) {
  Deno.test({
    name: `a program in the project's ${place} runs by consent only, and is named until then`,
    ignore,
    fn: async () => {
      using project = new Project({ "ruff.toml": "", "packages/a/a.py": "x = 1\n" });
      project.write(`${place}/ruff`, `#!/bin/sh\necho ran >>"$HOME/ran"; echo '${RUFF_FINDING}'\nexit 1\n`);
      Deno.chmodSync(`${project.dir}/${place}/ruff`, 0o755);
      project.path = "/usr/bin:/bin";
      const edit = (): Promise<string[]> =>
        project.edit("packages/a/a.py", { old: "x", text: "xx" }).then(findingLines);
      assertEquals([await edit(), ran(project)], [[], 0]);
      const { stdout } = await project.command("linters", "packages/a/a.py");
      assertStringIncludes(stdout, `${place}/ruff, is the project's own (fasthook trust)`);
      assertStringIncludes((await project.command("trust")).stdout, "own programs");
      assertEquals((await edit()).length, 1);
      assertEquals((await project.command("untrust")).code, 0);
      const count = ran(project);
      assertEquals([await edit(), ran(project)], [[], count]);
    },
  });
}

Deno.test({
  name: "the person hears once a project what is not started, and the model never",
  ignore,
  fn: async () => {
    using project = projectWith("eslint", { "eslint.config.js": "" });
    const replies: string[] = [];
    for (let times = 0; times < 3; times++) {
      // deno-lint-ignore no-await-in-loop -- one event after another
      replies.push((await project.edit("sub/a.js", { old: "1", text: "1 " }, ["--reply=context"])).stdout);
    }
    const [first = "", ...others] = replies;
    const reply: Record<string, unknown> = JSON.parse(first);
    assertEquals(Object.keys(reply), ["systemMessage"]);
    assertStringIncludes(String(reply["systemMessage"]), `eslint is not started in ${project.dir}`);
    assertStringIncludes(String(reply["systemMessage"]), "fasthook trust");
    assertEquals(others, ["", ""]);
    // With the other reply there is no channel to the person alone.
    const { code, stderr } = await project.edit("sub/a.js", { old: "1", text: "1 " });
    assertEquals([code, stderr], [0, ""]);
  },
});

Deno.test({
  name:
    "worktrees of a trusted repository are trusted with it, and folders that only claim to be some are not",
  ignore: ignore || new Deno.Command("git", { args: ["--version"], stdout: "null" }).outputSync().code !== 0,
  fn: async () => {
    using project = projectWith("eslint", { "eslint.config.js": "" });
    const git = async (...args: readonly string[]): Promise<void> => {
      const { code, stderr } = await run(["git", "-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: project.dir,
        env: { HOME: `${project.dir}/..` },
      });
      assertEquals(code, 0, stderr);
    };
    Deno.removeSync(`${project.dir}/.git`);
    await git("init", "-q");
    await git("add", "-A");
    await git("commit", "-qm", "x");
    await git("worktree", "add", "-q", "../side", "-b", "side");
    const listed = (await project.command("trust")).stdout;
    assert(/: trusted, at commit [0-9a-f]{12}\n/.test(listed), listed);
    const at = async (folder: string): Promise<number> => {
      const before = ran(project);
      Deno.writeTextFileSync(`${folder}/sub/a.js`, `${Math.random()}\n`);
      await run(program(), {
        stdin: JSON.stringify({
          session_id: "s",
          cwd: folder,
          hook_event_name: "PostToolUse",
          tool_name: "Write",
          tool_input: { file_path: `${folder}/sub/a.js`, content: "x" },
          tool_response: {
            type: "create",
            filePath: `${folder}/sub/a.js`,
            content: "x",
            structuredPatch: [],
          },
        }),
        env: project.env(),
        cwd: folder,
      });
      return ran(project) - before;
    };
    const root = project.dir.replace(/\/project$/, "");
    assert(await at(`${root}/side`) > 0);
    if (Deno.uid() === 0) {
      Deno.chownSync(`${root}/side`, 12_345, 12_345);
      assertEquals(await at(`${root}/side`), 0);
      Deno.chownSync(`${root}/side`, 0, 0);
    }
    // A copy of the worktree's link, as an archive may hold it.
    for (const name of ["claims/sub", "claims2/sub"]) Deno.mkdirSync(`${root}/${name}`, { recursive: true });
    for (const name of ["claims", "claims2"]) Deno.writeTextFileSync(`${root}/${name}/eslint.config.js`, "");
    Deno.copyFileSync(`${root}/side/.git`, `${root}/claims/.git`);
    assertEquals(await at(`${root}/claims`), 0);
    Deno.mkdirSync(`${root}/claims2/own`);
    Deno.writeTextFileSync(`${root}/claims2/.git`, "gitdir: own\n");
    Deno.writeTextFileSync(`${root}/claims2/own/gitdir`, `${root}/claims2/.git\n`);
    Deno.writeTextFileSync(`${root}/claims2/own/commondir`, `${project.dir}/.git\n`);
    assertEquals(await at(`${root}/claims2`), 0);
    // Another repository within the trusted one, such as a submodule.
    Deno.mkdirSync(`${project.dir}/deps/other/.git`, { recursive: true });
    Deno.mkdirSync(`${project.dir}/deps/other/sub`);
    Deno.writeTextFileSync(`${project.dir}/deps/other/eslint.config.js`, "");
    assertEquals(await at(`${project.dir}/deps/other`), 0);
  },
});

Deno.test({
  name: "a consent is void when the folder has another owner",
  ignore,
  fn: async () => {
    using project = projectWith("eslint", { "eslint.config.js": "" });
    assertEquals((await project.command("trust", project.dir)).code, 0);
    const path = `${project.state}/trusted.json`;
    const text = Deno.readTextFileSync(path);
    assertEquals((Deno.statSync(path).mode ?? 0) & 0o777, 0o600);
    assertStringIncludes((await project.command("trust", "--list")).stdout, `${project.dir}: trusted`);
    Deno.writeTextFileSync(path, text.replace(/"owner": \d+/, '"owner": 12345'));
    await project.edit("sub/a.js", { old: "x", text: "y" });
    assertEquals(ran(project), 0);
    assertStringIncludes((await project.command("trust", "--list")).stdout, "void");
  },
});

Deno.test("a folder's name cannot put a command of its own into the one that is advised", () => {
  using dir = temporaryFolder();
  const missing = {
    root: "/p/a;touch '$(touch b)'",
    linter: "eslint",
    needed: { kind: "needs-consent", file: "", why: "it is" },
  } as const;
  const advised = `fasthook trust ${shellWord(missing.root)}, if you trust`;
  assertStringIncludes(consentMessage(missing, folderAt(dir.path)), advised);
  assert(advised.includes("'/p/a;touch "));
});
