import { assert, assertEquals } from "@std/assert";
import { type ChangedRegion, findChangedRegions } from "../../lib/text/changed_regions.ts";
import { randomFrom } from "../support/random.ts";

const brief = (regions: readonly ChangedRegion[]): string[] =>
  regions.map(({ oldStart, oldEnd, newStart, newEnd }) => `${oldStart}-${oldEnd} ${newStart}-${newEnd}`);

Deno.test("findChangedRegions() finds what was added, removed, replaced and moved", () => {
  for (
    const [before, after, expected] of [
      ["abc", "abc", []],
      ["abc", "abxc", ["2-2 2-3"]],
      ["abc", "ac", ["1-2 1-1"]],
      ["abcde", "axcdy", ["1-2 1-2", "4-5 4-5"]],
      ["", "ab", ["0-0 0-2"]],
      ["abcd", "acdb", ["1-2 1-1", "4-4 3-4"]],
      ["aaaa", "aaaaa", ["4-4 4-5"]],
    ] as const
  ) assertEquals(brief(findChangedRegions([...before], [...after])), [...expected], `${before} ${after}`);
});

Deno.test("findChangedRegions() leaves out only lines that are equal, in the same order", () => {
  const random = randomFrom(7);
  for (let run = 0; run < 300; run++) {
    const text = (): string[] => Array.from({ length: random(30) }, () => "abcdefgh"[random(8)] ?? "");
    const [before, after] = [text(), text()];
    const rest = (lines: readonly string[], side: "old" | "new"): string[] => {
      const regions = findChangedRegions(before, after);
      return lines.filter((_, at) =>
        !regions.some((region) => at >= region[`${side}Start`] && at < region[`${side}End`])
      );
    };
    assertEquals(rest(before, "old"), rest(after, "new"));
    assert(findChangedRegions(before, before).length === 0);
  }
});
