/**
 * Types of the original assertions, written by hand to the documentation of `@std/assert`.
 *
 * @module
 */

export * from "./class.d.ts";
export * from "./content.d.ts";
export * from "./equality.d.ts";
export * from "./error.d.ts";
export * from "./order.d.ts";
export * from "./truth.d.ts";
