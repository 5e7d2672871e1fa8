/**
 * Standard input, output and error: complete reads with a size and a time limit, complete writes that never throw.
 *
 * @module
 */
import { isObject } from "../text/json_object.ts";
import { pause, startTimer } from "./timer.ts";
import type { ValueEnd } from "../text/json_end.ts";
import { decodeAscii, encodeUtf8 } from "../text/utf8.ts";

/** The largest event that is read, in bytes. Claude Code's event for a 2 MB overwrite is 10 MB (2.1.330). */
export const MAX_INPUT_BYTES = 16 * 1024 * 1024;

/** How long standard input may stay open without a complete value, in milliseconds; the contract is 5 s in all. */
export const INPUT_DEADLINE_MS = 4500;

/** What was read: one JSON value, or why there is none. */
export type Input =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "empty" }
  | { readonly kind: "malformed"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string }
  | { readonly kind: "too-large"; readonly limitBytes: number }
  | { readonly kind: "late"; readonly receivedBytes: number; readonly waitedMs: number };

/** Where {@linkcode readJson} reads from: the part of `Deno.stdin` that it uses. */
export interface Source {
  /** Reads some bytes; null at the end. */
  read(into: Uint8Array): Promise<number | null>;
}

/** Limits for {@linkcode readJson}. */
export interface InputLimits {
  /** The most bytes that are read. */
  readonly maxBytes: number;
  /** The longest wait in all, in milliseconds. */
  readonly deadlineMs: number;
}

/** The size of a pipe's buffer. */
const PIECE_BYTES = 64 * 1024;
/** Parsing the bytes read so far is faster than counting brackets. After some failures counting is used, which is linear. */
const MAX_PARSE_TRIES = 3;
const CLOSING_BRACE = 0x7d;
const NEWLINE = 0x0a;

/**
 * Reads one JSON value: to the end of the input, or to the end of the first object where the input stays open. What
 * follows the first object is ignored, so the answer does not depend on how the bytes were cut into pieces.
 *
 * Deno cannot interrupt a synchronous read, so the reads are asynchronous. That costs nothing, and neither does a deadline
 * without `setTimeout` (`deno task bench --only costs`).
 *
 * @param source Where to read from.
 * @param limits Size and time.
 * @param decideEarly Called once with the first 64 KiB of a large input. If it returns a value, that is the result and the
 * rest is not read.
 * @returns The value (invalid UTF-8 becomes U+FFFD, a byte order mark is dropped), or why there is none; or the early result.
 */
export async function readJson<Early = never>(
  source: Source,
  limits: InputLimits,
  decideEarly?: (head: string) => Early | undefined,
): Promise<Input | Early> {
  const progress = { receivedBytes: 0 };
  // The first read begins here and continues in another thread.
  const reading = readPieces(source, { maxBytes: limits.maxBytes, decideEarly }, progress);
  const deadline = startTimer(limits.deadlineMs);
  const input = await Promise.race([reading, deadline.passed]);
  deadline.cancel();
  return input ?? { kind: "late", ...progress, waitedMs: limits.deadlineMs };
}

interface ReadOptions<Early> {
  readonly maxBytes: number;
  readonly decideEarly: ((head: string) => Early | undefined) | undefined;
}

/**
 * Reads to the end. A large event comes in pieces of a pipe's size. While one is decoded, the next one is read into another
 * buffer: for 2 MB that takes 1 ms less than one buffer that grows.
 */
async function readPieces<Early>(
  source: Source,
  { maxBytes, decideEarly }: ReadOptions<Early>,
  progress: { receivedBytes: number },
): Promise<Input | Early> {
  const pieces = new Pieces();
  let buffer = new Uint8Array(PIECE_BYTES);
  let next: Uint8Array<ArrayBuffer> | undefined;
  let reading = readSome(source, buffer);
  let end: ValueEnd | undefined;
  let tries = 0;
  while (true) {
    const count = await reading;
    if (count instanceof Error) return { kind: "unreadable", reason: count.message };
    if (count === null) return await parseWhole(pieces.ended(), end);
    progress.receivedBytes += count;
    if (progress.receivedBytes > maxBytes) return { kind: "too-large", limitBytes: maxBytes };
    const piece = buffer.subarray(0, count);
    const isHead = decideEarly !== undefined && count === PIECE_BYTES && count === progress.receivedBytes;
    const readsAhead = count === buffer.length && !isHead;
    if (readsAhead) {
      [buffer, next] = [next ?? new Uint8Array(PIECE_BYTES), buffer];
      reading = readSome(source, buffer);
    }
    const text = pieces.with(piece);
    const early = isHead ? decideEarly(text) : undefined;
    if (early !== undefined) return early;
    const last = piece.at(-1);
    if (last === CLOSING_BRACE || last === NEWLINE) {
      const first = tries++ < MAX_PARSE_TRIES
        ? parse(text)
        : parseFirst(text, end ??= await bracketCounter());
      if (first.kind === "json" && isObject(first.value)) return first;
    }
    if (!readsAhead) reading = readSome(source, buffer);
  }
}

/** A text that arrives in pieces, cut anywhere. */
class Pieces {
  #text = "";
  #decoder: TextDecoder | undefined;

  /**
   * Adds a piece.
   *
   * @param bytes The piece.
   * @returns The text so far.
   */
  with(bytes: Uint8Array): string {
    const plain = this.#decoder === undefined ? decodeAscii(bytes) : undefined;
    if (plain !== undefined) return this.#text += plain;
    // A byte order mark is dropped only at the start.
    this.#decoder ??= new TextDecoder("utf-8", { ignoreBOM: this.#text !== "" });
    return this.#text += this.#decoder.decode(bytes, { stream: true });
  }

  /** Returns the whole text. A character that is cut off at the end becomes U+FFFD. */
  ended(): string {
    return this.#text += this.#decoder?.decode() ?? "";
  }
}

/**
 * Writes all of a text, unless the other side has closed the stream.
 *
 * @param target Standard output or standard error.
 * @param text What to write.
 * @returns What went wrong; `undefined` if all is written. The exit code of hook mode does not change for that.
 */
export function writeAll(target: { writeSync(bytes: Uint8Array): number }, text: string): Error | undefined {
  const bytes = encodeUtf8(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSome(target, bytes.subarray(written));
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

/** Reads once. An error is returned as a value, because the loser of a race must not leave an unhandled rejection. */
async function readSome(source: Source, into: Uint8Array): Promise<number | null | Error> {
  try {
    return await source.read(into);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!(error instanceof Deno.errors.WouldBlock)) return error;
    pause(1);
    return 0;
  }
}

function writeSome(target: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): number {
  try {
    return target.writeSync(bytes);
  } catch (error) {
    // The pipe does not block, and is full because its reader is slow.
    if (!(error instanceof Deno.errors.WouldBlock)) throw error;
    pause(1);
    return 0;
  }
}

/** Counting is rare, so its code is loaded when it is needed. */
async function bracketCounter(): Promise<ValueEnd> {
  const { ValueEnd } = await import("../text/json_end.ts");
  return new ValueEnd();
}

async function parseWhole(text: string, end: ValueEnd | undefined): Promise<Input> {
  const whole = parse(text);
  if (whole.kind !== "malformed") return whole;
  const first = parseFirst(text, end ?? await bracketCounter());
  return first.kind === "json" ? first : whole;
}

function parseFirst(text: string, end: ValueEnd): Input {
  const size = end.find(text);
  return size > 0 ? parse(text.slice(0, size)) : { kind: "empty" };
}

function parse(text: string): Input {
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text.trim() === "" ? { kind: "empty" } : { kind: "malformed", reason: error.message };
  }
}
