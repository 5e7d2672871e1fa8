/**
 * Reads a file that linters look at.
 *
 * @module
 */

/** What a file held at a moment. */
export interface FileContent {
  /** Its bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When it was changed last, in milliseconds since 1970. */
  readonly changedAt: number;
}

/** A larger file was hardly written by hand. */
const MAX_FILE_BYTES = 1024 * 1024;

/**
 * Reads a file.
 *
 * @param path The file.
 * @returns What it holds; `undefined` when it is gone, is no plain file, or is too large.
 */
export function readContent(path: string): FileContent | undefined {
  try {
    const { isFile, size, mtime } = Deno.statSync(path);
    if (!isFile || size > MAX_FILE_BYTES) return undefined;
    return { bytes: Deno.readFileSync(path), changedAt: mtime?.getTime() ?? 0 };
  } catch (error) {
    // Another process removed it, or it cannot be read.
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

/**
 * Tells whether a file was changed after it was read.
 *
 * @param path The file.
 * @param content What it held.
 * @returns True also when it is gone.
 */
export function hasChanged(path: string, { changedAt }: FileContent): boolean {
  try {
    return Deno.statSync(path).mtime?.getTime() !== changedAt;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return true;
  }
}

/** Longer lines are written by programs. */
const MAX_LINE_UNITS = 2000;
/** A short file may well be one long line. */
const MIN_MINIFIED_UNITS = 1000;
const HEADER_UNITS = 1000;
/** Go's convention (`go help generate`), and the words that other generators use. */
const GENERATED =
  /@generated\b|\bcode generated\b.*\bdo not edit\b|\b(?:auto-?generated|generated (?:by|from|file))\b.*\b(?:do not|don't|not be) (?:edit|modif|chang)|\bdo not (?:edit|modify)\b.*\bgenerated\b/is;

/**
 * Reads the text of a file that a person or a model wrote.
 *
 * @param content What the file holds.
 * @returns The text; `undefined` for other encodings than UTF-8, line ends that linters count differently, and files that
 * programs wrote: minified, or with a header that says so.
 */
export function handWrittenText({ bytes }: Pick<FileContent, "bytes">): string | undefined {
  const text = decodeStrictly(bytes);
  if (text === undefined || /\r(?!\n)/.test(text)) return undefined;
  const isMinified = text.length >= MIN_MINIFIED_UNITS &&
    text.length / text.split("\n", text.length).length > MAX_LINE_UNITS / 4;
  if (isMinified) return undefined;
  return isGenerated(text) ? undefined : text;
}

/** Only comments count: a generator's own source has such words in its strings. */
function isGenerated(text: string): boolean {
  const header = text.slice(0, HEADER_UNITS);
  if (!/generated/i.test(header)) return false;
  const comments = header.split("\n").filter((line) => /^\s*(?:#|\/\/|\/\*|\*|--|;|<!--)/.test(line));
  return GENERATED.test(comments.join("\n"));
}

function decodeStrictly(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}
