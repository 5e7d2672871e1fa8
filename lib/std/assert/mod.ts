/**
 * Assertions for tests: the original `@std/assert` code from npm with types beside it, for networks without JSR.
 *
 * @module
 */

// @ts-types="./mod.d.ts"
export * from "deno-std/assert/mod.js";
