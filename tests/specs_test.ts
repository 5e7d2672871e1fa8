/**
 * Every file under tests/specs/ runs the executable under test.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { ROOT } from "../.github/tasks/program.ts";
import { missingFor, runSpec } from "./support/spec.ts";

const SPECS = `${ROOT}tests/specs/`;

for (const area of [...Deno.readDirSync(SPECS)].map(({ name }) => name).sort()) {
  for (const name of [...Deno.readDirSync(SPECS + area)].map(({ name }) => name).sort()) {
    const text = Deno.readTextFileSync(`${SPECS}${area}/${name}`);
    const missing = missingFor(text);
    Deno.test({
      name: `spec ${area}/${name}${missing === undefined ? "" : ` (needs ${missing})`}`,
      ignore: missing !== undefined,
      fn: async () => {
        const { expected, actual } = await runSpec(text);
        assertEquals(actual, expected);
      },
    });
  }
}
