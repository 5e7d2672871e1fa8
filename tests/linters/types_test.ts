/**
 * Types: what the real TypeScript 7 and `deno check` find, and when it is reported.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { type Edit, editEvent } from "../support/events.ts";
import { findingLines, Project, tool, TOOL_PATH, versionFolder } from "../support/linters.ts";
import { DEFAULTS } from "../../lib/config/settings.ts";
import { findWanted } from "../../lib/linters/configured.ts";
import { isDeferred } from "../../lib/linters/type_errors.ts";

const VERSION = "typescript@7.0.2";
const FOLDER = versionFolder(VERSION);

/** A test with the real TypeScript; visibly skipped where it is not installed. */
function typescript(name: string, fn: (project: Project) => Promise<void>): void {
  const isAbsent = FOLDER === undefined || Deno.build.os === "windows";
  Deno.test({
    name: isAbsent ? `${VERSION}: ${name} (skipped: it is not installed)` : `${VERSION}: ${name}`,
    ignore: isAbsent,
    fn: async () => {
      using project = new Project(FILES);
      project.path = `${FOLDER}:${TOOL_PATH}`;
      await fn(project);
    },
  });
}

const FILES = {
  "tsconfig.json":
    '{ "compilerOptions": { "strict": true, "noEmit": true, "module": "nodenext" }, "include": ["src"] }',
  "src/add.ts": "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
  "src/app.ts": [
    'import { add } from "./add.js";',
    "",
    "const wrong: string = add(1, 2);",
    "export const sum = add(3, 4);",
    "export const text = `${wrong} ${sum}`;",
    "",
  ].join("\n"),
};

const LINE = "linters/typescript (guidance): ";
const ARGUMENT = "TS2345 Argument of type 'string' is not assignable to parameter of type 'number'.";

/** The lines of a reply by context. */
function findings(stdout: string): string[] {
  const text: string = stdout === "" ? "" : JSON.parse(stdout).hookSpecificOutput.additionalContext;
  return text.split("\n").filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
}

const READ = { tool_name: "Read", tool_input: {}, tool_response: "" };

/** Ends a batch in which the model only read something. */
async function readBatch(project: Project, session_id: string): Promise<string[]> {
  const { stdout } = await project.send({
    hook_event_name: "PostToolBatch",
    session_id,
    tool_calls: [READ],
  });
  return findings(stdout);
}

async function editIn(
  project: Project,
  session_id: string,
  { path, ...edit }: Edit & { readonly path: string },
): Promise<string[]> {
  const file = `${project.dir}/${path}`;
  const before = Deno.readTextFileSync(file);
  project.write(path, before.replace(edit.old, () => edit.text));
  return findingLines(await project.send({ ...editEvent(file, before, edit), session_id }));
}

typescript("an edit's wrong argument is reported, and no old error", async (project) => {
  assertEquals(
    findingLines(await project.edit("src/app.ts", { old: "sum = add(3, 4)", text: 'sum = add(3, "4")' })),
    [
      `${LINE}4:27 ${ARGUMENT}`,
    ],
  );
  assertEquals(findingLines(await project.edit("src/app.ts", { old: "${sum}", text: "${sum}!" })), []);
});

typescript("a syntax error is reported at once", async (project) => {
  assertEquals(findingLines(await project.edit("src/app.ts", { old: "add(3, 4)", text: "add(3, 4" })), [
    `${LINE}4:28 TS1005 ')' expected.`,
  ]);
});

typescript(
  "a call elsewhere that the edit broke waits until the model does something else",
  async (project) => {
    project.write("src/app.ts", `${FILES["src/add.ts"]}export const sum = add(1, 2);\n`);
    const edit = { path: "src/app.ts", old: "b: number", text: "b: number, c: number" };
    assertEquals(await editIn(project, "one", edit), []);
    assertEquals(await readBatch(project, "one"), [`${LINE}4:20 TS2554 Expected 3 arguments, but got 2.`]);
    assertEquals(await readBatch(project, "one"), []);
  },
);

typescript("a name that nothing defines yet waits, also in a new file", async (project) => {
  const edit = { path: "src/app.ts", old: "add(3, 4)", text: "add(3, four)" };
  assertEquals(await editIn(project, "one", edit), []);
  project.write("src/app.ts", Deno.readTextFileSync(`${project.dir}/src/app.ts`).replace("four", "4"));
  assertEquals(await readBatch(project, "one"), []);
  assertEquals(await editIn(project, "two", edit), []);
  assertEquals(await readBatch(project, "two"), [`${LINE}4:27 TS2304 Cannot find name 'four'.`]);
});

typescript("more than three of its findings are counted", async (project) => {
  const wrong = ["1", "2", "3", "4"].map((digit) => `export const v${digit}: null = ${digit};`).join("\n");
  const found = findingLines(
    await project.edit("src/add.ts", { old: "export function", text: `${wrong}\nexport function` }),
  );
  assertEquals(found.length, 3);
  assert(found[2]?.endsWith("(1 more on these lines)"), found[2]);
});

typescript("a file that no project includes is not checked", async (project) => {
  project.write("scripts/one.ts", "const a = 1;\n");
  assertEquals(
    findingLines(await project.edit("scripts/one.ts", { old: "= 1", text: ': string = 1 + "1".length' })),
    [],
  );
  assertEquals(findingLines(await project.edit("src/add.ts", { old: "a + b", text: '"" + a' })), [
    `${LINE}2:3 TS2322 Type 'string' is not assignable to type 'number'.`,
  ]);
});

typescript("references lead to the project that includes the file", async (project) => {
  project.write("tsconfig.json", '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }');
  project.write("tsconfig.app.json", FILES["tsconfig.json"]);
  assertEquals(findingLines(await project.edit("src/app.ts", { old: "add(3, 4)", text: 'add(3, "4")' })), [
    `${LINE}4:27 ${ARGUMENT}`,
  ]);
});

typescript("a project that is too large for its limit is left alone for an hour", async (project) => {
  project.configure({ typesMs: 50 });
  const edit = { old: "add(3, 4)", text: 'add(3, "4")' };
  assertEquals(findingLines(await project.edit("src/app.ts", edit)), []);
  const { stdout } = await project.command("linters", "src/app.ts");
  assert(
    /paused +it took longer than its limit of 50 ms in this project; it is started again in 60 min; set a larger linterRuns\.typesMs/
      .test(stdout),
    stdout,
  );
  project.configure({});
  project.write("src/app.ts", FILES["src/app.ts"]);
  assertEquals(findingLines(await project.edit("src/app.ts", edit)), []);
});

typescript("an older tsc is not started, and the project's own waits for consent", async (project) => {
  const marker = `${project.dir}/started`;
  project.fake("tsc", `echo started > ${marker}`);
  project.path = project.path.replace(`${FOLDER}:`, "");
  const edit = { old: "add(3, 4)", text: 'add(3, "4")' };
  assertEquals(findingLines(await project.edit("src/app.ts", edit)), []);
  const { stdout } = await project.command("linters", "src/app.ts");
  assert(/\/tsc, which is not started: typescript 7 or newer is needed/.test(stdout), stdout);
  const doctor = await project.command("doctor");
  assert(
    /note +linters .*typescript is asked for by \S+tsconfig\.json, and \S+\/tsc is another version/.test(
      doctor.stdout,
    ),
    doctor.stdout,
  );
  await Deno.symlink(FOLDER?.replace(/\/\.bin$/, "") ?? "", `${project.dir}/node_modules`);
  project.write("src/app.ts", FILES["src/app.ts"]);
  assertEquals(findingLines(await project.edit("src/app.ts", edit)), []);
  assertEquals((await project.command("trust")).code, 0);
  project.write("src/app.ts", FILES["src/app.ts"]);
  assertEquals(findingLines(await project.edit("src/app.ts", edit)), [`${LINE}4:27 ${ARGUMENT}`]);
  assertEquals(await Deno.stat(marker).then(() => true, () => false), false);
});

/** Ends a turn. */
async function endTurn(project: Project, session_id: string, isActive = false): Promise<string> {
  const { code, stdout, stderr } = await project.send({
    hook_event_name: "Stop",
    session_id,
    stop_hook_active: isActive,
  }, ["--reply=context"]);
  assertEquals([code, stderr], [0, ""]);
  return stdout;
}

typescript(
  "the end of a turn reports what it broke in other files, once, and blocks nothing",
  async (project) => {
    project.configure({}, { types: true });
    const edit = { path: "src/add.ts", old: "a: number, b: number", text: "a: number, b: string" };
    const fix = { path: "src/add.ts", old: "a + b", text: "a + Number(b)" };
    assertEquals(await editIn(project, "one", edit), []);
    assertEquals(await editIn(project, "one", fix), []);
    const stdout = await endTurn(project, "one");
    const { hookSpecificOutput, ...rest } = JSON.parse(stdout);
    assertEquals(rest, {});
    assertEquals(hookSpecificOutput.hookEventName, "Stop");
    assertEquals(findings(stdout), [
      "linters/typescript (guidance): src/app.ts:3:30 TS2345 Argument of type 'number' is not assignable to parameter of " +
      "type 'string'. (also at 4:27)",
    ]);
    assertEquals(await endTurn(project, "one"), "");
  },
);

typescript("the end of a turn that broke nothing is silent, whatever was broken before", async (project) => {
  project.configure({}, { types: true });
  const edit = { path: "src/add.ts", old: "return a + b", text: "return b + a" };
  assertEquals(await editIn(project, "one", edit), []);
  assertEquals(await endTurn(project, "one"), "");
});

typescript(
  "a turn that goes on for a hook's sake, and a person who has not asked, hear nothing",
  async (project) => {
    const edit = { path: "src/add.ts", old: "a: number, b: number", text: "a: number, b: number, c: number" };
    assertEquals(await editIn(project, "one", edit), []);
    assertEquals(await endTurn(project, "one"), "");
    project.write("src/add.ts", FILES["src/add.ts"]);
    project.configure({}, { types: true });
    assertEquals(await editIn(project, "one", edit), []);
    assertEquals(await endTurn(project, "one", true), "");
    assertEquals(findings(await endTurn(project, "one")).length, 1);
  },
);

typescript("a project that is too large at edits is checked when the turn ends", async (project) => {
  project.configure({ typesMs: 50 }, { types: true });
  const edit = { path: "src/app.ts", old: "add(3, 4)", text: 'add(3, "4")' };
  assertEquals(await editIn(project, "one", edit), []);
  assertEquals(findings(await endTurn(project, "one")), [
    `linters/typescript (guidance): src/app.ts:4:27 ${ARGUMENT}`,
  ]);
});

const hasDeno = tool("deno") !== undefined && Deno.build.os !== "windows";
Deno.test({
  name: `deno check reports what an edit caused, and no old error${
    hasDeno ? "" : " (skipped: there is no deno here)"
  }`,
  ignore: !hasDeno,
  fn: async () => {
    using project = new Project({
      "deno.json": "{}",
      "tsconfig.json": "{}",
      "src/add.ts": FILES["src/add.ts"],
      "src/app.ts": FILES["src/app.ts"].replace("./add.js", "./add.ts"),
    });
    assertEquals(
      findingLines(await project.edit("src/app.ts", { old: "sum = add(3, 4)", text: 'sum = add(3, "4")' })),
      [
        `linters/deno-check (guidance): 4:27 ${ARGUMENT}`,
      ],
    );
    assertEquals(findingLines(await project.edit("src/app.ts", { old: "${sum}", text: "${sum}!" })), []);
  },
});

Deno.test({
  name: `deno check reports when the turn ends what it broke in another file${
    hasDeno ? "" : " (skipped: there is no deno here)"
  }`,
  ignore: !hasDeno,
  fn: async () => {
    using project = new Project({
      "deno.json": "{}",
      "src/add.ts": FILES["src/add.ts"],
      "app.ts": FILES["src/app.ts"].replace("./add.js", "./src/add.ts"),
      "other.ts": "export const wrong: string = 1;\n",
    });
    project.configure({ typesMs: 50 }, { types: true });
    const edit = { path: "src/add.ts", old: "a: number, b: number", text: "a: number, b?: string" };
    assertEquals(await editIn(project, "one", edit), []);
    const fix = { path: "src/add.ts", old: "a + b", text: "a + Number(b)" };
    assertEquals(await editIn(project, "one", fix), []);
    assertEquals(findings(await endTurn(project, "one")), [
      "linters/deno-check (guidance): app.ts:3:30 TS2345 Argument of type 'number' is not assignable to parameter of " +
      "type 'string'. (also at 4:27)",
    ]);
    assertEquals(await endTurn(project, "one"), "");
  },
});

Deno.test("a project of Deno's is not checked by TypeScript, also in a folder below", () => {
  using project = new Project({ "tsconfig.json": "{}", "deno.json": "{}", "web/tsconfig.json": "{}" });
  const ids = (path: string): string[] =>
    findWanted(`${project.dir}/${path}`, {
      linters: DEFAULTS.linters,
      projectDir: project.dir,
      within: { contains: () => true },
    }).map(({ row }) => row.id);
  assertEquals(ids("a.ts"), ["deno-lint", "deno-check"]);
  assertEquals(ids("lib/a.ts"), ["deno-lint", "deno-check"]);
  // Nearer than deno.json.
  assertEquals(ids("web/a.ts"), ["deno-lint", "typescript", "deno-check"]);
  assertEquals(ids("web/a.js"), ["deno-lint"]);
});

Deno.test("isDeferred() keeps what is certain: syntax, and types that do not fit on the edit's own lines", () => {
  const error = (code: string): Parameters<typeof isDeferred>[0] => ({
    line: 1,
    column: 1,
    code,
    message: "m",
    level: "error",
    fixable: false,
  });
  assertEquals(isDeferred(error("TS2345"), "edited"), false);
  assertEquals(isDeferred(error("TS2345"), "elsewhere"), true);
  assertEquals(isDeferred({ ...error("TS1005"), level: "syntax" }, "elsewhere"), false);
  for (const code of ["TS2304", "TS2305", "TS2307", "TS2339", "TS2552", "TS6133"]) {
    assertEquals(isDeferred(error(code), "edited"), true, code);
  }
});
