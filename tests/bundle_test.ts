/**
 * What hook mode reads and parses for every event: as little as possible, and nothing ahead of its time.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { bundle } from "../.github/tasks/bundle.ts";

/** A tenth more than it was on 2026-11-22; each 10 kB cost every event 0.4 ms. Make it smaller before you raise this. */
const MAX_MAIN_BYTES = 19_000;

/** What is imported by its name as text: modules that Deno has, and packages; neither is read before it is wanted. */
const FOREIGN = /^"(?:node|npm):/;

const folder = await Deno.makeTempDir();
const sizes = await bundle(folder);
const codes = new Map(
  [...sizes.keys()].map((name) => [name, Deno.readTextFileSync(`${folder}/${name}`)] as const),
);
await Deno.remove(folder, { recursive: true });

/** The arguments of all dynamic imports, as they stand in the code. */
function importsOf(code: string): string[] {
  return [...code.matchAll(/\bimport\((.*?)\)(?=[.,;)\]}\s]|$)/g)].map(([, argument = ""]) => argument);
}

Deno.test("main.js, which every event parses, stays small", () => {
  const bytes = sizes.get("main.js") ?? Infinity;
  assert(bytes <= MAX_MAIN_BYTES, `${bytes} bytes, at most ${MAX_MAIN_BYTES}`);
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
