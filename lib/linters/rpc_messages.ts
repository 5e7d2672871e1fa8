/**
 * Messages of JSON-RPC in a stream: a head with the length of the body, an empty line, the body.
 *
 * @module
 */
import type { JsonObject } from "../text/json_object.ts";
import { LinterError } from "./linter.ts";

/** More than any answer about one file. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** Heads have one or two short lines. */
const MAX_HEAD_BYTES = 1024;
const HEAD_END = "\r\n\r\n";

/**
 * Writes a message.
 *
 * @param message The message.
 * @returns Head and body.
 */
export function messageBytes(message: JsonObject): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const body = encoder.encode(JSON.stringify(message));
  const head = encoder.encode(`Content-Length: ${body.length}${HEAD_END}`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** Takes messages out of a stream, whatever its pieces are. */
export class MessageReader {
  #bytes = new Uint8Array(0);

  /**
   * Reads a piece.
   *
   * @param piece The next bytes of the stream.
   * @returns The messages that end in it.
   * @throws {LinterError} When it is no such stream.
   */
  read(piece: Uint8Array): unknown[] {
    const bytes = new Uint8Array(this.#bytes.length + piece.length);
    bytes.set(this.#bytes);
    bytes.set(piece, this.#bytes.length);
    const messages: unknown[] = [];
    let at = 0;
    while (true) {
      const head = headAt(bytes.subarray(at, at + MAX_HEAD_BYTES));
      const end = head === undefined ? Infinity : at + head.headBytes + head.bodyBytes;
      if (head === undefined || end > bytes.length) break;
      messages.push(jsonIn(bytes.subarray(at + head.headBytes, end)));
      at = end;
    }
    this.#bytes = bytes.slice(at);
    return messages;
  }
}

interface Head {
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** The head that bytes begin with; `undefined` where it is not complete yet. */
function headAt(bytes: Uint8Array): Head | undefined {
  const text = String.fromCharCode(...bytes);
  const end = text.indexOf(HEAD_END);
  if (end < 0) {
    if (bytes.length >= MAX_HEAD_BYTES) throw new LinterError("garbage");
    return undefined;
  }
  const [, digits] = /^content-length: *(\d{1,9})\r?$/im.exec(text.slice(0, end)) ?? [];
  const bodyBytes = Number(digits ?? NaN);
  if (!(bodyBytes <= MAX_BODY_BYTES)) throw new LinterError("garbage");
  return { headBytes: end + HEAD_END.length, bodyBytes };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LinterError("garbage");
  }
}
