import { assert, assertEquals, assertThrows } from "@std/assert";
import { decode } from "../../lib/agents/claude_code/decode.ts";
import { type ChangedFile, changedFiles } from "../../lib/linters/written_files.ts";
import { mayConcernLinters } from "../../lib/linters/wants.ts";
import { LinterError, type LintProblem, type Output } from "../../lib/linters/linter.ts";
import { decodeProblems, encodeProblems } from "../../lib/linters/cached_problems.ts";
import { runProgram } from "../../lib/linters/run_program.ts";
import { findProgram } from "../../lib/linters/find_program.ts";
import { type Found, report } from "../../lib/linters/report.ts";
import { changedLines } from "../../lib/linters/changed_lines.ts";
import { LinePlaces } from "../../lib/linters/line_places.ts";
import { temporaryFolder } from "../support/state.ts";
import type { BatchCall } from "../../lib/event/event.ts";
import { withOwedCalls } from "../../lib/hook/owed_calls.ts";
import { handWrittenText } from "../../lib/linters/file_content.ts";
import { splitLines } from "../../lib/linters/lined_text.ts";
import { addOwed, readOwed, removeOwed } from "../../lib/state/owed.ts";
import { LINTERS, lintersOf } from "../../lib/linters/table.ts";
import { findWanted } from "../../lib/linters/configured.ts";
import { DEFAULTS, type LinterSettings } from "../../lib/config/settings.ts";
import { outcomeOf, toolCall } from "../../lib/agents/claude_code/tool_call.ts";
import { editEvent } from "../support/events.ts";
import { hostOf } from "../support/host.ts";
import { PRINTED, PRINTED_PATH } from "./printed.ts";

const output = (rest: Partial<Output>): Output => ({ stdout: "", stderr: "", code: 0, ...rest });

function brief({ line, column, code, level, fixable }: LintProblem): string {
  return `${line}:${column} ${code} ${level}${fixable ? " fixable" : ""}`;
}

for (const row of LINTERS) {
  if (row.program === undefined) continue;
  Deno.test(`${row.id} is read as it prints`, async () => {
    const { parse } = await row.load();
    const printed = PRINTED[row.id];
    assert(printed !== undefined, `tests/linters/printed.ts has no case of ${row.id}`);
    assertEquals(parse(output(printed.output), PRINTED_PATH).map(brief), printed.problems);
  });

  Deno.test(`${row.id} is read, or refused with one word, however its output is cut and mangled`, async () => {
    const { parse } = await row.load();
    const { stdout = "", stderr = "", code = 0 } = PRINTED[row.id]?.output ?? {};
    const texts = [stdout, stderr];
    for (let at = 0; at < Math.max(stdout.length, stderr.length); at += 3) {
      const variants = [
        texts.map((text) => text.slice(0, at)),
        texts.map((text) => text.slice(0, at) + text.slice(at + 7)),
        texts.map((text) => text.slice(0, at).replaceAll(/\d+/g, '"x"')),
        texts.map((text) => `${text.slice(at)}${text}`),
        texts.map((text) => text.replaceAll(/[a-z]{4,}/g, (word, place) => place > at ? "null" : word)),
      ];
      for (const [stdout = "", stderr = ""] of variants) {
        try {
          const problems = parse({ stdout, stderr, code }, PRINTED_PATH);
          for (const { line, column } of problems) assert(line >= 1 && column >= 1);
          assertEquals(decodeProblems(encodeProblems(problems)), problems);
        } catch (error) {
          assert(error instanceof LinterError, String(error));
        }
      }
    }
  });
}

Deno.test("lintersOf() goes by the ending, and for workflows by the folder too", () => {
  const ids = (path: string): string[] => lintersOf(path).map(({ id }) => id);
  assertEquals(ids("/p/a.py"), ["ruff"]);
  assertEquals(ids("/p/a.TS"), ["biome", "oxlint", "eslint", "deno-lint", "typescript", "deno-check"]);
  assertEquals(ids("/p/.github/workflows/ci.yml"), ["actionlint", "yaml"]);
  assertEquals(ids("/p/ci.yml"), ["yaml"]);
  assertEquals(ids("/p/.ci/run"), ["shellcheck"]);
  assertEquals(ids("/p/README.md"), []);
});

// --- which files ---

function bash(command: string, response: Record<string, unknown> = {}): ChangedFile[] {
  const call = toolCall(
    { tool_name: "Bash", tool_input: { command }, tool_response: response },
    outcomeOf(response),
  );
  return changedFiles(call, "/p");
}

const named = (files: readonly ChangedFile[]): string[] =>
  files.map(({ path, change }) => `${path} ${change.kind}`);

Deno.test("changedFiles() names the files that a command plainly writes", () => {
  for (
    const [command, expected] of [
      ["sed -i 's/a/b/' src/a.py", ["/p/src/a.py unknown"]],
      ["sed -i.bak -e 's/a/b/' /q/a.py", ["/q/a.py unknown"]],
      ["cat > src/a.py <<'EOF'\nx > y.py\nEOF", ["/p/src/a.py whole"]],
      ["echo 'x = 1' >> a.py", ["/p/a.py unknown"]],
      ["cat >> a.py <<'EOF'\nx = $y\nEOF", ["/p/a.py appended"]],
      ["cat >> a.py <<EOF\nx = $y\nEOF", ["/p/a.py unknown"]],
      ["cat >> a.py <<EOF\nx = 1\nEOF\ncat <<EOF\n2\nEOF", ["/p/a.py appended"]],
      ["tee -a a.py <<EOF\nx = 1\nEOF", ["/p/a.py appended"]],
      ["cd /q/r && sed -i 's/a/b/' a.py", ["/q/r/a.py unknown"]],
      ["cd /q/r && cd s && sed -i 's/a/b/' a.py", ["/q/r/s/a.py unknown"]],
      ["cd /q/$R && sed -i 's/a/b/' a.py", []],
      ["cd /q; echo a > a.py", ["/q/a.py whole"]],
      ["echo x | tee a.py", ["/p/a.py whole"]],
      ["echo x | tee -a a.py > /dev/null", ["/p/a.py unknown"]],
      ["python a.py 2>&1", []],
      ["python a.py 2> err.py", []],
      ["echo a > a.py; echo b > b.py", ["/p/a.py whole", "/p/b.py whole"]],
      ["for f in 1 2 3 4 5 6; do true; done; tee 1.py 2.py 3.py 4.py 5.py 6.py", []],
      ["echo a > a.py; sed -i 's/a/b/' a.py", ["/p/a.py whole"]],
      ["echo a >> a.py; echo b >> a.py", ["/p/a.py unknown"]],
      ["echo a > $PWD/a.py", ["/p/a.py whole"]],
      ["cd sub && echo a > a.py", ["/p/sub/a.py whole"]],
      ["for f in *.py; do sed -i s/a/b/ $f; done", []],
      ['echo a > "$FILE"', []],
      ["echo a > $(name).py", []],
      ["sed -n 1,5p a.py", []],
      ["grep '>' a.py", []],
    ] as const
  ) {
    assertEquals(named(bash(command)), [...expected], command);
  }
});

Deno.test("changedFiles() takes the event's folder for the one after the command's cd only where the file is there", () => {
  const root = Deno.realPathSync(Deno.makeTempDirSync());
  try {
    Deno.mkdirSync(`${root}/sub/sub`, { recursive: true });
    const found = (command: string, cwd: string): string[] =>
      changedFiles(toolCall({ tool_name: "Bash", tool_input: { command } }, outcomeOf({})), cwd)
        .map(({ path }) => path.replace(root, ""));
    Deno.writeTextFileSync(`${root}/sub/a.py`, "");
    assertEquals(found("cd sub && echo a > a.py", root), ["/sub/a.py"]);
    assertEquals(found("cd sub && echo a > a.py", `${root}/sub`), ["/sub/a.py"]);
    assertEquals(found("cd sub; cd sub && echo a > a.py", `${root}/sub`), ["/sub/sub/sub/a.py"]);
    Deno.writeTextFileSync(`${root}/sub/sub/a.py`, "");
    assertEquals(found("cd sub && echo a > a.py", `${root}/sub`), []);
    assertEquals(found(`cd ${root}/sub && echo a > a.py`, `${root}/sub`), ["/sub/a.py"]);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("changedFiles() believes the event's own list of files that a command edited", () => {
  const files = [
    { filePath: "/p/a.py", structuredPatch: [{ newStart: 3, lines: [" a", "-b", "+c"] }] },
    "b.py",
    { path: "c.py", type: "create" },
    7,
  ];
  const found = bash("make fix", { bashEditDiff: { files, moreFiles: 0 } });
  assertEquals(found.map(({ path, change }) => ({ path, change })), [
    { path: "/p/a.py", change: { kind: "lines", added: [{ line: 4, text: "c" }] } },
    { path: "/p/b.py", change: { kind: "unknown" } },
    { path: "/p/c.py", change: { kind: "whole" } },
  ]);
});

Deno.test("withOwedCalls() looks again at edits after which the model did something else", () => {
  using dir = temporaryFolder();
  const file = `${dir.path}/owed`;
  addOwed(file, { path: "/p/a.py", tool: "Edit", topics: ["1"] });
  addOwed(file, { path: "/p/new.py", tool: "Write", created: true, topics: ["2"] });
  const due = (...batch: readonly [kind: BatchCall["kind"], path: string][]): string[] => {
    const event = decode({ hook_event_name: "PostToolBatch", cwd: "/p", tool_calls: [] });
    assert(event !== undefined);
    const calls = batch.map(([kind, path]) => ({ id: "", kind, path, status: "succeeded" as const }));
    return withOwedCalls({ ...event, batch: calls }, file).calls.map(({ path, status }) =>
      `${path} ${status}`
    );
  };
  const [edited, created] = ["/p/a.py settled", "/p/new.py settled"];
  assertEquals(due(["edit", "/p/a.py"]), [created]);
  assertEquals(due(["edit", "a.py"]), [created]);
  assertEquals(due(["shell", ""]), [edited, created]);
  assertEquals(due(["edit", "/p/a.py"], ["edit", "/p/b.py"]), [edited, created]);
  assertEquals(due(["edit", "/p/a.py"], ["edit", "/p/b.py"], ["edit", "/p/a.py"]), [created]);
  removeOwed(file, "/p/a.py");
  assertEquals(due(["shell", ""]), [created]);
  removeOwed(file, "/p/new.py");
  assertEquals([...Deno.readDirSync(dir.path)], []);
});

Deno.test("readOwed() gathers what was noted about a file, and passes over torn lines", () => {
  using dir = temporaryFolder();
  const file = `${dir.path}/owed`;
  addOwed(file, { path: "/p/a.py", tool: "Write", topics: ["1", "2"] });
  Deno.writeTextFileSync(file, '\n{"path":"/p/x.py","top\n[]\n{"path":1}', { append: true });
  addOwed(file, { path: "/p/a.py", tool: "Edit", topics: ["2", "3"] });
  assertEquals(readOwed(file), [{ path: "/p/a.py", tool: "Edit", topics: ["1", "2", "3"] }]);
  assertEquals(readOwed(`${file}.none`), []);
});

// --- which lines ---

function lines(change: ChangedFile["change"], text: string): number[] {
  const isChanged = changedLines(change, text);
  return text.split("\n").flatMap((_, index) => isChanged(index + 1) ? [index + 1] : []);
}

Deno.test("changedLines() finds the lines of a patch, also after a formatter has moved and changed them", () => {
  const added = [{ line: 3, text: "  const b = 'x'" }, { line: 4, text: "  return b" }];
  const change: ChangedFile["change"] = { kind: "lines", added };
  assertEquals(lines(change, "a\nb\n  const b = 'x'\n  return b\n"), [3, 4]);
  assertEquals(lines(change, 'new\nnew\na\nb\n    const b = "x";\n    return b;\n'), [5, 6]);
  assertEquals(lines(change, "somebody\nelse\nwas\nhere\n"), []);
});

Deno.test("changedLines() takes the last lines of a file for what a command appended", () => {
  const change: ChangedFile["change"] = { kind: "appended", text: "x = 1\ny = 2\n" };
  assertEquals(lines(change, "x = 1\ny = 2\nz\nx = 1\ny = 2\n"), [4, 5]);
  assertEquals(lines(change, "a\nx = 1\ny = 2\nz\n"), [2, 3]);
  assertEquals(lines(change, "a\nz\n"), []);
});

Deno.test("changedLines() finds a text's place where the event has no patch, without the lines that stayed", () => {
  const change: ChangedFile["change"] = {
    kind: "texts",
    texts: [{ before: "def f():\n    return 1\n", text: "def f():\n    return 2\n" }],
  };
  assertEquals(lines(change, "x\ndef f():\n    return 2\n"), [3]);
  assertEquals(lines(change, "x\r\ndef f():\r\n    return 2\r\n"), [3]);
  assertEquals(lines(change, "x\n\n\ndef f():\n  return 2\n"), [5]);
});

Deno.test("changedLines() finds every place of a text that replaced all of its kind, of a hundred at most", () => {
  const change: ChangedFile["change"] = { kind: "texts", texts: [{ before: "let a", text: "let b" }] };
  assertEquals(lines(change, "let b\nx\nlet b\nlet b\n"), [1, 3, 4]);
  assertEquals(lines(change, "let b\n".repeat(150)).at(-1), 100);
});

Deno.test("changedLines() gives equal lines one place each, the nearest one", () => {
  const added = [2, 3, 7].map((line) => ({ line, text: "equal" }));
  const change: ChangedFile["change"] = { kind: "lines", added };
  assertEquals(lines(change, "equal\nequal\nequal\n\n\n\nequal\n"), [2, 3, 7]);
  assertEquals(lines(change, "other\n\nequal\nequal\n\n\n\nequal\n"), [3, 4, 8]);
});

Deno.test("LinePlaces gives out 16,000 places in linear time", () => {
  const count = 16_000;
  let reads = 0;
  const places = new Proxy(Array.from({ length: count }, (_, index) => index + 1), {
    get: (list, key) => (reads++, Reflect.get(list, key)),
  });
  const given = new LinePlaces(places);
  const taken = Array.from({ length: count }, (_, index) => given.takeNear(index + 1));
  assertEquals(taken, [...Array(count).keys()].map((index) => index + 1));
  assertEquals(given.takeNear(1), undefined);
  assert(reads <= 3 * count, `${reads} reads`);
});

// --- what is reported ---

function problem(line: number, rest: Partial<LintProblem> = {}): LintProblem {
  return { line, column: 1, code: `E${line}`, message: "wrong", level: "error", fixable: false, ...rest };
}

type Given = Omit<Found, "fix"> & { readonly fix?: string };

function texts(given: readonly Given[], changed: readonly number[]): string[] {
  const found = given.map(({ fix = "", ...rest }): Found => ({
    ...rest,
    fix: (codes) => fix && `${fix} ${codes.join()}`,
  }));
  return report(found, {
    name: "",
    path: "/p/a.js",
    text: splitLines("", "/p/a.js"),
    isChanged: (line) => changed.includes(line),
    most: 10,
  }).map(({ rule, text }) => `${rule} ${text}`);
}

Deno.test("report() lists problems worst first, and says how to fix those that can be fixed", () => {
  const problems = [problem(1, { level: "warning", fixable: true }), problem(9), problem(2)];
  assertEquals(texts([{ id: "ruff", problems, fix: "fix" }], [1, 2]), [
    "linters/ruff 2:1 E2 wrong",
    "linters/ruff 9:1 E9 wrong",
    "linters/ruff 1:1 E1 wrong (fix: fix E1)",
  ]);
  assertEquals(texts([{ id: "ruff", problems: [problem(3)], fix: "fix" }], []), [
    "linters/ruff 3:1 E3 wrong",
  ]);
});

Deno.test("report() counts what it leaves out of more than ten findings", () => {
  const all = Array.from({ length: 14 }, (_, index) => problem(index + 1));
  const shown = texts([{ id: "ruff", problems: all }], [12]);
  assertEquals(shown.length, 10);
  assertEquals(shown.at(-1), "linters/ruff 10:1 E10 wrong (1 more on these lines; 3 elsewhere in the file)");
});

Deno.test("report() makes one finding of one problem on many lines, and counts one line once", () => {
  const same = (line: number, column = 1): LintProblem => problem(line, { code: "F821", column });
  assertEquals(texts([{ id: "ruff", problems: [same(3), same(1), same(1, 9), same(1, 12)] }], []), [
    "linters/ruff 1:1 F821 wrong (also at 3:1)",
  ]);
  assertEquals(texts([{ id: "ruff", problems: [1, 2, 3, 4, 5, 6, 7, 8].map((line) => same(line)) }], []), [
    "linters/ruff 1:1 F821 wrong (also at 2:1, 3:1, 4:1, 5:1, 6:1 and 2 more)",
  ]);
  assertEquals(texts([{ id: "ruff", problems: [problem(1, { cell: 2 }), problem(1, { cell: 3 })] }], []), [
    "linters/ruff cell 2, 1:1 E1 wrong (also at cell 3, 1:1)",
  ]);
});

Deno.test("report() names once what linters agree on, and only the first syntax error of a file", () => {
  const biome = problem(2, { code: "suspicious/noDebugger", column: 3 });
  const oxlint = problem(2, { code: "eslint(no-debugger)", column: 5 });
  const found = [{ id: "biome", problems: [biome] }, { id: "oxlint", problems: [oxlint] }];
  assertEquals(texts(found, [2]), ["linters/biome 2:3 suspicious/noDebugger wrong"]);
  const broken = problem(7, { level: "syntax", code: "syntax" });
  const eslint = { id: "eslint", problems: [problem(8, { level: "syntax" }), broken] };
  assertEquals(texts([...found, eslint], [2]), ["linters/eslint 7:1 syntax wrong"]);
});

Deno.test("handWrittenText() leaves out what programs wrote and what linters count differently", () => {
  const text = (content: string | Uint8Array<ArrayBuffer>, path = "/p/a.js"): string | undefined =>
    handWrittenText(
      { bytes: typeof content === "string" ? new TextEncoder().encode(content) : content },
      path,
    );
  for (
    const plain of [
      "x = 1\n",
      "a\r\nb\r\n",
      `${"word ".repeat(50)}\n`.repeat(20),
      `const one = "${"x".repeat(900)}";\n`,
      `${"let a = 1;\n".repeat(300)}const one = "${"x".repeat(2000)}";\n`,
      "# This module finds generated files.\n",
      'text = "Code generated by x. DO NOT EDIT."\n',
      "",
    ]
  ) assertEquals(text(plain), plain);
  for (
    const other of [
      "a\rb\r",
      Uint8Array.of(0x23, 0xe4, 0x0a),
      `${"x".repeat(3000)}\n`,
      `/* a license\n${" * of many lines\n".repeat(30)} */\n${"x();".repeat(300)}\n`,
      `${"x();".repeat(100)}\n`.repeat(20),
      "a\0b",
      "// <auto-generated/>\nclass A {}\n",
      "# This file was automatically generated.\nx = 1\n",
      "-- Auto-generated from schema.prisma\nselect 1;\n",
      "// Code generated by protoc-gen-go. DO NOT EDIT.\npackage a\n",
      "/**\n * @generated by tool\n */\nlet x;\n",
      "# This file was automatically generated by X.\n# Do not edit it by hand.\n",
    ]
  ) assertEquals(text(other), undefined, String(other));
  const picture = `{\n "image/png": "${"x".repeat(3000)}"\n}\n`;
  assertEquals(text(picture), undefined);
  assertEquals(text(picture, "/p/a.ipynb"), picture);
});

// --- how a program ends ---

for (const row of LINTERS) {
  if (row.program === undefined) continue;
  Deno.test(`${row.id} is believed with the exit codes of a program that works, and with no other`, async () => {
    const { parse } = await row.load();
    const printed = PRINTED[row.id]?.output ?? {};
    const believed = Array.from({ length: 256 }, (_, code) => code).filter((code) => {
      try {
        parse(output({ ...printed, code }), PRINTED_PATH);
        return true;
      } catch (error) {
        assert(error instanceof LinterError, String(error));
        return false;
      }
    });
    assertEquals(believed, PRINTED[row.id]?.exitCodes);
  });
}

Deno.test({
  name: "runProgram() limits a program that starts no others while it starts",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const { stdout } = await runProgram({
      command: ["/bin/sh"],
      args: ["-c", "sleep 0.5; ulimit -d"],
      cwd: "/",
      env: { PATH: "/usr/bin:/bin" },
      kill: undefined,
      programs: hostOf().programs,
      alone: ["/usr/bin/prlimit", "--data=4294967296", "--pid"],
    }, new AbortController().signal);
    assertEquals(stdout, "4194304\n");
  },
});

Deno.test({
  name: "runProgram() gives every exit code as it is",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const wanted = Array.from({ length: 256 }, (_, code) => code);
    const command = { command: ["/bin/sh"], cwd: "/", env: {}, kill: undefined, programs: hostOf().programs };
    const ended: number[] = [];
    for (const code of wanted) {
      const args = ["-c", `exit ${code}`];
      // deno-lint-ignore no-await-in-loop -- 256 processes at once would be a load test
      ended.push((await runProgram({ ...command, args }, new AbortController().signal)).code);
    }
    assertEquals(ended, wanted);
  },
});

// --- who may be started ---

Deno.test({
  name:
    "findProgram() starts nothing from the project, from where everybody may write, or from a relative PATH",
  ignore: Deno.build.os === "windows",
  fn: () => {
    const root = Deno.realPathSync(Deno.makeTempDirSync());
    try {
      const project = `${root}/project`;
      for (const folder of ["bin", "open", "project/node_modules/.bin"]) {
        Deno.mkdirSync(`${root}/${folder}`, { recursive: true });
        Deno.writeTextFileSync(`${root}/${folder}/ruff`, "#!/bin/sh\n", { mode: 0o755 });
      }
      Deno.chmodSync(`${root}/open`, 0o777);
      Deno.mkdirSync(`${root}/links`);
      Deno.symlinkSync(`${project}/node_modules/.bin/ruff`, `${root}/links/ruff`);
      const find = (path: string): string => {
        const env = (name: string): string | undefined => name === "PATH" ? path : undefined;
        const found = findProgram("ruff", { env, projectDir: project, ownFolders: [] });
        return found.kind === "refused"
          ? found.why
          : found.kind === "found"
          ? found.command.join(" ")
          : found.kind;
      };
      assertEquals(find(`${root}/bin`), `${root}/bin/ruff`);
      assertEquals(find(`${root}/nowhere`), "absent");
      assertEquals(find(`${project}/node_modules/.bin`), "it is inside the project");
      assertEquals(find(`${root}/links`), "it is inside the project");
      assertEquals(find(`${root}/open`), `everybody may write to ${root}/open`);
    } finally {
      Deno.removeSync(root, { recursive: true });
    }
  },
});

// --- whether anything is loaded ---

Deno.test("mayConcernLinters() is true only for a change of a file that some linter looks at", () => {
  const concerns = (json: Record<string, unknown>): boolean =>
    mayConcernLinters(toolCall(json, outcomeOf({})));
  const edit = { old: "1", text: "2" };
  assert(concerns(editEvent("/p/src/a.py", "x = 1\n", edit)));
  assert(!concerns(editEvent("/p/README.md", "x = 1\n", edit)));
  assert(concerns(editEvent("/p/a.json", "1\n", { old: "1", text: "" })));
  assert(!concerns({ tool_name: "Read", tool_input: { file_path: "/p/a.py" } }));
  const command = (command: string): boolean => concerns({ tool_name: "Bash", tool_input: { command } });
  assert(command("echo x > a.py"));
  assert(command("sed -i s/a/b/ a.py"));
  assert(command("sed -i 's|a|b;c > d|' a.py\nls"));
  assert(command("cat > 'my app/[id]/(auth)/h\u00e4fen.py' <<EOF"));
  assert(command('cat > "$PWD/a b.py"'));
  assert(command("cat > my\\ app/a.py"));
  assert(command("cat >a.py<<EOF"));
  assert(command("(cd plain && cat > a.py)"));
  assert(command("sed -i '' -e 's/a/b/' ./a.py"));
  assert(command('sed -i "s/a/b/" "a b.py"'));
  assert(command(`cat <<'EOF' | sort\n${"x\n".repeat(4000)}EOF\nsed -i s/a/b/ a.py`));
  assert(!command("sed -n 1,5p README.md"));
  assert(!command("python a.py 2>&1 | tail"));
  assert(!command("echo x > notes.txt"));
  assert(!command("ls -l"));
});

Deno.test("findWanted() gives the linters that the project configures, as the settings allow", () => {
  const root = Deno.makeTempDirSync();
  try {
    Deno.mkdirSync(`${root}/src`);
    const wanted = (linters: Partial<LinterSettings> = {}, path = `${root}/src/a.py`): string[] =>
      findWanted(path, {
        linters: { ...DEFAULTS.linters, ...linters },
        projectDir: root,
        within: { contains: () => true },
      })
        .map(({ row, because }) => `${row.id}: ${because.replace(root, "")}`);
    assertEquals(wanted(), []);
    assertEquals(wanted({ mode: "all" }), ['ruff: linters is "all"']);
    assertEquals(wanted({ switches: new Map([["ruff", true]]) }), ["ruff: your configuration"]);
    Deno.writeTextFileSync(`${root}/pyproject.toml`, "[tool.black]\n");
    assertEquals(wanted(), []);
    Deno.writeTextFileSync(`${root}/pyproject.toml`, "[tool.ruff]\n");
    assertEquals(wanted(), ["ruff: /pyproject.toml"]);
    assertEquals(wanted({ mode: "off" }), []);
    assertEquals(wanted({ switches: new Map([["ruff", false]]) }), []);
    assertEquals(wanted({ mode: "all" }, "/elsewhere/a.py"), []);
    assertEquals(wanted({}, `${root}/src/a.yml`), ["yaml: the kind of file"]);
    Deno.writeTextFileSync(`${root}/run`, "#!/usr/bin/env bash\n");
    assertEquals(wanted({}, `${root}/run`), ["shellcheck: its first line names a shell"]);
    Deno.writeTextFileSync(`${root}/prompt.bash`, "export A=1\n");
    assertEquals(wanted({}, `${root}/prompt.bash`), ["shellcheck: its ending names a shell"]);
    // Which shell this is for is not known.
    Deno.writeTextFileSync(`${root}/prompt.sh`, "export A=1\n");
    assertEquals(wanted({}, `${root}/prompt.sh`), []);
    for (
      const [name, text] of [["LICENSE", "MIT\n"], [".gitignore", "*.o\n"], [
        "tool",
        "#!/usr/bin/python\n",
      ]]
    ) {
      Deno.writeTextFileSync(`${root}/${name}`, text ?? "");
      assertEquals(wanted({ mode: "all" }, `${root}/${name}`), []);
    }
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("a linter's output that is no list is refused, not read as nothing", async () => {
  const row = LINTERS.find(({ id }) => id === "ruff");
  assert(row?.program !== undefined);
  const { parse } = await row.load();
  assertThrows(() => parse(output({ stdout: "{}" }), ""), LinterError, "garbage");
  assertThrows(() => parse(output({}), ""), LinterError, "no-output");
  assertThrows(() => parse(output({ code: 2, stderr: "ruff failed" }), ""), LinterError, "exit-code");
});
