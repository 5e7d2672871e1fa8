/**
 * Linters in the versions that projects have, each from npm.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { findingLines, Project, TOOL_PATH, versionFolder } from "../support/linters.ts";

/** A test with one version; visibly skipped where it is not installed. */
function withVersion(name: string, version: string, fn: (path: string) => Promise<void>): void {
  const folder = versionFolder(version);
  const isAbsent = folder === undefined || Deno.build.os === "windows";
  Deno.test({
    name: isAbsent ? `${version}: ${name} (skipped: it is not installed)` : `${version}: ${name}`,
    ignore: isAbsent,
    fn: () => fn(`${folder}:${TOOL_PATH}`),
  });
}

/** A Write event of a file that the project has. */
function write(project: Project, file: string, content: string): Record<string, unknown> {
  project.write(file, content);
  const file_path = `${project.dir}/${file}`;
  return {
    tool_name: "Write",
    tool_input: { file_path, content },
    tool_response: { type: "create", filePath: file_path, structuredPatch: [], originalFile: null },
  };
}

const BIOMES = ["1.9.4", "2.0.6", "2.2.7", "2.3.0", "2.4.0"].map((version) => `biome@${version}`);

for (const version of BIOMES) {
  withVersion("a problem has its place and Biome's words", version, async (path) => {
    using project = new Project({ "biome.json": "{}" });
    project.path = path;
    const content = 'export const ä = "😀";\n\nexport function f() {\n  /* é */ debugger;\n}\n';
    const [found = "", ...others] = findingLines(await project.send(write(project, "a.js", content)));
    assertEquals(found.split(" (")[0], "linters/biome");
    assert(
      found.includes("): 4:11 suspicious/noDebugger This is an unexpected use of the debugger statement."),
      found,
    );
    assertEquals(others, []);
  });

  withVersion("what can be fixed is known", version, async (path) => {
    using project = new Project({ "biome.json": '{"linter":{"rules":{"style":{"useConst":"error"}}}}' });
    project.path = path;
    const [found = ""] = findingLines(
      await project.send(write(project, "a.js", "let x = 1;\nexport { x };\n")),
    );
    assert(/\): 1:1 style\/useConst .*fix: \S*biome lint /.test(found), found);
  });

  withVersion("a file that cannot be read gives one problem", version, async (path) => {
    using project = new Project({ "biome.json": "{}" });
    project.path = path;
    const found = findingLines(
      await project.send(write(project, "a.js", "export const a = 1;\n\nconst b = (;\n")),
    );
    assertEquals(found.length, 1);
    assert(/\): 3:\d+ syntax [Ee]xpected/.test(found[0] ?? ""), found[0]);
  });

  withVersion(
    "a file that is too large for its configuration is no problem, and no failure",
    version,
    async (path) => {
      using project = new Project({ "biome.json": '{"files":{"maxSize":100}}' });
      project.path = path;
      for (let time = 0; time < 4; time++) {
        // deno-lint-ignore no-await-in-loop -- one after another, as in a session
        const large = await project.send(
          write(project, "a.js", `debugger;${"x();".repeat(40)}//${time}\n`),
        );
        assertEquals([large.code, large.stdout, large.stderr], [0, "", ""]);
      }
      // The breaker is closed.
      assertEquals(findingLines(await project.send(write(project, "b.js", "debugger;\n"))).length, 1);
    },
  );
}

for (const version of ["oxlint@1.0.0", "oxlint@1.30.0"]) {
  withVersion("files that its configuration leaves out are no failures", version, async (path) => {
    using project = new Project({ ".oxlintrc.json": '{"ignorePatterns":["gen/**"]}' });
    project.path = path;
    for (let time = 0; time < 4; time++) {
      // deno-lint-ignore no-await-in-loop -- one after another, as in a session
      const ignored = await project.send(write(project, `gen/f${time}.js`, `debugger; // ${time}\n`));
      assertEquals([ignored.code, ignored.stdout, ignored.stderr], [0, "", ""]);
    }
    const [found = ""] = findingLines(await project.send(write(project, "src/a.js", "debugger;\n")));
    assert(found.includes("1:1 eslint(no-debugger)"), found);
  });
}

for (const version of ["eslint@8.57.1", "eslint@9.39.1"]) {
  withVersion("a flat configuration that prints lines", version, async (path) => {
    const config = 'console.log("[env] 3 variables");\nconsole.info("{ cache: off }");\n' +
      'export default [{ rules: { "no-debugger": "error" } }];\nconsole.log("[]");\n';
    using project = new Project({ "packages/a/eslint.config.mjs": config });
    project.path = path;
    // Its configuration is a program.
    assertEquals((await project.command("trust")).code, 0);
    assertEquals(findingLines(await project.send(write(project, "packages/a/m.js", "debugger;\n"))), [
      "linters/eslint (guidance): 1:1 no-debugger Unexpected 'debugger' statement.",
    ]);
  });
}

for (const version of ["eslint@8.57.1", "eslint@9.39.1"]) {
  withVersion("a configuration that needs WebAssembly and fetch", version, async (path) => {
    const config = `await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
new WebAssembly.Memory({ initial: 2, maximum: 65536 });
await fetch("data:text/plain,x");
export default [{ rules: { "no-debugger": "error" } }];
`;
    using project = new Project({ "eslint.config.mjs": config });
    project.path = path;
    assertEquals((await project.command("trust")).code, 0);
    const [found = ""] = findingLines(await project.send(write(project, "m.js", "debugger;\n")));
    assert(found.includes("1:1 no-debugger"), found);
  });
}

withVersion("the native program is started, not the script around it", "biome@2.4.0", async (path) => {
  using project = new Project({ "biome.json": "{}" });
  project.path = path;
  project.fake("node", "exit 7");
  const [found = ""] = findingLines(await project.send(write(project, "a.js", "debugger;\n")));
  assert(found.includes("1:1 suspicious/noDebugger"), found);
});

for (const [version, isTooOld] of [["0.16.12", true], ["1.0.0", false]] as const) {
  Deno.test(`linters says whether oxlint ${version} is too old, and why`, async () => {
    using project = new Project({ ".oxlintrc.json": "{}" });
    project.fake("oxlint", `echo "Version: ${version}"`);
    const { stdout } = await project.command("linters", "--json");
    const rows: unknown = JSON.parse(stdout);
    assert(Array.isArray(rows));
    const { version: found, tooOld } = rows.find(({ id }) => id === "oxlint");
    assertEquals(found, version);
    assertEquals(
      tooOld,
      isTooOld ? "too old: from 1.0 on, because older ones report bytes instead of lines" : null,
    );
  });
}
