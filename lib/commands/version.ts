/**
 * `fasthook version`: the same as `fasthook --version`.
 *
 * @module
 */
import config from "../../deno.json" with { type: "json" };
import { printClean } from "../system/terminal.ts";
import { withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";

/** Prints the version. */
export const run: Run = withOptions("version", () => {
  printClean(Deno.stdout, `fasthook ${config.version}\n`);
  return 0;
});
