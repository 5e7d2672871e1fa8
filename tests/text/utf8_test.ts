import { assertEquals } from "@std/assert";
import { decodeAscii, decodeUtf8, encodeUtf8 } from "../../lib/text/utf8.ts";

const LIMIT_BYTES = 8192;
const LIMIT_UNITS = 2048;
const ALL_ASCII = String.fromCharCode(...Array.from({ length: 128 }, (_, unit) => unit));

Deno.test("decodeAscii() decodes every byte below 128, and no other", () => {
  for (let byte = 0; byte < 256; byte++) {
    const bytes = Uint8Array.of(0x61, byte, 0x62);
    assertEquals(decodeAscii(bytes), byte < 128 ? `a${String.fromCharCode(byte)}b` : undefined);
  }
});

Deno.test("decodeAscii() looks at the part of a buffer that it is given", () => {
  const whole = Uint8Array.of(0xff, 0x61, 0x62, 0x63, 0xff);
  assertEquals(decodeAscii(whole.subarray(1, 4)), "abc");
  assertEquals(decodeAscii(whole.subarray(1)), undefined);
  assertEquals(decodeAscii(whole.subarray(1, 1)), "");
});

Deno.test("decodeAscii() leaves long texts to a decoder", () => {
  const bytes = new Uint8Array(LIMIT_BYTES + 1).fill(0x61);
  assertEquals(decodeAscii(bytes.subarray(0, LIMIT_BYTES)), "a".repeat(LIMIT_BYTES));
  assertEquals(decodeAscii(bytes), undefined);
  assertEquals(decodeUtf8(bytes), "a".repeat(LIMIT_BYTES + 1));
});

Deno.test("encodeUtf8() and decodeUtf8() give what the platform's coders give", () => {
  const texts = [
    "",
    ALL_ASCII,
    "naïve",
    "日本語",
    "a😀b",
    "\ud800",
    "x\udfff",
    "\u0080",
    "\u007f",
    "é".repeat(3000),
  ];
  const lengths = [LIMIT_UNITS - 1, LIMIT_UNITS, LIMIT_UNITS + 1, LIMIT_BYTES, LIMIT_BYTES + 1];
  const long = lengths.flatMap((length) => ["z".repeat(length), `${"z".repeat(length - 1)}ü`]);
  for (const text of [...texts, ...long]) {
    const bytes = new TextEncoder().encode(text);
    assertEquals(encodeUtf8(text), bytes);
    assertEquals(decodeUtf8(bytes), new TextDecoder().decode(bytes));
  }
});
