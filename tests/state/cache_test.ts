import { assertEquals, assertNotEquals } from "@std/assert";
import { cacheKey, isFresh } from "../../lib/state/cache.ts";
import { MemoryCache } from "../../lib/state/memory_cache.ts";

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

Deno.test("MemoryCache lets the entry go that was used longest ago", () => {
  const cache = new MemoryCache({ entries: 2, ttlMs: 1000 });
  cache.set("a", "1", 0);
  cache.set("b", "2", 0);
  assertEquals(cache.get("a", 1), { kind: "hit", value: "1", storedAt: 0 });
  cache.set("c", "3", 2);
  assertEquals(["a", "b", "c"].map((key) => cache.get(key, 3).kind), ["hit", "miss", "hit"]);
  assertEquals(cache.counts(), { hits: 3, misses: 1, evictions: 1, expiries: 0 });
});

Deno.test("MemoryCache forgets what is too old, and counts it", () => {
  const cache = new MemoryCache({ entries: 2, ttlMs: 1000 });
  cache.set("a", "", 0);
  assertEquals(cache.get("a", 999).kind, "hit");
  assertEquals(cache.get("a", 1000).kind, "expired");
  assertEquals(cache.get("a", 1000).kind, "miss");
  assertEquals(cache.counts(), { hits: 1, misses: 2, evictions: 0, expiries: 1 });
});

Deno.test("MemoryCache keeps an entry of another tier only for the rest of its time", () => {
  const cache = new MemoryCache({ entries: 2, ttlMs: 1000 });
  cache.set("a", "1", 500);
  assertEquals(cache.get("a", 1499).kind, "hit");
  assertEquals(cache.get("a", 1500).kind, "expired");
});
