/**
 * Workspaces as npm and pnpm make them: each package's own programs.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { findingLines, Project, workspaceFolder } from "../support/linters.ts";

/** Copies a folder; files are linked, because a workspace has 90 MB. */
async function copyFolder(from: string, to: string): Promise<void> {
  for (const flags of ["-al", "-a"]) {
    // deno-lint-ignore no-await-in-loop -- the second way is for two file systems
    if ((await new Deno.Command("cp", { args: [flags, `${from}/.`, to], stderr: "null" }).output()).success) {
      return;
    }
  }
  throw new Error(`Cannot copy ${from}`);
}

for (const manager of ["npm", "pnpm"]) {
  const folder = workspaceFolder(manager);
  const isAbsent = folder === undefined || Deno.build.os === "windows";
  Deno.test({
    name: `a workspace of ${manager}: each package is checked with its own linters${
      isAbsent ? " (skipped: it could not be made)" : ""
    }`,
    ignore: isAbsent,
    fn: async () => {
      const config = 'export default [{ rules: { "no-eq-null": "error" } }];\n';
      using project = new Project({ "biome.json": "{}", "packages/a/eslint.config.mjs": config });
      await copyFolder(folder ?? "", project.dir);
      project.path = "/usr/bin:/bin";
      const write = async (file: string): Promise<string[]> => {
        const content = "export const isNone = (a) => a == null || a == 1;\n";
        project.write(file, content);
        const file_path = `${project.dir}/${file}`;
        return findingLines(
          await project.send({
            tool_name: "Write",
            tool_input: { file_path, content },
            tool_response: { type: "create", filePath: file_path, structuredPatch: [], originalFile: null },
          }),
        );
      };
      // Nobody has allowed the project's own programs.
      assertEquals(await write("packages/a/one.js"), []);
      project.configure({ ownPrograms: [project.dir] });
      const inA = await write("packages/a/two.js");
      // These are the words of Biome 2, then those of Biome 1.
      assert(inA.some((found) => found.includes("Using == may be unsafe")), inA.join());
      assert(
        inA.some((found) => found.startsWith("linters/eslint") && found.includes("no-eq-null")),
        inA.join(),
      );
      const inB = await write("packages/b/two.js");
      assert(inB.some((found) => found.includes("Use === instead of ==")), inB.join());
    },
  });
}
