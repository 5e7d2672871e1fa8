/**
 * Assertions for tests: the original `@std/assert` code from npm with types beside it, for networks without JSR.
 *
 * @module
 */

// @ts-types="./mod.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
