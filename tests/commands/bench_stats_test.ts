import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { gradeOf } from "../../lib/commands/shared/grade.ts";
import { percentile, ratio, summary } from "../../lib/commands/shared/summary.ts";

const ONE_TO_FIVE = [4, 1, 5, 2, 3];

Deno.test("percentile() takes the smallest sample for 0 and the largest for 1", () => {
  assertEquals(percentile(ONE_TO_FIVE, 0), 1);
  assertEquals(percentile(ONE_TO_FIVE, 1), 5);
});

Deno.test("percentile() takes a sample where the place falls on one", () => {
  assertEquals(percentile(ONE_TO_FIVE, 0.5), 3);
  assertEquals(percentile(ONE_TO_FIVE, 0.25), 2);
});

Deno.test("percentile() interpolates between two samples", () => {
  assertEquals(percentile([10, 20], 0.5), 15);
  assertEquals(percentile([0, 10, 20, 30, 40, 50, 60, 70, 80, 90], 0.75), 67.5);
});

Deno.test("percentile() sorts by number, and leaves the samples as they are", () => {
  const samples = [10, 9, 100];
  assertEquals(percentile(samples, 0.5), 10);
  assertEquals(samples, [10, 9, 100]);
});

Deno.test("percentile() of one sample is that sample", () => {
  assertEquals(percentile([7], 0.95), 7);
});

Deno.test("percentile() refuses to take one of nothing", () => {
  assertThrows(() => percentile([], 0.5), RangeError, "wanted at least one sample, got none");
  assertThrows(() => summary([]), RangeError, "wanted at least one sample, got none");
});

Deno.test("percentile() refuses a part outside 0 to 1", () => {
  assertThrows(() => percentile([1], 95), RangeError, "wanted a part from 0 to 1, got 95");
  assertThrows(() => percentile([1], -0.1), RangeError, "got -0.1");
  assertThrows(() => percentile([1], NaN), RangeError, "got NaN");
});

Deno.test("summary() gives average, median, extremes, p95 and standard deviation", () => {
  const { p95, ...rest } = summary([2, 4, 4, 4, 5, 5, 7, 9]);
  assertEquals(rest, { average: 5, min: 2, median: 4.5, max: 9, spread: 2 });
  assertAlmostEquals(p95, 8.3);
});

Deno.test("ratio() divides minimum by minimum and median by median", () => {
  assertEquals(ratio(summary([3, 6, 9]), summary([2, 4, 50])), { byMin: 1.5, byMedian: 1.5 });
  assertEquals(ratio(summary([2, 6, 7]), summary([2, 3, 50])), { byMin: 1, byMedian: 2 });
});

Deno.test("gradeOf() gives the next grade from its limit on", () => {
  assertEquals([0, 49.999, 50, 99.999, 100, 199.999, 200, 499.999, 500, Infinity].map(gradeOf), [
    "A+",
    "A+",
    "A",
    "A",
    "B",
    "B",
    "C",
    "C",
    "D",
    "D",
  ]);
});
