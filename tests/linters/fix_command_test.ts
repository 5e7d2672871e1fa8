import { assert, assertEquals } from "@std/assert";
import { type Fix, fixCommand } from "../../lib/linters/fix_command.ts";
import type { LintProblem } from "../../lib/linters/linter.ts";
import { LINTERS } from "../../lib/linters/table.ts";

interface Given {
  readonly id?: string;
  readonly codes?: readonly string[];
  readonly all?: readonly LintProblem[];
  readonly spared?: readonly LintProblem[];
  readonly path?: string;
  readonly folder?: string;
  readonly command?: string;
  readonly cwd?: string;
}

async function command(given: Given): Promise<string> {
  const {
    id = "ruff",
    codes = ["F541"],
    spared = [],
    path = "/home/quay/lib/a.py",
    folder = "/home/quay",
    cwd = "/home/quay",
  } = given;
  const row = LINTERS.find((row) => row.id === id);
  assert(row?.program !== undefined);
  const fix: Fix = { row, module: await row.load(), codes, all: given.all ?? [], spared };
  return fixCommand(fix, { path, cwd, checks: [{ row, folder, command: given.command ?? row.program }] });
}

const UNUSED: LintProblem = {
  line: 1,
  column: 8,
  code: "F401",
  message: "`os` imported but unused",
  level: "error",
  fixable: true,
};

Deno.test("fixCommand() names the file as the session's folder sees it, and only the rules that were reported", async () => {
  assertEquals(await command({}), "ruff check --select F541 --fix lib/a.py");
  assertEquals(await command({ codes: ["F541", "UP034"] }), "ruff check --select F541,UP034 --fix lib/a.py");
  assertEquals(await command({ cwd: "/home/quay/lib/." }), "ruff check --select F541 --fix a.py");
  assertEquals(await command({ cwd: "/q" }), "ruff check --select F541 --fix /home/quay/lib/a.py");
  assertEquals(
    await command({ path: "/home/quay/my lib/it's.py" }),
    "ruff check --select F541 --fix 'my lib/it'\\''s.py'",
  );
});

Deno.test("fixCommand() runs a program that PATH does not lead to by its path", async () => {
  assertEquals(
    await command({ command: "/home/quay/.venv/bin/ruff", cwd: "/home/quay/lib" }),
    "../.venv/bin/ruff check --select F541 --fix a.py",
  );
  assertEquals(
    await command({ command: "/opt/x/ruff" }),
    "/opt/x/ruff check --select F541 --fix lib/a.py",
  );
});

Deno.test("fixCommand() goes to the folder where a linter finds its configuration", async () => {
  const given = {
    id: "eslint",
    codes: ["no-var"],
    path: "/home/quay/packages/b/m.js",
    folder: "/home/quay/packages/b",
  };
  assertEquals(await command(given), "cd packages/b && eslint --fix m.js");
  assertEquals(await command({ ...given, cwd: "/home/quay/packages/b" }), "eslint --fix m.js");
  assertEquals(
    await command({ ...given, command: "/home/quay/node_modules/.bin/eslint" }),
    "cd packages/b && ../../node_modules/.bin/eslint --fix m.js",
  );
  assertEquals(
    await command({ ...given, id: "biome", codes: ["style/useConst"] }),
    "cd packages/b && biome lint --only=style/useConst --write m.js",
  );
});

Deno.test("fixCommand() leaves the command out where it would fix what the next edit needs", async () => {
  const eslint = { id: "eslint", path: "/home/quay/a.js", codes: ["no-var"] };
  assertEquals(await command({ ...eslint, spared: [UNUSED] }), "");
  assertEquals(await command({ ...eslint, spared: [{ ...UNUSED, fixable: false }] }), "eslint --fix a.js");
  // ruff fixes the named rules only.
  assertEquals(await command({ spared: [UNUSED] }), "ruff check --select F541 --fix lib/a.py");
  assertEquals(await command({ cwd: "" }), "");
  assertEquals(await command({ id: "shellcheck" }), "");
});

Deno.test("fixCommand() gives no command that would also fix other rules than those that were reported", async () => {
  const eslint = { id: "eslint", codes: ["no-var"], path: "/home/quay/a.js" };
  const old: LintProblem = { ...UNUSED, code: "semi" };
  assertEquals(await command({ ...eslint, all: [old] }), "");
  assertEquals(await command({ ...eslint, all: [{ ...old, fixable: false }] }), "eslint --fix a.js");
  assertEquals(await command({ ...eslint, all: [{ ...old, code: "no-var" }] }), "eslint --fix a.js");
  // ruff fixes only what it is told to fix.
  assertEquals(await command({ all: [UNUSED] }), "ruff check --select F541 --fix lib/a.py");
});
