/**
 * The layout of .github/ARCHITECTURE.md, checked: who may import whom, what hook mode loads, who may write.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { isObject, type JsonObject } from "../lib/event.ts";
import { BUNDLE, ROOT, ROOT_URL, runCommand } from "../.github/tasks/program.ts";
import { FIXTURES, run } from "./harness.ts";

/** The layers, lowest first. A module imports from layers below its own, never from its own or above. */
const LAYERS: readonly (readonly string[])[] = [
  ["event", "finding", "errors", "text", "words", "json", "jsonc", "jsonc_tree", "listing", "suggest"],
  [
    "hash",
    "timer",
    "utf8",
    "breaker",
    "cache",
    "cached_findings",
    "state_limits",
    "store/files",
    "store/schema",
  ],
  ["executable", "io", "pattern", "shell", "tool_call", "config/schema"],
  ["pattern_problem"],
  ["memory", "memory_cache", "pool", "record", "store/folder", "store/lock"],
  [
    "store/freshness",
    "store/preparation",
    "store/recent",
    "store/results",
    "store/breakers",
    "store/rotation",
    "store/session_files",
    "store/known_configs",
  ],
  ["store/database", "store/journal", "store/journal_reader", "store/sessions", "store/problem_texts"],
  ["store/overview", "store/clearing", "store/removal", "external_plan"],
  ["external"],
  ["glob", "config/check"],
  ["rule"],
  ["rule_match"],
  ["settings"],
  ["config/known_form"],
  ["linters/endings", "linters/linter"],
  ["linters/edited"],
  ["linters/changed"],
  ["linters/*"],
  ["linters/report", "linters/wanted"],
  ["linters/look"],
  ["linters/question"],
  ["linters/survey", "linters/start"],
  ["config_files", "packs/*", "render"],
  ["packs/table", "config/problems", "config/doubts", "config/json_schema"],
  ["config", "policy", "analysis"],
  ["linters/review", "overrides"],
  ["learn_settings", "load_settings", "rule_findings", "run_stored", "telling"],
  ["known_settings"],
  ["agents/*", "analyzers/*/*"],
  ["agents/table", "analyzers/*"],
  ["analyzers/table"],
  ["pipeline", "rule_list"],
  ["trace", "agents/replies"],
  ["answer", "stored_externals"],
  ["refusals"],
  ["answering"],
  ["hook"],
  ["state", "conclusion"],
  ["failing", "linting"],
  [
    "child",
    "diff",
    "histogram",
    "html",
    "interrupt",
    "json_edit",
    "replace_file",
    "since",
    "summary",
    "terminal",
    "text_table",
  ],
  ["settings_file", "progress"],
  ["registration/entries", "registration/document", "registration/places"],
  ["registration/change", "registration/plugins", "registration/problems"],
  ["doctor/check"],
  ["doctor/*"],
  ["transcript", "replay/lines", "replay/files", "replay/in_order", "replay/analysis"],
  ["replay/session"],
  ["replay/tally"],
  ["replay/report", "replay/replay"],
  ["grade", "stats/tally"],
  ["stats/timeline"],
  ["stats/views"],
  ["stats/reports"],
  ["replay/text_report", "replay/json_report", "replay/html_report"],
  ["bench/environment", "bench/reply_kind", "bench/scenarios"],
  ["bench/trial", "bench/workspace"],
  ["bench/*"],
  ["bench/report"],
  ["commands/table"],
  ["commands/help"],
  ["commands/options", "commands/show_diff"],
  ["completions/model"],
  ["completions/*"],
  ["commands/*"],
  ["commands/run"],
  ["main"],
];

/** Hook mode's static closure: the entry and what it imports without being asked. */
const MAX_MODULES = 22;
const MAX_BYTES = 80_000;

/** The modules that may change files, end the process or talk to the network. */
const WRITERS = new Set<string>([
  "bench/workspace",
  "child",
  "linters/process",
  "replace_file",
  "replay/lines",
  "store/database",
  "store/files",
  "store/folder",
  "store/freshness",
  "store/journal",
  "store/journal_reader",
  "store/known_configs",
  "store/preparation",
  "store/recent",
  "store/removal",
  "store/rotation",
  "store/session_files",
  "store/sessions",
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

/** The layer of a module: an exact name first, then `folder/*`. */
function layerOf(name: string): number {
  const exact = LAYERS.findIndex((layer) => layer.includes(name));
  if (exact >= 0) return exact;
  return LAYERS.findIndex((layer) =>
    layer.includes(name.replace(/[^/]+/g, (part, at) => at === 0 ? part : "*"))
  );
}

const MODULES = await graph();
const OURS = MODULES.filter(({ specifier }) =>
  nameOf(specifier) !== undefined && !specifier.includes("/lib/std/")
);

Deno.test("every module has a layer", () => {
  for (const { specifier } of OURS) assert(layerOf(nameOf(specifier) ?? "") >= 0, specifier);
  assert(OURS.length > 15);
});

Deno.test("imports go strictly downward", () => {
  for (const { specifier, dependencies } of OURS) {
    const from = nameOf(specifier) ?? "";
    for (const { target } of dependencies) {
      const to = nameOf(target);
      if (to === undefined || target.includes("/lib/std/")) continue;
      // A table loads the rows beside it; nothing else looks sideways.
      assert(layerOf(to) < layerOf(from) || isRow(from, to), `${from} imports ${to}`);
    }
  }
});

function isRow(from: string, to: string): boolean {
  return from.endsWith("/table") && to.startsWith(from.slice(0, -"table".length));
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

Deno.test("ARCHITECTURE.md lists the decisions that DECISIONS.md explains, in the same order", async () => {
  const plain = (text: string): string => text.replaceAll(/\s+/g, " ").replace(/[.,]$/, "");
  const [page, reasons] = await Promise.all(
    ["ARCHITECTURE", "DECISIONS"].map((name) => Deno.readTextFile(`${ROOT}.github/${name}.md`)),
  );
  const explained = [...reasons?.matchAll(/^- \*\*([\d-]{10}: [\s\S]+?)\*\*/gm) ?? []].map(([, title = ""]) =>
    plain(title)
  );
  const listed = [...page?.matchAll(/^- ([\d-]{10}: .+(?:\n {2}.+)*)/gm) ?? []].map(([, title = ""]) =>
    plain(title)
  );
  assert(explained.length > 0);
  assertEquals(listed, explained);
});
