import { assertEquals, assertThrows } from "@std/assert";
import { LinterError } from "../../lib/linters/linter.ts";
import { messageBytes, MessageReader } from "../../lib/linters/rpc_messages.ts";

const MESSAGES = [{ id: 1, result: null }, { method: "ä\u{1f600}\r\n\r\n" }, {}];
const BYTES = new Uint8Array(MESSAGES.flatMap((message) => [...messageBytes(message)]));

Deno.test("MessageReader gives each message once, whatever the pieces are", () => {
  for (let size = 1; size <= BYTES.length; size++) {
    const reader = new MessageReader();
    const read: unknown[] = [];
    for (let at = 0; at < BYTES.length; at += size) read.push(...reader.read(BYTES.subarray(at, at + size)));
    assertEquals(read, MESSAGES, `pieces of ${size}`);
  }
});

Deno.test("MessageReader reads a head with other lines and in other letters", () => {
  const bytes = new TextEncoder().encode("Content-Type: x\r\ncontent-length:2\r\n\r\n{}");
  assertEquals(new MessageReader().read(bytes), [{}]);
});

Deno.test("MessageReader refuses what is no such stream", () => {
  const texts = [
    "Content-Length: x\r\n\r\n{}",
    "Content-Length: 999999999\r\n\r\n{}",
    "Content-Length: 3\r\n\r\n{]}",
    "\r\n\r\n",
    "a".repeat(2000),
  ];
  for (const text of texts) {
    assertThrows(() => new MessageReader().read(new TextEncoder().encode(text)), LinterError, "garbage");
  }
});
