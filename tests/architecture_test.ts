/**
 * Checks the layout of .github/ARCHITECTURE.md: allowed imports, what hook mode loads, which modules write.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };
import { assert, assertEquals } from "@std/assert";
import { isObject, type JsonObject } from "../lib/text/json_object.ts";
import { AGENTS } from "../lib/agents/table.ts";
import { ANALYZERS } from "../lib/analyzers/table.ts";
import { BUNDLE, ROOT, ROOT_URL, runCommand } from "../.github/tasks/program.ts";
import { FIXTURES, run } from "./support/harness.ts";

/** The rooms of lib/, lowest first. A file imports from its own room and from rooms before it, never from later ones. */
const ROOMS = [
  "text",
  "system",
  "event",
  "state",
  "config",
  "agents",
  "linters",
  "analyzers",
  "feedback",
  "hook",
  "commands",
] as const;

/** Folders whose members, each a file or a sub-folder, do not import each other. */
const INDEPENDENT = ["agents", "analyzers", "commands", "config/packs", "linters/programs", "linters/syntax"];

/** What all members of such a folder may import. */
const SHARED =
  /^(?:agents\/reply|agents\/shared\/.*|analyzers\/analyzer|commands\/table|commands\/shared\/.*)$/;

/** Hook mode's static closure: the entry and what it imports without being asked. Each row of a table has its share. */
const MAX_MODULES = 38 + AGENTS.length;
const MAX_BYTES = 120_000 + 2_000 * AGENTS.length + 1_000 * ANALYZERS.length;

/** A longer file does more than one thing. */
const MAX_LINES = 250;
/** Files that are one long table. */
const TABLES = [
  "lib/analyzers/errors/catalogue.ts",
  "lib/commands/shared/built_in_rules.ts",
  "lib/commands/table.ts",
  "lib/config/schema.ts",
  "lib/linters/table.ts",
  "lib/text/run_reports.ts",
];

/** The modules that may change files, end the process or talk to the network. */
const WRITERS = new Set<string>([
  "commands/bench/workspace",
  "commands/shared/lines",
  "linters/end_program",
  "linters/language_server",
  "linters/linux_program",
  "linters/run_program",
  "state/database",
  "state/folder",
  "state/freshness",
  "state/ignored_files",
  "state/journal",
  "state/mentions",
  "state/journal_reader",
  "state/marks",
  "state/missed_deadlines",
  "state/preparation",
  "state/recent_results",
  "state/removal",
  "state/rotation",
  "state/session_files",
  "state/sessions",
  "state/settings_cache",
  "state/text_copies",
  "system/child",
  "system/files",
  "system/readable",
  "system/replace_file",
  "system/rewrite_file",
]);

interface Module {
  readonly specifier: string;
  readonly size: number;
  readonly dependencies: readonly Dependency[];
}

interface Dependency {
  readonly target: string;
  /** How it is imported: types cost nothing when the program runs, dynamic imports only when they are asked for. */
  readonly kind: "static" | "dynamic" | "type";
}

async function graph(): Promise<readonly Module[]> {
  const { code, stdout, stderr } = await run([Deno.execPath(), "info", "--json", `${ROOT}main.ts`], {
    cwd: ROOT,
  });
  assertEquals(code, 0, stderr);
  const info: unknown = JSON.parse(stdout);
  assert(isObject(info) && Array.isArray(info["modules"]));
  return info["modules"].filter(isObject).map((module) => ({
    specifier: String(module["specifier"]),
    size: Number(module["size"] ?? 0),
    dependencies: (Array.isArray(module["dependencies"]) ? module["dependencies"] : []).filter(isObject)
      .map(dependencyOf),
  }));
}

function dependencyOf({ code, type, isDynamic }: JsonObject): Dependency {
  const target = isObject(code) ? code : isObject(type) ? type : {};
  const kind = isObject(code) ? (isDynamic === true ? "dynamic" : "static") : "type";
  return { target: String(target["specifier"]), kind };
}

function nameOf(specifier: string): string | undefined {
  if (!specifier.startsWith(ROOT_URL) || !specifier.endsWith(".ts")) return undefined;
  return specifier.slice(ROOT_URL.length).replace(/^lib\//, "").replace(/\.ts$/, "");
}

/** The room of a module: its first folder. */
function roomOf(name: string): number {
  return ROOMS.findIndex((room) => name.startsWith(`${room}/`));
}

/** The member of an independent folder that a module belongs to. `stats` and `stats/views` are one. */
function memberOf(name: string): { readonly folder: string; readonly member: string } | undefined {
  const folder = INDEPENDENT.find((folder) => name.startsWith(`${folder}/`));
  if (folder === undefined) return undefined;
  return { folder, member: name.slice(folder.length + 1).split("/")[0] ?? "" };
}

const MODULES = await graph();
const OURS = MODULES.filter(({ specifier }) =>
  nameOf(specifier) !== undefined && !specifier.includes("/lib/std/")
);

Deno.test("lib/ holds the rooms and the standard library, and no loose files", async () => {
  const entries = await Array.fromAsync(Deno.readDir(`${ROOT}lib`));
  assertEquals(entries.map(({ name }) => name).sort(), [...ROOMS, "std"].sort());
  for (const { specifier } of OURS) {
    const name = nameOf(specifier) ?? "";
    assert(name === "main" || roomOf(name) >= 0, name);
  }
  assert(OURS.length > 150);
});

Deno.test("no file of lib/ is longer than 250 lines, except for tables", async () => {
  const long = (await sourcesIn("lib")).filter((path) =>
    Deno.readTextFileSync(ROOT + path).trimEnd().split("\n").length > MAX_LINES
  );
  assertEquals(long.sort(), TABLES);
});

Deno.test("imports go down the list of rooms, never up", () => {
  for (const { from, to } of ownImports()) {
    assert(from === "main" || roomOf(to) <= roomOf(from), `${from} imports ${to}`);
  }
});

Deno.test("agents, packs, linters and commands do not import each other, except through a table", () => {
  for (const { from, to } of ownImports()) {
    const [importer, imported] = [memberOf(from), memberOf(to)];
    if (importer === undefined || imported === undefined || importer.folder !== imported.folder) continue;
    const isAllowed = importer.member === imported.member || SHARED.test(to) || from.endsWith("/table");
    assert(isAllowed, `${from} imports ${to}`);
  }
});

Deno.test("no modules import each other in a circle", () => {
  const imports = new Map<string, string[]>();
  for (const { from, to, kind } of ownImports()) {
    // A table loads its rows when they are needed, and a row may read the table.
    if (kind !== "dynamic") imports.set(from, [...imports.get(from) ?? [], to]);
  }
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    assert(!way.includes(name), [...way, name].join(" imports "));
    if (done.has(name)) return;
    for (const next of imports.get(name) ?? []) visit(next, [...way, name]);
    done.add(name);
  };
  for (const name of imports.keys()) visit(name, []);
});

/** All imports between modules of lib/ and main.ts; types included. */
function ownImports(): { readonly from: string; readonly to: string; readonly kind: Dependency["kind"] }[] {
  return OURS.flatMap(({ specifier, dependencies }) =>
    dependencies.flatMap(({ target, kind }) => {
      const to = nameOf(target);
      if (to === undefined || target.includes("/lib/std/")) return [];
      return [{ from: nameOf(specifier) ?? "", to, kind }];
    })
  );
}

Deno.test("every exported function, constant and class is used by another file or its own, not by tests alone", async () => {
  const folders = ["lib", "tests", "bench", ".github"];
  const paths = ["main.ts", ...(await Promise.all(folders.map(sourcesIn))).flat()];
  const sources = new Map(paths.map((path) => [path, Deno.readTextFileSync(`${ROOT}${path}`)]));
  const imported = new Set<string>();
  const tested = new Set<string>();
  for (const [path, source] of sources) {
    const users = path.startsWith("tests/") ? tested : imported;
    const target = (specifier: string): string =>
      new URL(specifier, ROOT_URL + path).href.slice(ROOT_URL.length);
    for (
      const [, names = "", from = ""] of source.matchAll(/^(?:im|ex)port \{([^}]*)\} from "(\.[^"]+)"/gm)
    ) {
      for (const [name] of names.matchAll(/(?<!\bas )\b(?!type\b|as\b)\w+/g)) {
        users.add(`${target(from)} ${name}`);
      }
    }
    // A module that is imported as a whole is one of a table's rows.
    for (
      const [, whole = "", late = ""] of source.matchAll(/\* as \w+ from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)
    ) {
      users.add(target(whole || late));
    }
  }
  const unused = [...sources].flatMap(([path, source]) =>
    path.startsWith("lib/") && !path.startsWith("lib/std/") && !imported.has(path)
      ? [...source.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)]
        .filter(([, name = ""]) =>
          !imported.has(`${path} ${name}`) &&
          !(tested.has(`${path} ${name}`) &&
            [...source.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length > 1)
        ).map(([, name]) => `${path} ${name}`)
      : []
  );
  assertEquals(unused, []);
});

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(`${ROOT}${folder}`));
  const lists = entries.map(({ name, isDirectory }) =>
    isDirectory ? sourcesIn(`${folder}/${name}`) : name.endsWith(".ts") ? [`${folder}/${name}`] : []
  );
  return (await Promise.all(lists)).flat();
}

Deno.test("hook mode's static closure is small and free of foreign modules", () => {
  const closure = new Set<string>();
  const queue = [`${ROOT_URL}main.ts`];
  for (let specifier = queue.pop(); specifier !== undefined; specifier = queue.pop()) {
    if (closure.has(specifier)) continue;
    closure.add(specifier);
    assert(specifier.startsWith(ROOT_URL), specifier);
    assert(!/^(?:node|npm|jsr|https?):/.test(specifier) && !specifier.includes("/lib/std/"), specifier);
    const module = MODULES.find((module) => module.specifier === specifier);
    queue.push(
      ...module?.dependencies.filter(({ kind }) => kind === "static").map(({ target }) => target) ?? [],
    );
  }
  const bytes = MODULES.filter(({ specifier }) => closure.has(specifier)).reduce(
    (sum, { size }) => sum + size,
    0,
  );
  assert(
    closure.size > 5 && closure.size <= MAX_MODULES,
    `${closure.size} modules: ${[...closure].join("\n")}`,
  );
  assert(bytes <= MAX_BYTES, `${bytes} bytes`);
});

Deno.test("no module keeps state of its own, so that two hosts in one process do not meet", () => {
  // A table is written with its rows, state begins empty.
  const state =
    /^(?:export )?(?:let|var) .*|^(?:export )?const \w+(?:: [^=]+)? = (?:new \w+\(\)|\[\]|\{\});$/gm;
  const found = OURS.flatMap(({ specifier }) =>
    (Deno.readTextFileSync(new URL(specifier)).match(state) ?? []).map((line) =>
      `${nameOf(specifier)}: ${line}`
    )
  );
  assertEquals(found.sort(), [
    "state/memory: export const EMPTY_MEMORY: Observations = new Map();",
    "system/terminal: let hasEnded = false;",
  ]);
});

Deno.test("only the host reads the environment", () => {
  for (const { specifier } of OURS) {
    const name = nameOf(specifier) ?? "";
    const source = Deno.readTextFileSync(new URL(specifier));
    assertEquals(/\bDeno\.env\b/.test(source), name === "hook/process_host", name);
  }
});

Deno.test("analyzers are free of foreign modules too", () => {
  for (
    const { specifier, dependencies } of OURS.filter(({ specifier }) => specifier.includes("/analyzers/"))
  ) {
    for (const { target } of dependencies) {
      assert(
        target.startsWith(ROOT_URL),
        `${specifier} imports ${target}`,
      );
    }
  }
});

Deno.test("only the modules that may write files do, and only main.ts ends the process", async () => {
  const writes =
    /\bDeno\.(?:write|mkdir|remove(?!SignalListener)|rename|copy|create|truncate|symlink|link|chmod|chown|utime|open|makeTemp|Command|connect|listen|serve)\w*|\bfetch\(/;
  for (const { specifier } of OURS) {
    const name = nameOf(specifier) ?? "";
    const source = await Deno.readTextFile(new URL(specifier));
    if (!WRITERS.has(name)) assert(!writes.test(source), `${name}: ${writes.exec(source)?.[0]}`);
    assertEquals(source.includes("Deno.exit"), name === "main", name);
  }
});

Deno.test("commands print through printClean(), which lets nothing quoted act on a terminal", async () => {
  for (const { specifier } of OURS.filter(({ specifier }) => specifier.includes("/lib/commands/"))) {
    assert(
      !/\b(?:writeAll\(|Deno\.std(?:out|err)\.write)/.test(await Deno.readTextFile(new URL(specifier))),
      specifier,
    );
  }
});

Deno.test("hook mode loads none of Deno's lazy built-ins", async () => {
  // With everything that the machine says about its network: the first build downloads the bundler.
  const built = await run([Deno.execPath(), "task", "--quiet", "build"], {
    cwd: ROOT,
    env: Deno.env.toObject(),
  });
  assertEquals(built.code, 0, built.stderr);
  const events = (await Deno.readTextFile(`${FIXTURES}claude-code.jsonl`)).trimEnd().split("\n");
  const chosen = events.filter((_, index) => index % 6 === 0);
  for (
    const stdin of [...chosen, "{", '{"tool_name":"Task","tool_input":{},"tool_response":{"success":true}}']
  ) {
    const { code, stdout, stderr } = await run(runCommand(BUNDLE), {
      stdin,
      env: { DENO_LOG_LAZY_LOAD: "1" },
    });
    assert(code <= 2);
    assert(!(stdout + stderr).includes("[lazy]"), stderr);
  }
  // The probe itself works: a program that loads one says so.
  const probe = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(probe, 'setTimeout(() => {}, 0); await import("node:path");');
  const { stderr } = await run(runCommand(probe), { env: { DENO_LOG_LAZY_LOAD: "1" } });
  await Deno.remove(probe);
  assert(stderr.includes("[lazy]"));
});

Deno.test("documents name only files that are in the repository", async () => {
  const pages = ["README.md", "CHANGELOG.md", "bench/README.md", "bench/faults.md"];
  for await (const { name } of Deno.readDir(`${ROOT}.github`)) {
    if (name.endsWith(".md")) pages.push(`.github/${name}`);
  }
  for await (const { name } of Deno.readDir(`${ROOT}.github/docs`)) {
    if (name.endsWith(".md")) pages.push(`.github/docs/${name}`);
  }
  for (const page of pages) {
    const text = await Deno.readTextFile(ROOT + page);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) =>
      new URL(link, `${ROOT_URL}${page}`)
    );
    const named = [...text.matchAll(/(?<![\w/.~])(?:lib|tests|bench|\.github|\.ci)\/[\w/.-]*\w/g)]
      .map(([path]) => new URL(path, ROOT_URL));
    const loose = [...text.matchAll(/(?<![\w/.*-])[\w-]+\.md\b/g)].map(([name]) => name);
    assertEquals(loose.filter((name) => !pages.some((known) => known.endsWith(name))), [], page);
    for (const url of [...links, ...named]) {
      assert(await exists(url), `${page} names ${url.href.slice(ROOT_URL.length)}`);
    }
  }
});

async function exists(url: URL): Promise<boolean> {
  try {
    await Deno.stat(url);
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return false;
  }
}

Deno.test("README names the two commands that a newcomer and CI begin with", () => {
  const readme = Deno.readTextFileSync(`${ROOT}README.md`);
  for (const task of ["try", "test"]) {
    assert(readme.includes(`\nnpx -y deno@2.9.6 task ${task} `), task);
    assert(Object.hasOwn(config.tasks, task), task);
  }
});
