import { assertEquals } from "@std/assert";
import { projectFileOf } from "../../lib/linters/project_file.ts";
import { temporaryFolder } from "../support/state.ts";

type Given = Partial<Parameters<typeof projectFileOf>[1]>;

function found(path: string, context: Given, os: typeof Deno.build.os = "linux"): string {
  const file = projectFileOf(path, { projectDir: "", cwd: "", home: "", ...context }, os);
  return file === undefined ? "none" : `${file.projectDir} | ${file.path}`;
}

Deno.test("projectFileOf() takes the agent's project, and nothing outside it", () => {
  assertEquals(found("/p/a.py", { projectDir: "/p" }), "/p | /p/a.py");
  assertEquals(found("/p/a.py", { projectDir: "/p/" }), "/p | /p/a.py");
  assertEquals(found("/pq/a.py", { projectDir: "/p" }), "none");
  assertEquals(found("/p/a.py", {}), "none");
});

Deno.test("projectFileOf() takes two spellings of a folder for one where the system does", () => {
  assertEquals(found("c:/P/lib/a.py", { projectDir: "C:\\p" }, "windows"), "C:/p | C:/p/lib/a.py");
  assertEquals(found("C:/Pq/a.py", { projectDir: "C:\\p" }, "windows"), "none");
  assertEquals(found("/ha\u0308fen/a.py", { projectDir: "/h\u00e4fen" }, "darwin"), "/häfen | /häfen/a.py");
  assertEquals(found("/ha\u0308fen/a.py", { projectDir: "/h\u00e4fen" }, "linux"), "none");
  assertEquals(found("/P/a.py", { projectDir: "/p" }, "linux"), "none");
});

Deno.test({
  name: "projectFileOf() follows links on the way to the project and to the file",
  ignore: Deno.build.os === "windows",
  fn: () => {
    using dir = temporaryFolder();
    const root = Deno.realPathSync(dir.path);
    Deno.mkdirSync(`${root}/data/p/lib`, { recursive: true });
    Deno.symlinkSync("data", `${root}/short`);
    const expected = `${root}/data/p | ${root}/data/p/lib/a.py`;
    assertEquals(found(`${root}/data/p/lib/a.py`, { projectDir: `${root}/short/p` }), expected);
    assertEquals(found(`${root}/short/p/lib/a.py`, { projectDir: `${root}/data/p` }), expected);
    assertEquals(found(`${root}/short/q/lib/a.py`, { projectDir: `${root}/data/p` }), "none");
  },
});

Deno.test("projectFileOf() takes the repository of the session's folder for a file that is only there", () => {
  using dir = temporaryFolder();
  Deno.mkdirSync(`${dir.path}/wt/.git`, { recursive: true });
  Deno.mkdirSync(`${dir.path}/wt/sub`);
  Deno.mkdirSync(`${dir.path}/plain`);
  const [wt, plain] = [`${dir.path}/wt`, `${dir.path}/plain`];
  assertEquals(found(`${wt}/a.py`, { projectDir: "/p", cwd: `${wt}/sub` }), `${wt} | ${wt}/a.py`);
  assertEquals(found(`${plain}/a.py`, { projectDir: "/p", cwd: plain, home: dir.path }), "none");
  assertEquals(
    found(`${plain}/a.py`, { projectDir: "/", cwd: plain, home: dir.path }),
    `${plain} | ${plain}/a.py`,
  );
  assertEquals(found("/etc/a.py", { projectDir: "/", cwd: plain, home: dir.path }), "none");
});
