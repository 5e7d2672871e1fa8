import { assertEquals } from "@std/assert";
import { type Edit, Project, told, tool } from "./linters.ts";

/** One linter, a clean file, an edit that breaks it, and one that changes another line while it is broken. */
interface Case {
  readonly linter: string;
  readonly program: string;
  readonly files: Readonly<Record<string, string>>;
  readonly file: string;
  readonly breaks: Edit;
  readonly expected: readonly string[];
  readonly other: Edit;
}

const SCRIPT = `const limit = 10;

export function sum(list) {
  let total = 0;
  for (const each of list) total += each;
  return total < limit ? total : limit;
}

export const name = "sum";
`;

const CASES: readonly Case[] = [
  {
    linter: "ruff",
    program: "ruff",
    files: { "pyproject.toml": '[tool.ruff.lint]\nselect = ["E", "F"]\n' },
    file: "src/app.py",
    breaks: { old: "return total\n", text: "return totl\n" },
    expected: ["linters/ruff (guidance): 5:12 F821 Undefined name `totl`"],
    other: { old: '"sum"', text: '"total"' },
  },
  {
    linter: "ruff, a syntax error",
    program: "ruff",
    files: { "ruff.toml": "" },
    file: "src/app.py",
    breaks: { old: "def add(list):", text: "def add(list:" },
    expected: ["linters/ruff (guidance): 2:14 syntax Expected `)`, found newline"],
    other: { old: "", text: "" },
  },
  {
    linter: "biome",
    program: "biome",
    files: { "biome.json": "{}" },
    file: "src/sum.js",
    breaks: { old: "total < limit", text: "total == limit" },
    expected: [
      "linters/biome (guidance): 6:16 suspicious/noDoubleEquals Using == may be unsafe if you are relying on type coercion.",
    ],
    other: { old: '"sum"', text: '"total"' },
  },
  {
    linter: "oxlint",
    program: "oxlint",
    files: { ".oxlintrc.json": "{}" },
    file: "src/sum.js",
    breaks: { old: "  let total = 0;", text: "  let total = 0; debugger;" },
    expected: ["linters/oxlint (guidance): 4:18 eslint(no-debugger) `debugger` statement is not allowed"],
    other: { old: '"sum"', text: '"total"' },
  },
  {
    linter: "eslint",
    program: "eslint",
    files: { "eslint.config.mjs": 'export default [{ rules: { "no-undef": "error" } }];\n' },
    file: "src/sum.js",
    breaks: { old: "total += each", text: "total += item" },
    expected: ["linters/eslint (guidance): 5:37 no-undef 'item' is not defined."],
    other: { old: '"sum"', text: '"total"' },
  },
  {
    linter: "deno-lint",
    program: "deno",
    files: { "deno.json": "{}" },
    file: "src/sum.js",
    breaks: { old: "  let total = 0;", text: "  let total = 0; debugger;" },
    expected: ["linters/deno-lint (guidance): 4:18 no-debugger `debugger` statement is not allowed"],
    other: { old: '"sum"', text: '"total"' },
  },
  {
    linter: "shellcheck",
    program: "shellcheck",
    files: {},
    file: "run.sh",
    breaks: { old: 'rm "$1"', text: "rm $1" },
    expected: [
      "linters/shellcheck (guidance): 3:4 SC2086 Double quote to prevent globbing and word splitting.",
    ],
    other: { old: "done", text: "all done" },
  },
  {
    linter: "gofmt",
    program: "gofmt",
    files: { "go.mod": "module x\n" },
    file: "main.go",
    breaks: { old: 'println("a")', text: 'println("a"' },
    expected: [
      "linters/gofmt (guidance): 4:13 syntax missing ',' before newline in argument list",
    ],
    other: { old: "", text: "" },
  },
];

const CLEAN: Readonly<Record<string, string>> = {
  "src/app.py":
    'def add(list):\n    total = 0\n    for each in list:\n        total += each\n    return total\n\n\nNAME = "sum"\n',
  "src/sum.js": SCRIPT,
  "run.sh": '#!/bin/sh\nset -eu\nrm "$1"\necho done\n',
  "main.go": 'package main\n\nfunc main() {\n\tprintln("a")\n}\n',
};

for (const { linter, program, files, file, breaks, expected, other } of CASES) {
  const isAbsent = tool(program) === undefined;
  Deno.test({
    name: `${linter} tells what an edit broke, and nothing when another line is changed${
      isAbsent ? ` (skipped: there is no ${program} here)` : ""
    }`,
    ignore: isAbsent || Deno.build.os === "windows",
    fn: async () => {
      using project = new Project({ ...files, [file]: CLEAN[file] ?? "" });
      const quiet = await project.edit(file, { old: "", text: "" });
      assertEquals([quiet.code, quiet.stderr, quiet.stdout], [0, "", ""]);
      const broken = await project.edit(file, breaks);
      assertEquals(told(broken), expected);
      assertEquals(broken.code, 2);
      if (other.old === "") return;
      const elsewhere = await project.edit(file, other);
      assertEquals([elsewhere.code, elsewhere.stderr, elsewhere.stdout], [0, "", ""]);
    },
  });
}
