/**
 * Reads a file of any size line by line, in constant memory.
 *
 * @module
 */

import { reasonOf } from "../../system/reason.ts";
import { UserError } from "../../text/user_error.ts";

/** One line. */
export interface Line {
  /** Its number, from 1. */
  readonly number: number;
  /** Its text without the line end; `undefined` when it is longer than {@linkcode MAX_LINE_BYTES}. */
  readonly text: string | undefined;
}

/** The longest line that is read, in bytes: the largest event there is, and its file before and after. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Larger pieces are no faster, and what is made of them outlives the young generation of the heap. */
const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * Reads a file's lines, those of one chunk at a time.
 *
 * @param path The file.
 * @param progress Called with the number of bytes of each chunk.
 * @returns The lines in order; a last line without an end is a line too.
 * @throws {UserError} When the file cannot be opened.
 */
export async function* readLines(
  path: string,
  progress: (bytes: number) => void,
): AsyncGenerator<readonly Line[]> {
  using file = await openLines(path);
  const chunk = new Uint8Array(CHUNK_BYTES);
  const rest = new Rest();
  let number = 0;
  while (true) {
    // One chunk after the other is what keeps the memory constant.
    const count = await file.read(chunk);
    if (count === null) break;
    progress(count);
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0 && end < count; end = chunk.indexOf(NEWLINE, start)) {
      lines.push({ number: ++number, text: rest.end(chunk.subarray(start, end)) });
      start = end + 1;
    }
    rest.add(chunk.subarray(start, count));
    yield lines;
  }
  if (!rest.isEmpty()) yield [{ number: ++number, text: rest.end(new Uint8Array()) }];
}

async function openLines(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { read: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError(`Cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** The beginning of a line whose end has not been read yet. */
class Rest {
  readonly #decoder = new TextDecoder();
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  isEmpty(): boolean {
    return this.#bytes === 0;
  }

  add(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#bytes += piece.length;
    // Of a line that is too long only the length is kept.
    if (this.#bytes > MAX_LINE_BYTES) this.#pieces = [];
    else this.#pieces.push(piece.slice());
  }

  end(piece: Uint8Array): string | undefined {
    const bytes = this.#bytes + piece.length;
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#bytes = 0;
    if (bytes > MAX_LINE_BYTES) return undefined;
    if (pieces.length === 0) return this.#decoder.decode(piece);
    const whole = new Uint8Array(bytes);
    let at = 0;
    for (const part of [...pieces, piece]) {
      whole.set(part, at);
      at += part.length;
    }
    return this.#decoder.decode(whole);
  }
}
