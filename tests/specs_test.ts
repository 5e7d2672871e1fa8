/**
 * Every file under tests/specs/ is one run of the executable under test.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { ROOT } from "../.github/tasks/program.ts";
import { runSpec } from "./support/spec.ts";

const SPECS = `${ROOT}tests/specs/`;

for (const area of [...Deno.readDirSync(SPECS)].map(({ name }) => name).sort()) {
  for (const name of [...Deno.readDirSync(SPECS + area)].map(({ name }) => name).sort()) {
    Deno.test(`spec ${area}/${name}`, async () => {
      const { expected, actual } = await runSpec(await Deno.readTextFile(`${SPECS}${area}/${name}`));
      assertEquals(actual, expected);
    });
  }
}
