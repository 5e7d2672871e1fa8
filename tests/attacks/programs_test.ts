/**
 * No program of a repository runs before its owner has consented, whatever PATH says.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { trustedPath } from "../../lib/linters/find_program.ts";
import { Project, RUFF_FINDING } from "../support/linters.ts";

const isPosix = Deno.build.os !== "windows";

/** Writes a program that leaves a mark when it runs, into the project. */
function plant(project: Project, path: string): void {
  project.write(path, `#!/bin/sh\necho "$0" >>"${project.dir}/ran"\nexit 1\n`);
  Deno.chmodSync(`${project.dir}/${path}`, 0o755);
}

function whatRan(project: Project): string {
  try {
    return Deno.readTextFileSync(`${project.dir}/ran`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return "";
  }
}

const PLANTED = ["node", "prlimit", "kill", "setpriv", "timeout", "sh", "env", "ruff", "fasthook"];

for (const folder of ["node_modules/.bin", "packages/a/node_modules/.bin", ".venv/bin"]) {
  Deno.test({
    name: `with the project's ${folder} first on PATH, a linter and its node are those of the machine`,
    ignore: !isPosix,
    fn: async () => {
      using project = new Project({ "ruff.toml": "", "a.py": "x = 1\n" });
      for (const name of PLANTED) plant(project, `${folder}/${name}`);
      // A linter that is a script, and the program that its first line names.
      project.fake("ruff", "");
      const bin = `${project.dir}/../bin`;
      await Deno.writeTextFile(`${bin}/ruff`, "#!/usr/bin/env node\n");
      await Deno.writeTextFile(`${bin}/node`, `#!/bin/sh\necho '${RUFF_FINDING}'\nexit 1\n`, { mode: 0o755 });
      project.path = `${project.dir}/${folder}:${project.path}`;
      const { code, stderr } = await project.edit("a.py", { old: "x", text: "y" });
      assertEquals(whatRan(project), "");
      assertEquals(code, 2);
      assertStringIncludes(stderr, "linters/ruff");
    },
  });
}

Deno.test({
  name: "a project that is a folder of a repository gets none of the repository's other programs either",
  ignore: !isPosix,
  fn: async () => {
    using project = new Project({ "sub/ruff.toml": "", "sub/a.py": "x = 1\n" });
    plant(project, "node_modules/.bin/ruff");
    project.path = `${project.dir}/node_modules/.bin:/usr/bin:/bin`;
    project.variables = { CLAUDE_PROJECT_DIR: `${project.dir}/sub` };
    const { code, stderr } = await project.edit("sub/a.py", { old: "x", text: "y" });
    assertEquals([code, stderr, whatRan(project)], [0, "", ""]);
  },
});

Deno.test({
  name: "trustedPath() keeps absolute folders that neither the project nor everybody may write to",
  ignore: !isPosix,
  fn: () => {
    const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fasthook-path-" }));
    try {
      for (const name of ["bin", "open", "project/bin", "home/bin"]) {
        Deno.mkdirSync(`${root}/${name}`, { recursive: true });
      }
      Deno.chmodSync(`${root}/open`, 0o1777);
      Deno.symlinkSync(`${root}/project/bin`, `${root}/link`);
      const path = [
        "",
        ".",
        "bin",
        `${root}/bin`,
        `${root}/bin/`,
        `${root}/open`,
        `${root}/project/bin`,
        `${root}/link`,
      ]
        .concat(`${root}/none`, `${root}/bin/../project/bin`, `${root}/home/bin`);
      const env = (name: string): string | undefined =>
        new Map([["PATH", path.join(":")], ["HOME", `${root}/home`]]).get(name);
      assertEquals(
        trustedPath({ env, projectDir: `${root}/project` }),
        [`${root}/bin`, `${root}/bin/`, `${root}/home/bin`].join(":"),
      );
      // A home folder under version control is nobody else's repository.
      Deno.mkdirSync(`${root}/home/.git`);
      Deno.mkdirSync(`${root}/home/notes`);
      assert(trustedPath({ env, projectDir: `${root}/home/notes` }).endsWith(`:${root}/home/bin`));
    } finally {
      Deno.removeSync(root, { recursive: true });
    }
  },
});
