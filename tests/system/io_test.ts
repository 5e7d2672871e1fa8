import { assert, assertEquals } from "@std/assert";
import { type Input, readJson, type Source, writeAll } from "../../lib/system/io.ts";

/** Longer than any machine needs for a test here: only a read that waits for an open input comes to it. */
const NEVER_MS = 600_000;

/** A source that gives the pieces one by one; `null` is a moment without data, `"stuck"` an input that stays open. */
function source(...pieces: readonly (string | Uint8Array | null | "stuck")[]): Source {
  const left = [...pieces];
  return {
    read(into: Uint8Array): Promise<number | null> {
      const piece = left.shift();
      if (piece === undefined) return Promise.resolve(null);
      if (piece === null) return Promise.reject(new Deno.errors.WouldBlock("again"));
      if (piece === "stuck") return new Promise(() => {});
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      into.set(bytes.subarray(0, into.length));
      if (bytes.length > into.length) left.unshift(bytes.subarray(into.length));
      return Promise.resolve(Math.min(bytes.length, into.length));
    },
  };
}

function read(from: Source, maxBytes = 1000): Promise<Input> {
  return readJson(from, { maxBytes, deadlineMs: NEVER_MS });
}

/** The same for an input that stays open without a whole value. */
async function readLate(from: Source): Promise<Input> {
  // The deadline's own timer does not keep the test going.
  const alive = setTimeout(() => {}, NEVER_MS);
  const input = await readJson(from, { maxBytes: 1000, deadlineMs: 1 });
  clearTimeout(alive);
  return input;
}

Deno.test("readJson() joins pieces, also inside a character", async () => {
  const bytes = new TextEncoder().encode('{"a":"é"}');
  const pieces = [...bytes].map((byte) => new Uint8Array([byte]));
  assertEquals(await read(source(...pieces)), { kind: "json", value: { a: "é" } });
});

Deno.test("readJson() tries again after EAGAIN", async () => {
  assertEquals(await read(source(null, '{"a"', null, ":1}")), { kind: "json", value: { a: 1 } });
});

Deno.test("readJson() does not wait for an end after a complete object", async () => {
  assertEquals(await read(source('{"a":1}\n', "stuck")), { kind: "json", value: { a: 1 } });
});

Deno.test("readJson() finds the end of an object after many false ends", async () => {
  const pieces = ['{"a":"}', "}", "}", "}", "}", '"}'];
  assertEquals(await read(source(...pieces, "stuck")), { kind: "json", value: { a: "}}}}}" } });
});

Deno.test("readJson() gives the first object whether or not the rest comes with it", async () => {
  const expected: Input = { kind: "json", value: { a: 1 } };
  assertEquals(await read(source('{"a":1}{"b":2} rest')), expected);
  assertEquals(await read(source('{"a":1}', '{"b":2} rest')), expected);
});

Deno.test("readJson() is late when nothing or only a part comes and the input stays open", async () => {
  assertEquals(await readLate(source("stuck")), { kind: "late", receivedBytes: 0, waitedMs: 1 });
  assertEquals(await readLate(source('{"a":', "stuck")), { kind: "late", receivedBytes: 5, waitedMs: 1 });
});

Deno.test("readJson() takes exactly the limit and refuses a byte more", async () => {
  const text = `"${"x".repeat(98)}"`;
  assertEquals((await read(source(text), 100)).kind, "json");
  assertEquals(await read(source(text), 99), { kind: "too-large", limitBytes: 99 });
});

Deno.test("readJson() reads more than a piece of 64 KiB, and characters that pieces cut", async () => {
  for (const text of ["x".repeat(300_000), `x${"é".repeat(150_000)}`, `xx${"\u{1f600}".repeat(50_000)}`]) {
    const json = JSON.stringify({ a: text });
    assertEquals(await read(source(json), 1_000_000), { kind: "json", value: { a: text } });
  }
});

Deno.test("readJson() asks once about the first 64 KiB, and reads no more if they decide", async () => {
  const heads: string[] = [];
  const json = JSON.stringify({ ab: "é".repeat(100_000) });
  const ask = (from: Source, answer?: string): Promise<Input | string> =>
    readJson(from, { maxBytes: 1_000_000, deadlineMs: NEVER_MS }, (head) => {
      heads.push(head);
      return answer;
    });
  assertEquals(await ask(source(json.slice(0, 40_000), "stuck"), "known"), "known");
  // The 64 KiB end inside a character, which is not there yet.
  assertEquals(heads.splice(0), [json.slice(0, 7 + (65_536 - 8) / 2)]);
  assertEquals(await ask(source(json)), { kind: "json", value: JSON.parse(json) });
  assertEquals(heads.splice(0).length, 1);
  assertEquals(await ask(source('{"a":1}'), "known"), { kind: "json", value: { a: 1 } });
  // A slow writer: what comes first is no head.
  assertEquals((await ask(source(json.slice(0, 100), json.slice(100)), "known")) === "known", false);
  assertEquals(heads, []);
});

Deno.test("readJson() takes out a byte order mark in front and no other, however it is cut", async () => {
  const expected: Input = { kind: "json", value: { a: "\ufeffé" } };
  const bytes = new TextEncoder().encode('\ufeff{"a":"\ufeffé"}');
  for (let cut = 0; cut <= bytes.length; cut++) {
    assertEquals(await read(source(bytes.subarray(0, cut), bytes.subarray(cut))), expected, `cut at ${cut}`);
  }
  for (let cut = 3; cut <= bytes.length; cut++) {
    assertEquals(await read(source(bytes.subarray(3, cut), bytes.subarray(cut))), expected, `cut at ${cut}`);
  }
});

Deno.test("readJson() makes U+FFFD of a character that the end cuts", async () => {
  const bytes = new TextEncoder().encode('{"a":1} é');
  assertEquals(await read(source(bytes.subarray(0, -1))), { kind: "json", value: { a: 1 } });
});

Deno.test("readJson() distinguishes no input, blanks and text that is not JSON", async () => {
  assertEquals(await read(source()), { kind: "empty" });
  assertEquals(await read(source(" \n")), { kind: "empty" });
  assertEquals((await read(source("{"))).kind, "malformed");
});

Deno.test("readJson() says why an input cannot be read", async () => {
  const folder: Source = { read: () => Promise.reject(new Error("Is a directory (os error 21)")) };
  assertEquals(await read(folder), { kind: "unreadable", reason: "Is a directory (os error 21)" });
});

Deno.test("writeAll() writes what a short write left over", () => {
  const written: number[] = [];
  const target = {
    writeSync(bytes: Uint8Array): number {
      written.push(...bytes.subarray(0, 2));
      return Math.min(2, bytes.length);
    },
  };
  assertEquals(writeAll(target, "abcde"), undefined);
  assertEquals(new TextDecoder().decode(new Uint8Array(written)), "abcde");
});

Deno.test("writeAll() waits for a full pipe", () => {
  let calls = 0;
  const target = {
    writeSync(bytes: Uint8Array): number {
      if (calls++ === 0) throw new Deno.errors.WouldBlock("full");
      return bytes.length;
    },
  };
  assertEquals(writeAll(target, "x"), undefined);
  assertEquals(calls, 2);
});

Deno.test("writeAll() gives the error when the reader is gone", () => {
  const target = {
    writeSync(): number {
      throw new Deno.errors.BrokenPipe("gone");
    },
  };
  assert(writeAll(target, "x") instanceof Deno.errors.BrokenPipe);
});
