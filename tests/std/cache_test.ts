/**
 * The documented behaviour of `@std/cache`; passes with JSR and with `lib/std/cache`.
 *
 * @module
 */

import { assertEquals, assertInstanceOf, assertStrictEquals, assertThrows } from "@std/assert";
import {
  LruCache,
  type LruCacheEjectionReason,
  type LruCacheOptions,
  TtlCache,
  type TtlCacheOptions,
  type TtlCacheSetOptions,
} from "@std/cache";
import { FakeTime } from "@std/testing/time";

type Ejected = [key: string, value: number, reason: LruCacheEjectionReason];

/** A cache with the entries a, b and c, used in this order. */
function abc(options?: LruCacheOptions<string, number>): LruCache<string, number> {
  return new LruCache<string, number>(3, options).set("a", 1).set("b", 2).set("c", 3);
}

Deno.test("LruCache drops the first entry when one too many is set", () => {
  const cache = abc().set("d", 4);
  assertEquals([...cache.keys()].toSorted(), ["b", "c", "d"]);
  assertEquals([cache.has("a"), cache.get("a"), cache.size], [false, undefined, 3]);
  assertInstanceOf(cache, Map);
});

Deno.test("LruCache.maxSize is what the constructor was given", () => {
  assertEquals(new LruCache(100).maxSize, 100);
});

Deno.test("LruCache throws a RangeError when maxSize is no positive integer", () => {
  for (const maxSize of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => new LruCache(maxSize), RangeError);
  }
  assertEquals(new LruCache(1).set("a", 1).set("b", 2).size, 1);
});

Deno.test("LruCache.get() keeps an entry from being evicted next", () => {
  const cache = abc();
  assertEquals(cache.get("a"), 1);
  cache.set("d", 4);
  assertEquals([cache.has("a"), cache.has("b")], [true, false]);
});

Deno.test("LruCache.get() keeps an entry from being evicted next when its value is undefined", () => {
  const cache = new LruCache<string, undefined>(2).set("a", undefined).set("b", undefined);
  assertEquals(cache.get("a"), undefined);
  cache.set("c", undefined);
  assertEquals([cache.has("a"), cache.has("b")], [true, false]);
});

Deno.test("LruCache.set() replaces a value and keeps the entry from being evicted next", () => {
  const cache = abc().set("a", 9).set("d", 4);
  assertEquals([cache.get("a"), cache.has("b"), cache.size], [9, false, 3]);
});

Deno.test("LruCache.has() does not count as use", () => {
  const cache = abc();
  assertEquals(cache.has("a"), true);
  cache.set("d", 4);
  assertEquals(cache.has("a"), false);
});

Deno.test("LruCache.peek() reads and does not count as use", () => {
  const cache = abc();
  assertEquals([cache.peek("a"), cache.peek("x")], [1, undefined]);
  cache.set("d", 4);
  assertEquals(cache.peek("a"), undefined);
});

Deno.test("LruCache.delete() says whether the key was there", () => {
  const cache = abc();
  assertEquals([cache.delete("a"), cache.delete("a"), cache.size], [true, false, 2]);
});

Deno.test("LruCache.clear() removes everything", () => {
  const cache = abc();
  cache.clear();
  assertEquals([cache.size, cache.has("a"), cache.maxSize], [0, false, 3]);
});

Deno.test("LruCache calls onEject with the reason when an entry leaves, not when it is replaced", () => {
  const ejected: Ejected[] = [];
  const cache = abc({ onEject: (...entry) => ejected.push(entry) });
  cache.set("b", 20);
  assertEquals(ejected, []);
  cache.set("d", 4);
  assertEquals(ejected, [["a", 1, "evicted"]]);
  cache.delete("b");
  cache.delete("missing");
  assertEquals(ejected.slice(1), [["b", 20, "deleted"]]);
  cache.clear();
  assertEquals(ejected.slice(2), [["c", 3, "cleared"], ["d", 4, "cleared"]]);
});

Deno.test("LruCache has already removed the entry when it calls onEject", () => {
  const seen: unknown[] = [];
  const cache = abc({ onEject: (key) => seen.push([key, cache.has(key)]) });
  cache.set("d", 4);
  cache.delete("b");
  cache.clear();
  assertEquals(seen, [["a", false], ["b", false], ["c", false], ["d", false]]);
});

Deno.test("LruCache refuses to be changed when onEject is running", () => {
  const changes: ((cache: LruCache<string, number>) => void)[] = [
    (cache) => cache.set("z", 1),
    (cache) => cache.delete("b"),
    (cache) => cache.clear(),
  ];
  for (const change of changes) {
    const cache = abc({ onEject: () => change(cache) });
    assertThrows(() => cache.delete("a"), Error);
    assertEquals([...cache.keys()], ["b", "c"]);
  }
});

Deno.test("TtlCache drops an entry when its time to live is over", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(1000);
  assertStrictEquals(cache.set("a", 1), cache);
  assertInstanceOf(cache, Map);
  time.tick(999);
  assertEquals([cache.get("a"), cache.has("a"), cache.size], [1, true, 1]);
  time.tick(1);
  assertEquals([cache.get("a"), cache.has("a"), cache.size], [undefined, false, 0]);
});

Deno.test("TtlCache.set() overrides the default when ttl is given", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100);
  cache.set("short", 1, { ttl: 10 }).set("long", 2, { ttl: 200 }).set("default", 3);
  time.tick(10);
  assertEquals([...cache.keys()], ["long", "default"]);
  time.tick(90);
  assertEquals([...cache.keys()], ["long"]);
  time.tick(100);
  assertEquals(cache.size, 0);
});

Deno.test("TtlCache.set() restarts the time to live when it replaces a value", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100);
  cache.set("a", 1);
  time.tick(80);
  cache.set("a", 2);
  time.tick(99);
  assertEquals(cache.get("a"), 2);
  time.tick(1);
  assertEquals(cache.get("a"), undefined);
});

Deno.test("TtlCache throws a RangeError when a duration is not finite or negative", () => {
  using cache = new TtlCache<string, number>(0, { slidingExpiration: true });
  for (const ms of [-1, NaN, Infinity]) {
    assertThrows(() => new TtlCache(ms), RangeError);
    assertThrows(() => cache.set("a", 1, { ttl: ms }), RangeError);
    assertThrows(() => cache.set("a", 1, { absoluteExpiration: ms }), RangeError);
  }
  assertEquals(cache.size, 0);
});

Deno.test("TtlCache.get() leaves the time to live alone when slidingExpiration is off", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100);
  cache.set("a", 1);
  time.tick(80);
  assertEquals(cache.get("a"), 1);
  time.tick(20);
  assertEquals(cache.get("a"), undefined);
});

Deno.test("TtlCache.get() restarts the time to live when slidingExpiration is on", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100, { slidingExpiration: true });
  cache.set("a", 1);
  time.now = 80;
  assertEquals(cache.get("a"), 1);
  time.now = 160;
  assertEquals(cache.get("a"), 1);
  time.now = 260;
  assertEquals(cache.get("a"), undefined);
});

Deno.test("TtlCache.peek() reads and leaves the time to live alone", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100, { slidingExpiration: true });
  cache.set("a", 1);
  time.now = 80;
  assertEquals(cache.peek("a"), 1);
  time.now = 100;
  assertEquals(cache.peek("a"), undefined);
});

Deno.test("TtlCache.get() cannot prolong past absoluteExpiration", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100, { slidingExpiration: true });
  cache.set("a", 1, { absoluteExpiration: 150 });
  time.now = 80;
  assertEquals(cache.get("a"), 1);
  time.now = 149;
  assertEquals(cache.get("a"), 1);
  time.now = 150;
  assertEquals(cache.get("a"), undefined);
});

Deno.test("TtlCache.set() throws when absoluteExpiration is given without slidingExpiration", () => {
  using cache = new TtlCache<string, number>(100);
  assertThrows(() => cache.set("a", 1, { absoluteExpiration: 50 }), Error);
  assertEquals(cache.size, 0);
});

Deno.test("TtlCache.delete() says whether the key was there, and does not end the next entry of that key", () => {
  using time = new FakeTime(0);
  using cache = new TtlCache<string, number>(100);
  cache.set("a", 1);
  time.tick(80);
  assertEquals([cache.delete("a"), cache.delete("a"), cache.has("a")], [true, false, false]);
  cache.set("a", 2);
  time.tick(99);
  assertEquals(cache.get("a"), 2);
});

Deno.test("TtlCache calls onEject when an entry expires, is deleted or is cleared", () => {
  using time = new FakeTime(0);
  const ejected: unknown[] = [];
  const options: TtlCacheOptions<string, number> = {
    onEject: (...entry) => ejected.push([...entry, time.now]),
  };
  const briefly: TtlCacheSetOptions = { ttl: 50 };
  using cache = new TtlCache<string, number>(100, options);
  cache.set("a", 1).set("b", 2, briefly).set("c", 3).set("d", 4);
  cache.delete("c");
  time.tick(50);
  cache.set("d", 40);
  time.tick(50);
  cache.clear();
  assertEquals(ejected, [["c", 3, 0], ["b", 2, 50], ["a", 1, 100], ["d", 40, 100]]);
  assertEquals(cache.size, 0);
});

Deno.test("TtlCache.delete() finds a key when its value is undefined", () => {
  using cache = new TtlCache<string, undefined>(100);
  assertEquals([cache.set("a", undefined).delete("a"), cache.size], [true, 0]);
});

Deno.test("TtlCache leaves no timer when it is cleared or an entry is deleted", () => {
  using time = new FakeTime(0);
  const cache = new TtlCache<string, number>(100, { slidingExpiration: true });
  cache.set("a", 1).set("b", 2).clear();
  assertEquals([cache.get("a"), time.next()], [undefined, false]);
  cache.set("a", 1).delete("a");
  assertEquals([cache.get("a"), time.next()], [undefined, false]);
});

Deno.test({
  name: "TtlCache stops its timers when it is disposed of",
  sanitizeOps: true,
  fn: () => {
    let disposed: TtlCache<string, number>;
    {
      using cache = new TtlCache<string, number>(1000);
      cache.set("a", 1).set("b", 2);
      disposed = cache;
    }
    assertEquals(disposed.size, 0);
  },
});
