import { assert, assertEquals } from "@std/assert";
import { newPatience, tryFor } from "../../lib/system/lock.ts";

/** Longer than any machine needs for a test here. */
const ENDLESS_MS = 600_000;

/** An attempt that works at its Nth try, and counts them. */
function working(at: number): { readonly attempt: () => string | undefined; tries: number } {
  const counted = { tries: 0, attempt: (): string | undefined => ++counted.tries >= at ? "done" : undefined };
  return counted;
}

Deno.test("newPatience() lets a host wait for a quarter of a second in all", () => {
  const { leftMs, limitMs } = newPatience();
  assertEquals([leftMs, limitMs], [250, 250]);
});

Deno.test("tryFor() touches no patience when the first try works", () => {
  const patience = newPatience();
  const { attempt } = working(1);
  assertEquals(tryFor(patience, attempt), "done");
  assertEquals(patience, newPatience());
});

Deno.test("tryFor() tries again until it works, and takes the time from the patience", () => {
  const patience = newPatience(ENDLESS_MS);
  const counted = working(5);
  assertEquals(tryFor(patience, counted.attempt), "done");
  assertEquals(counted.tries, 5);
  assert(patience.leftMs > 0 && patience.leftMs < ENDLESS_MS);
});

Deno.test("tryFor() gives up when the patience is used up, and then tries only once", () => {
  const patience = newPatience(5);
  const never = working(Infinity);
  assertEquals(tryFor(patience, never.attempt), undefined);
  assertEquals(patience.leftMs, 0);
  // As if the wait had just ended, however long the machine takes for it.
  patience.waitedAt = performance.now() + ENDLESS_MS;
  const once = working(2);
  assertEquals(tryFor(patience, once.attempt), undefined);
  assertEquals(once.tries, 1);
});

Deno.test("tryFor() may wait again when time has passed, and never longer than the limit", () => {
  const patience = { limitMs: ENDLESS_MS, leftMs: 0, waitedAt: performance.now() - 2 * ENDLESS_MS };
  const counted = working(3);
  assertEquals(tryFor(patience, counted.attempt), "done");
  assertEquals(counted.tries, 3);
  assert(patience.leftMs < ENDLESS_MS);
});
