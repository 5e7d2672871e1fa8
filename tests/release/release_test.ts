/**
 * What the release and the continuous integration on GitHub decide: notes, archives, the speed that is too slow.
 *
 * @module
 */
import { assertAlmostEquals, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { LIMIT, markdown, rowsOf, tooSlow } from "../../.github/tasks/bench_summary.ts";
import { ROOT } from "../../.github/tasks/program.ts";
import { notesOf } from "../../.github/tasks/release_notes.ts";
import { UserError } from "../../lib/text/user_error.ts";
import { run } from "../support/harness.ts";

const CHANGELOG =
  "# Changelog\n\n## 0.2.0 (2027-01-31)\n\n- New.\n\n## 0.1.0 (unreleased)\n\n- Old.\n\n## 0.0.1\n";

Deno.test("notesOf() gives the text under a version's heading", () => {
  assertEquals(notesOf(CHANGELOG, "0.2.0"), "- New.\n");
});

Deno.test("notesOf() refuses a version that is missing, unreleased or not described", () => {
  assertThrows(() => notesOf(CHANGELOG, "0.2"), UserError, 'wanted a heading "## 0.2"');
  assertThrows(() => notesOf(CHANGELOG, "0.1.0"), UserError, "calls it unreleased");
  assertThrows(() => notesOf(CHANGELOG, "0.0.1"), UserError, "says nothing about it");
});

const row = (
  group: string,
  title: string,
  ratio: { readonly byMin: number; readonly byMedian: number },
): Readonly<Record<string, unknown>> => ({
  group,
  title,
  wallMs: { min: 20 * ratio.byMin, median: 20 * ratio.byMedian },
  ratio,
});
const both = (times: number): { readonly byMin: number; readonly byMedian: number } => ({
  byMin: times,
  byMedian: times,
});

Deno.test("tooSlow() finds the scenarios above the limit by both measures, and no other rows", () => {
  const rows = rowsOf({
    rows: [
      row("floor", "empty", both(1)),
      row("fasthook", "simple Read", both(LIMIT)),
      row("fasthook", "LS", both(1.31)),
      row("fasthook", "Bash", { byMin: 1.1, byMedian: 1.5 }),
      row("fasthook", "hook file violation", both(1.6)),
      row("fasthook", "four linters", both(1.9)),
      row("x", "LS", both(9)),
    ],
  });
  assertEquals(tooSlow(rows).map(({ title }) => title), ["LS", "hook file violation"]);
  assertStringIncludes(markdown(rows), "| fasthook | simple Read | 26.0 | 1.30 |\n");
  assertStringIncludes(
    markdown(rows),
    "\nAbove 1.3 times the floor: LS (1.31), hook file violation (1.60).\n",
  );
});

Deno.test("tooSlow() leaves out what session memory may take", () => {
  const remembered = { ...row("fasthook", "error: general", both(1.3)), allowedMs: 1.5 };
  const [found] = rowsOf({ rows: [remembered] });
  assertAlmostEquals(found?.gatedRatio ?? NaN, 1.3 - 1.5 / 20);
  assertEquals(found?.ratio, 1.3);
});

Deno.test("tooSlow() does not take a missing number for a fast one", () => {
  assertEquals(tooSlow(rowsOf({ rows: [{ group: "fasthook", title: "LS" }] })).length, 1);
});

Deno.test("rowsOf() refuses a bench without fasthook", () => {
  assertThrows(
    () => rowsOf({ rows: [row("floor", "empty", both(1))] }),
    TypeError,
    "wanted rows of fasthook",
  );
});

for (const target of ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"]) {
  Deno.test({
    name: `pack.sh gives the same bytes twice for ${target}`,
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      const dir = await Deno.makeTempDir();
      const [one, another] = await Promise.all(["one", "another"].map(async (name) => {
        await Deno.writeTextFile(`${dir}/${name}`, "a program\n", { mode: name === "one" ? 0o755 : 0o644 });
        const { code, stdout, stderr } = await run(["sh", `${ROOT}.github/install/pack.sh`], {
          args: [target, `${dir}/to-${name}`],
          env: { FASTHOOK: `${dir}/${name}` },
        });
        assertEquals(code, 0, stderr);
        return await Deno.readFile(stdout.trim());
      }));
      assertEquals(one, another);
      assertEquals(await timeIn(one ?? new Uint8Array()), 0);
      await Deno.remove(dir, { recursive: true });
    },
  });
}

/** Seconds from 1980 to the time of the first file in an archive. */
async function timeIn(archive: Uint8Array<ArrayBuffer>): Promise<number> {
  // A zip holds date and time as DOS does: 1980-01-01 is 0x0021.
  if (archive[0] === 0x50) return archive.slice(10, 14).toHex() === "00002100" ? 0 : NaN;
  const tar = new Response(new Blob([archive]).stream().pipeThrough(new DecompressionStream("gzip")));
  return parseInt((await tar.text()).slice(136, 147), 8) - Date.UTC(1980, 0, 1) / 1000;
}
