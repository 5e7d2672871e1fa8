import { assertEquals } from "@std/assert";
import { importersOf } from "../../lib/linters/importers.ts";

const TEXTS = new Map([
  ["/p/app.ts", 'import { add } from "./lib/add.js";\n'],
  ["/p/lib/index.ts", 'export * from "./add";\n'],
  ["/p/main.ts", 'import * as lib from "./lib";\n'],
  ["/p/lib/deep/x.ts", 'const lib = await import("..");\n'],
  ["/p/old.cts", "const add = require('@/lib/add.cjs');\n"],
  ["/p/types.ts", 'export type A = import("./lib/add").A;\n'],
  ["/p/other.ts", 'import { added } from "./added";\n// from "./nothing"\n'],
  ["/p/alone.ts", "export const add = 1;\n"],
]);

Deno.test("importersOf() lists those that import a file, then those that import them", () => {
  assertEquals(importersOf(["/p/lib/add.ts"], TEXTS), [
    "/p/app.ts",
    "/p/lib/index.ts",
    "/p/old.cts",
    "/p/types.ts",
    "/p/main.ts",
    "/p/lib/deep/x.ts",
  ]);
  assertEquals(importersOf(["/p/lib/index.ts"], TEXTS), ["/p/main.ts", "/p/lib/deep/x.ts"]);
  assertEquals(importersOf(["/p/alone.ts"], TEXTS), []);
});

Deno.test("importersOf() ends where files import each other", () => {
  const texts = new Map([["/p/a.ts", 'import "./b";'], ["/p/b.ts", 'import "./a";']]);
  assertEquals(importersOf(["/p/c.ts"], texts), []);
  assertEquals(importersOf(["/p/a.ts"], texts), ["/p/b.ts", "/p/a.ts"]);
});
