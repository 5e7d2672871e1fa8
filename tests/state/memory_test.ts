import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { shortHash } from "../../lib/text/hash.ts";
import {
  addEntries,
  condense,
  decodeEntry,
  EMPTY_MEMORY,
  encodeEntry,
  type MemoryEntry,
  observationKey,
  searchEntries,
  sessionInProcess,
} from "../../lib/state/memory.ts";
import { DEFAULTS } from "../../lib/config/settings.ts";
import { randomFrom } from "../support/random.ts";

const LIMIT = DEFAULTS.state.observations;

function entry(at: number, ...keys: readonly string[]): MemoryEntry {
  return { at, adds: new Map(keys.map((key) => [key, 1])) };
}

Deno.test("shortHash() gives eleven characters that differ between a hundred thousand texts", () => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, index) => shortHash(`npm run test-${index}`)));
  assertEquals(hashes.size, 100_000);
  for (const text of ["", "a", "🦕", "x".repeat(20_000)]) assertMatch(shortHash(text), /^[0-9a-z]{11}$/);
});

Deno.test("observationKey() holds no text and keeps the parts apart", () => {
  assertMatch(observationKey("said", "errors/timeout", "npm test"), /^said:[0-9a-z]{11}$/);
  assertNotEquals(observationKey("said", "ab", "c"), observationKey("said", "a", "bc"));
});

Deno.test("addEntries() counts, and leaves the memory before as it was", () => {
  const once = addEntries(EMPTY_MEMORY, { entries: [entry(5, "fail:a")], limit: LIMIT });
  const twice = addEntries(once, {
    entries: [{ at: 9, adds: new Map([["fail:a", 1], ["words:b", 34]]) }],
    limit: LIMIT,
  });
  assertEquals([...once], [["fail:a", { count: 1, lastAt: 5 }]]);
  assertEquals([...twice], [["fail:a", { count: 2, lastAt: 9 }], ["words:b", { count: 34, lastAt: 9 }]]);
});

Deno.test("addEntries() forgets the observation that was not seen for the longest time", () => {
  const memory = addEntries(EMPTY_MEMORY, {
    entries: [entry(1, "a:"), entry(2, "b:"), entry(3, "a:"), entry(4, "c:")],
    limit: 2,
  });
  assertEquals([...memory.keys()], ["a:", "c:"]);
});

Deno.test("a memory never holds more than 500 observations, whatever happens in the session", () => {
  const random = randomFrom(1);
  const entries = Array.from(
    { length: 10_000 },
    (_, at) => entry(at, `k:${random(900)}`, `k:${random(900)}`),
  );
  const memory = addEntries(EMPTY_MEMORY, { entries: entries, limit: LIMIT });
  assertEquals(memory.size, LIMIT);
  // The model: the last 500 keys in the order in which they were seen last.
  const order = entries.flatMap(({ adds }) => [...adds.keys()]);
  const last = [...new Set(order.reverse())].slice(0, LIMIT).reverse();
  assertEquals([...memory.keys()], last);
});

Deno.test("encodeEntry() and decodeEntry() are inverse", () => {
  const written = { at: 1_795_000_000_000, adds: new Map([["said:0123456789a", 1], ["words:0", 250]]) };
  assertEquals(
    encodeEntry(written),
    "mwm34x34 said:0123456789a words:0+250 ;".replace("mwm34x34", (1_795_000_000_000).toString(36)),
  );
  assertEquals(decodeEntry(encodeEntry(written)), written);
});

Deno.test("decodeEntry() refuses a line that was cut anywhere", () => {
  const line = encodeEntry(entry(1_795_000_000_000, "said:0123456789a", "call:0123456789b"));
  for (let end = 0; end < line.length; end++) {
    assertEquals(decodeEntry(line.slice(0, end)), undefined, `at ${end}`);
  }
});

Deno.test("decodeEntry() refuses other text", () => {
  for (const line of ["", ";", "1 ;x", "- a: ;", "1 word ;", "1 a:+x ;", '{"v":1}', "\0\0\0 a: ;"]) {
    assertEquals(decodeEntry(line), undefined, line);
  }
});

Deno.test("decodeEntry() reads an entry without observations, and moments from 0 to the largest safe integer", () => {
  assertEquals(decodeEntry("1 ;"), { at: 1, adds: new Map() });
  for (const at of [0, Number.MAX_SAFE_INTEGER]) {
    assertEquals(decodeEntry(encodeEntry(entry(at, "a:")))?.at, at);
  }
  for (const at of ["-5", "zzzzzzzzzzzz"]) assertEquals(decodeEntry(`${at} a: ;`), undefined, at);
});

Deno.test("sessionInProcess() remembers what was decided, up to its limit", () => {
  const session = sessionInProcess(2);
  assertEquals(session.read(), { kind: "done", value: EMPTY_MEMORY });
  const seen = ["a:", "b:", "a:", "c:"].map((key, at) =>
    session.update((before) => ({ entry: entry(at, key), value: before.get(key)?.count ?? 0 }))
  );
  assertEquals(seen, [0, 0, 1, 0].map((value) => ({ kind: "done", value })));
  assertEquals(session.read(), {
    kind: "done",
    value: new Map([["a:", { count: 2, lastAt: 2 }], ["c:", { count: 1, lastAt: 3 }]]),
  });
});

Deno.test("condense() gives the same memory back", () => {
  const memory = addEntries(EMPTY_MEMORY, {
    entries: Array.from({ length: 2000 }, (_, at) => entry(at, `k:${at % 700}`, `l:${at % 3}`)),
    limit: LIMIT,
  });
  const again = addEntries(EMPTY_MEMORY, { entries: condense(memory), limit: LIMIT });
  assertEquals([...again], [...memory]);
  assert(condense(memory).length === LIMIT);
});

Deno.test("searchEntries() finds what addEntries() has kept", () => {
  const random = randomFrom(7);
  const entries = Array.from({ length: 300 }, (_, at) => ({
    at,
    adds: new Map([[`k:${random(40)}`, 1 + random(3)], [`l:${random(40)}`, 1]]),
  }));
  const text = entries.map((entry) => `\n${encodeEntry(entry)}`).join("");
  const all = addEntries(EMPTY_MEMORY, { entries: entries, limit: 1000 });
  // Torn and foreign lines between them.
  const memory = searchEntries(`${text.slice(0, 3000)}\nmwm k:1 l:1\n;;k:1 ;${text.slice(3000)}`);
  const exact = searchEntries(text);
  for (let number = 0; number < 50; number++) {
    for (const key of [`k:${number}`, `l:${number}`]) {
      assertEquals(exact.get(key), all.get(key), key);
      assertEquals(exact.has(key), all.has(key), key);
      assert((memory.get(key)?.count ?? 0) <= (all.get(key)?.count ?? 0));
    }
  }
  assertEquals([exact.size, searchEntries("").size], [600, 0]);
});
