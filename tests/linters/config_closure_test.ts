import { assert, assertEquals } from "@std/assert";
import { configurationTexts } from "../../lib/linters/config_closure.ts";
import { LINTERS } from "../../lib/linters/table.ts";
import { temporaryFolder } from "../support/state.ts";

/** The files that a linter's result depends on, relative to the project. */
function filesOf(id: string, files: Readonly<Record<string, string>>): string[] {
  using dir = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    Deno.mkdirSync(`${dir.path}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    Deno.writeTextFileSync(`${dir.path}/${path}`, text);
  }
  const row = LINTERS.find((row) => row.id === id);
  assert(row?.program !== undefined);
  return configurationTexts(row, { path: `${dir.path}/p/src/lib/a.x`, projectDir: `${dir.path}/p` }).map((
    text,
  ) => text.slice(dir.path.length + 1).split("\n")[0] ?? "").sort();
}

Deno.test("configurationTexts() follows what ruff's configurations extend, and reads Python's version", () => {
  assertEquals(
    filesOf("ruff", {
      "p/src/ruff.toml": 'extend = "../../base/ruff.toml"\nselect = ["E", "F"]\n',
      "base/ruff.toml": 'extend = "more.toml"\n',
      "base/more.toml": "",
      "base/other.toml": "",
      "p/pyproject.toml": "",
      "p/.gitignore": "",
      "ruff.toml": "",
    }),
    ["base/more.toml", "base/ruff.toml", "p/.gitignore", "p/pyproject.toml", "p/src/ruff.toml"],
  );
});

Deno.test("configurationTexts() follows imports of files and packages", () => {
  assertEquals(
    filesOf("eslint", {
      "p/eslint.config.mjs":
        'import base from "./base.mjs";\nimport js from "@eslint/js";\nimport "plain/sub";\nexport default [base, { files: ["src/*.js"] }];\n',
      "p/base.mjs": 'export { default } from "./rules";\n',
      "p/rules/index.js": "",
      "p/node_modules/@eslint/js/package.json": "{}",
      "node_modules/plain/package.json": "{}",
      "node_modules/unused/package.json": "{}",
    }),
    [
      "node_modules/plain/package.json",
      "p/base.mjs",
      "p/eslint.config.mjs",
      "p/node_modules/@eslint/js/package.json",
      "p/rules/index.js",
    ],
  );
});

Deno.test("configurationTexts() ends where configurations extend each other", () => {
  assertEquals(
    filesOf("biome", {
      "p/biome.json": '{ "extends": ["./a.json"] }',
      "p/a.json": '{ "extends": ["./b.json"] }',
      "p/b.json": '{ "extends": ["./a.json"] }',
    }),
    ["p/a.json", "p/b.json", "p/biome.json"],
  );
});
