/**
 * State of another user is not used, and what is said about it names who can do something, and what.
 *
 * @module
 */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { ownerFix, ownersOf } from "../../lib/state/owner_fix.ts";
import { program, run } from "../support/harness.ts";
import { temporaryFolder } from "../support/state.ts";

const ELSEWHERE = "name a folder of your own with FASTHOOK_STATE_DIR";

Deno.test("ownerFix() says what the owner or root has to do", () => {
  const at = (own: number | null, owner: number | null, seen = "/s"): string | undefined =>
    ownerFix("/s", { own, owner, seen });
  assertEquals(
    at(1000, 1001),
    `user 1001 or root has to give it to you: sudo chown -R 1000 /s; or ${ELSEWHERE}`,
  );
  assertEquals(at(1000, 0), `root has to give it to you: sudo chown -R 1000 /s; or ${ELSEWHERE}`);
  assertEquals(at(0, 1001), `you are root: run fasthook as user 1001, or ${ELSEWHERE}`);
  assertEquals(at(1000, 1001, "/"), `${ELSEWHERE}: / belongs to user 1001`);
  assertEquals([at(1000, 1000), at(null, null)], [undefined, undefined]);
});

Deno.test({
  name: "doctor, state, stats and log say what the owner of the state folder, or root, has to do",
  ignore: Deno.build.os === "windows" || Deno.uid() !== 0,
  fn: async () => {
    using dir = temporaryFolder();
    const state = `${dir.path}/state`;
    Deno.mkdirSync(state, { mode: 0o700 });
    Deno.chownSync(state, 12_345, 12_345);
    assertEquals(ownersOf(`${state}/journal.jsonl`).seen, state);
    assertEquals(ownersOf(state), { own: 0, seen: state, owner: 12_345 });
    for (const command of ["doctor", "state", "stats", "log"]) {
      // deno-lint-ignore no-await-in-loop -- one command after another
      const { code, stdout, stderr } = await run(program(), {
        args: [command],
        cwd: dir.path,
        env: { HOME: dir.path, FASTHOOK_STATE_DIR: state },
      });
      assertEquals(code, 1, command);
      assertStringIncludes(stdout + stderr, `Cannot use ${state}: it belongs to another user`, command);
      assertStringIncludes(stdout + stderr, "run fasthook as user 12345", command);
    }
  },
});
