import { assertEquals, assertNotEquals } from "@std/assert";
import { cacheKey, isFresh } from "../../lib/state/cache.ts";

Deno.test("isFresh() ends with the last millisecond of the time to live, in both directions", () => {
  assertEquals([1000, 1299, 1300].map((now) => isFresh(1000, now, 300)), [true, true, false]);
  assertEquals([701, 700].map((now) => isFresh(1000, now, 300)), [true, false]);
});

Deno.test("cacheKey() is SHA-256, and where one part ends matters", async () => {
  // printf '2:ab1:c' | sha256sum
  const key = "430fb1b4ac43316eca81fab27a1930ab8eff8fef6a1dc7903dce44bbc2790dc5";
  assertEquals(await cacheKey(["ab", "c"]), key);
  assertNotEquals(await cacheKey(["ab", "c"]), await cacheKey(["a", "bc"]));
  assertNotEquals(await cacheKey(["ab", "c"]), await cacheKey(["c", "ab"]));
  assertEquals(await cacheKey(["ab"]), await cacheKey([new Uint8Array([0x61, 0x62])]));
});
