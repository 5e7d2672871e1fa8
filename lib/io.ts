/**
 * Standard input, output and error: whole reads with a size and a time limit, whole writes that never throw.
 *
 * @module
 */
import { isObject } from "./event.ts";
import type { ValueEnd } from "./json.ts";

/** The largest event that is read, in bytes. Claude Code's event for a 2 MB overwrite is 10 MB (2.1.330). */
export const MAX_INPUT_BYTES = 16 * 1024 * 1024;

/** How long standard input may stay open without a complete value, in milliseconds; the contract is 5 s in all. */
export const INPUT_DEADLINE_MS = 4500;

/** What came in: one JSON value, or why there is none. */
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

const FIRST_BUFFER_BYTES = 64 * 1024;
/** Parsing the bytes so far is faster than counting brackets, until it has failed some times: counting is linear. */
const MAX_PARSE_TRIES = 3;
/** Above, looking at each byte costs more than a TextDecoder. */
const MAX_PLAIN_BYTES = 2048;
const LAST_ASCII = 0x7f;
const CLOSING_BRACE = 0x7d;
const NEWLINE = 0x0a;

/**
 * Reads one JSON value: to the end of the input, or to the end of the first object where the input stays open. What
 * follows the first object is ignored, so the answer does not depend on how the bytes were cut into pieces.
 *
 * Deno cannot interrupt a synchronous read, so the reads are asynchronous; beside an empty program that costs
 * nothing, and neither does a deadline made with `Atomics.waitAsync` (`setTimeout` costs 6 ms).
 *
 * @param source Where to read from.
 * @param limits Size and time.
 * @returns The value (invalid UTF-8 becomes U+FFFD, a byte order mark is dropped), or why there is none.
 */
export async function readJson(source: Source, limits: InputLimits): Promise<Input> {
  const progress = { receivedBytes: 0 };
  // The first read begins here, and goes on in another thread meanwhile.
  const reading = readPieces(source, limits.maxBytes, progress);
  const input = await Promise.race([reading, after(limits.deadlineMs)]);
  return input === "late" ? { kind: "late", ...progress, waitedMs: limits.deadlineMs } : input;
}

async function readPieces(
  source: Source,
  maxBytes: number,
  progress: { receivedBytes: number },
): Promise<Input> {
  let buffer = new Uint8Array(FIRST_BUFFER_BYTES);
  let length = 0;
  let end: ValueEnd | undefined;
  let tries = 0;
  while (true) {
    // Each read begins where the one before it ended.
    const count = await readSome(source, buffer.subarray(length));
    if (count instanceof Error) return { kind: "unreadable", reason: count.message };
    if (count === null) return await parseWhole(buffer.subarray(0, length), end);
    length += count;
    progress.receivedBytes = length;
    if (length > maxBytes) return { kind: "too-large", limitBytes: maxBytes };
    const last = buffer[length - 1];
    if (last === CLOSING_BRACE || last === NEWLINE) {
      const received = buffer.subarray(0, length);
      const early = tries++ < MAX_PARSE_TRIES
        ? parse(received)
        : parseFirst(received, end ??= await bracketCounter());
      if (early.kind === "json" && isObject(early.value)) return early;
    }
    if (length === buffer.length) buffer = grown(buffer, maxBytes + 1);
  }
}

/**
 * Writes all of a text, as long as somebody reads it.
 *
 * @param target Standard output or standard error.
 * @param text What to write.
 * @returns False when the other side is gone; the caller's exit code does not change for that.
 */
export function writeAll(target: { writeSync(bytes: Uint8Array): number }, text: string): boolean {
  const bytes = new TextEncoder().encode(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSome(target, bytes.subarray(written));
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

/** Reads once; an error is a value here, because a race must not leave a rejection behind. */
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
    // A full non-blocking pipe whose reader is slow: wait for it.
    if (!(error instanceof Deno.errors.WouldBlock)) throw error;
    pause(1);
    return 0;
  }
}

function after(milliseconds: number): Promise<"late"> {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const wait = Atomics.waitAsync(cell, 0, 0, milliseconds);
  return Promise.resolve(wait.value).then(() => "late");
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function grown(buffer: Uint8Array<ArrayBuffer>, limit: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(buffer.length * 4, limit));
  larger.set(buffer);
  return larger;
}

/** Counting is the exception, so its code is not there before it is wanted. */
async function bracketCounter(): Promise<ValueEnd> {
  const { ValueEnd } = await import("./json.ts");
  return new ValueEnd();
}

async function parseWhole(bytes: Uint8Array, end: ValueEnd | undefined): Promise<Input> {
  const whole = parse(bytes);
  if (whole.kind !== "malformed") return whole;
  const first = parseFirst(bytes, end ?? await bracketCounter());
  return first.kind === "json" ? first : whole;
}

function parseFirst(bytes: Uint8Array, end: ValueEnd): Input {
  const size = end.find(bytes);
  return size > 0 ? parse(bytes.subarray(0, size)) : { kind: "empty" };
}

function parse(bytes: Uint8Array): Input {
  const text = (bytes.length <= MAX_PLAIN_BYTES ? plainText(bytes) : undefined) ??
    new TextDecoder().decode(bytes);
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return text.trim() === "" ? { kind: "empty" } : { kind: "malformed", reason: error.message };
  }
}

/** Decodes ASCII: most events are that and small, and the first TextDecoder costs a new process 0.1 ms. */
function plainText(bytes: Uint8Array): string | undefined {
  for (let index = 0; index < bytes.length; index++) {
    if ((bytes[index] ?? 0) > LAST_ASCII) return undefined;
  }
  return String.fromCharCode(...bytes);
}
