/**
 * What hook mode reads and parses for every event: as little as possible, and nothing ahead of its time.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { AGENTS } from "../lib/agents/table.ts";
import { ANALYZERS } from "../lib/analyzers/table.ts";
import { bundle } from "../.github/tasks/bundle.ts";
import { runCommand } from "../.github/tasks/program.ts";
import { run } from "./support/harness.ts";

/**
 * What every event parses, every answer, and every answer to a failure; each 10 kB cost 0.2 ms. Make them smaller before you
 * raise this. An answer holds what writes the session's log, 2 kB: a file of its own cost each finding 0.25 ms. One to a failure
 * knows what names a failure, 0.4 kB: without it each failed check read 35 kB more, 2.5 ms.
 */
const MAX_BYTES: Readonly<Record<string, number>> = {
  // Each row of a table has its share. The end of a turn took 140 bytes, 0.003 ms; a reply that nobody reads 90.
  "main.js": 26_100 + 400 * AGENTS.length + 150 * ANALYZERS.length,
  "answer.js": 22_900,
  "failing.js": 41_300,
};

/** What is imported by its name as text: modules that Deno has, and packages; neither is read before it is wanted. */
const FOREIGN = /^"(?:node|npm):/;

const folder = await Deno.makeTempDir();
const sizes = await bundle(folder);
const codes = new Map(
  [...sizes.keys()].map((name) => [name, Deno.readTextFileSync(`${folder}/${name}`)] as const),
);
await Deno.remove(folder, { recursive: true });

/** The arguments of all dynamic imports, as they are written in the code. */
function importsOf(code: string): string[] {
  return [...code.matchAll(/\bimport\((.*?)\)(?=[.,;)\]}\s]|$)/g)].map(([, argument = ""]) => argument);
}

Deno.test("what an event without linters, rules and configuration parses stays small", () => {
  for (const [name, limit] of Object.entries(MAX_BYTES)) {
    const bytes = sizes.get(name) ?? Infinity;
    assert(bytes <= limit, `${name}: ${bytes} bytes, at most ${limit}`);
  }
});

Deno.test("no file imports another one by a plain string, which Deno would read and parse ahead of its time", () => {
  for (const [name, code] of codes) {
    assertEquals(
      importsOf(code).filter((text) => text.startsWith('"./') && !text.includes("slice(")),
      [],
      name,
    );
    assert(!/\bfrom\s*"\.{0,2}\//.test(code), name);
    assert(!/\bimport\s*"\.{0,2}\//.test(code), name);
  }
});

Deno.test("every late import names a file that is there, and every file is named by one", () => {
  const named = new Set<string>();
  for (const [name, code] of codes) {
    for (const text of importsOf(code).filter((text) => !FOREIGN.test(text))) {
      const [, file = ""] = /^"\.\/(.*)"\.slice\($/.exec(text) ?? [];
      assert(codes.has(file), `${name}: import(${text})`);
      named.add(file);
    }
  }
  assertEquals([...named, "main.js"].sort(), [...codes.keys()].sort());
});

Deno.test("the first start keeps all of the code compiled, so that the next one compiles nothing", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const files = await bundle(`${dir}/dist`);
    const stdin = JSON.stringify({
      tool_name: "Write",
      tool_input: { file_path: "/p/.claude/hooks/a.py", content: "sys.path.append(1)" },
      tool_response: { success: true },
    });
    const env = { DENO_DIR: `${dir}/deno`, HOME: dir };
    const { code } = await run(runCommand(`${dir}/dist/main.js`), { stdin, env });
    assertEquals(code, 2);
    using cache = new DatabaseSync(`${dir}/deno/v8_code_cache_v2`, { readOnly: true });
    const rows = cache.prepare("SELECT specifier, length(data) AS bytes FROM codecache").all();
    const bytes = new Map(
      rows.map(({ specifier, bytes }) => [String(specifier).replace(/^.*\//, ""), Number(bytes)]),
    );
    for (const file of ["main.js", "answer.js"]) {
      // Functions that are left for later take no room: then it is as long as the code.
      assert((bytes.get(file) ?? 0) > 2 * (files.get(file) ?? 0), `${file}: ${bytes.get(file)} bytes`);
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
