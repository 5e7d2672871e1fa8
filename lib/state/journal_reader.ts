/**
 * Reads the journal in constant memory, whatever is in it.
 *
 * @module
 */
import { decodeRecord, type JournalRecord } from "./journal_record.ts";
import { STATE_RANGES } from "./limits.ts";
import { journalPath } from "./folder.ts";
import { infoOf } from "../system/files.ts";

/** A record, or a line that is none. */
export type JournalLine =
  | { readonly kind: "record"; readonly record: JournalRecord }
  /** Torn, of another version, or garbage. */
  | { readonly kind: "broken" };

const CHUNK_BYTES = 256 * 1024;
/** No record is longer; garbage without line ends must not fill the memory. */
const MAX_LINE_BYTES = 64 * 1024;
/** A file that is put aside a little late has a few lines more than it may. */
const MAX_FILE_BYTES = 2 * STATE_RANGES.journalFileBytes.max;
const NEWLINE = 0x0a;

/**
 * Lists the journal's files.
 *
 * @param folder The state folder.
 * @returns Path and size in bytes of each, the oldest first.
 * @throws {Error} What the file system throws, except for missing files.
 */
export function journalFiles(folder: string): { path: string; bytes: number }[] {
  const ages = [...Deno.readDirSync(folder)].flatMap(({ name }) => {
    if (name === "journal.jsonl") return [0];
    const age = /^journal\.(\d{1,9})\.jsonl$/.exec(name)?.[1];
    return age === undefined ? [] : [Number(age)];
  });
  return ages.toSorted((a, b) => b - a).flatMap((age) => {
    const path = journalPath(folder, age);
    // Reading a pipe waits for its writer, and a link leads anywhere.
    const info = infoOf(path);
    return info?.isFile === true && info.size <= MAX_FILE_BYTES ? [{ path, bytes: info.size }] : [];
  });
}

/**
 * Reads all lines, the oldest first.
 *
 * @param folder The state folder.
 * @returns One result a line; blank lines are none.
 * @throws {Error} What the file system throws.
 */
export function* readJournal(folder: string): Generator<JournalLine> {
  for (const { path } of journalFiles(folder)) {
    using file = Deno.openSync(path);
    yield* linesOf(file);
  }
}

function* linesOf(file: Deno.FsFile): Generator<JournalLine> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  let rest = new Uint8Array();
  for (let count = file.readSync(chunk); count !== null; count = file.readSync(chunk)) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0 && end < count; end = chunk.indexOf(NEWLINE, from)) {
      yield* lineOf(rest, chunk.subarray(from, end));
      rest = new Uint8Array();
      from = end + 1;
    }
    rest = join(rest, chunk.subarray(from, count));
  }
  yield* lineOf(rest, new Uint8Array());
}

function* lineOf(first: Uint8Array<ArrayBuffer>, last: Uint8Array<ArrayBuffer>): Generator<JournalLine> {
  const line = new TextDecoder().decode(join(first, last)).trim();
  if (line === "") return;
  const record = decodeRecord(line);
  yield record === undefined ? { kind: "broken" } : { kind: "record", record };
}

/** Joins two pieces of a line. A line that is too long is cut, but stays too long. */
function join(first: Uint8Array<ArrayBuffer>, last: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const kept = last.subarray(0, Math.max(0, MAX_LINE_BYTES - first.length));
  const whole = new Uint8Array(first.length + kept.length);
  whole.set(first);
  whole.set(kept, first.length);
  return whole;
}
