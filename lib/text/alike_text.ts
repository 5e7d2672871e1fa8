/**
 * Finds where a file holds a text but for what does not show: white space, quotes, escapes, letters that look the same.
 *
 * @module
 */
import type { BoundedSearch } from "./bounded_search.ts";
import { type Difference, differencesOf, essenceOf, placeInText } from "./likeness.ts";
import { lineEnd, type Lines, linesAt, lineStart } from "./line_places.ts";

/** Text of the file that looks like another text. */
export interface Likeness extends Lines {
  /** The text in the file. */
  readonly text: string;
  /** In which ways it differs. */
  readonly differences: readonly Difference[];
}

/** More places than a sentence can name. */
const MAX_PLACES = 8;
/** Places of a word that are looked at; a word in more places says little. */
const MAX_CANDIDATES = 40;
/** Text around these places that is compared as a whole: 1 ms. */
const MAX_COMPARED_UNITS = 30_000;
/** So much after a place tells whether it is worth comparing. */
const HEAD_UNITS = 60;
/** What is searched for: pieces of lines, which are found faster than words. */
const MIN_PIECE_UNITS = 12;
const MAX_PIECES = 2;
const MAX_WORDS = 4;
/** They are taken from the first part of a long text. */
const MAX_READ_UNITS = 4000;

/**
 * Finds all places whose text looks like a text.
 *
 * @param search The file.
 * @param text The text.
 * @returns The places, in order; empty also where no word of the text is rare enough to look for.
 */
export function findAlike(search: BoundedSearch, text: string): Likeness[] {
  const essence = essenceOf(text);
  if (essence === "") return [];
  // White space makes up most of a difference in length.
  const reach = 2 * text.length + 200;
  let left = Math.max(1, Math.floor(MAX_COMPARED_UNITS / (2 * reach)));
  for (const anchor of anchorsOf(text)) {
    const offsets = search.findAll(anchor, MAX_CANDIDATES + 1);
    if (offsets.length > MAX_CANDIDATES) continue;
    const heads = headsOf(text, anchor);
    const near = offsets.filter((offset) => hasHead(search.text, offset, heads)).slice(0, left);
    const found = compareAround(search.text, near, { text, essence, reach });
    if (found.length > 0) return found;
    left -= near.length;
  }
  return [];
}

/** What to search for: long pieces, then long words, without what may be written in another way. */
function anchorsOf(text: string): string[] {
  const read = text.slice(0, MAX_READ_UNITS);
  const pieces = read.split(/['"`\\&\t\r\n\u0080-\uffff]| {2,}/).map((piece) => piece.trim())
    .filter((piece) => piece.length >= MIN_PIECE_UNITS && piece.length < text.length);
  const words =
    read.replace(/\\u[0-9A-Fa-f]{4}/g, "\u00e9").replace(/\\[ntr]|&(?:lt|gt|amp|quot|apos|nbsp);/g, " ")
      .match(/[\p{L}\p{M}0-9_$]+/gu) ?? [];
  const plain = words.filter((word) => /^[\w$]+$/.test(word));
  return [...longest(pieces, MAX_PIECES), ...longest(plain, MAX_WORDS)];
}

function longest(texts: readonly string[], count: number): string[] {
  return [...new Set(texts)].sort((one, other) => other.length - one.length).slice(0, count);
}

/** What follows each place of an anchor in the text. */
function headsOf(text: string, anchor: string): string[] {
  const heads: string[] = [];
  for (
    let at = text.indexOf(anchor);
    at >= 0 && heads.length < MAX_PLACES;
    at = text.indexOf(anchor, at + 1)
  ) {
    heads.push(headAt(text, at));
  }
  return heads;
}

function headAt(text: string, at: number): string {
  return essenceOf(text.slice(at, at + HEAD_UNITS));
}

/** Whether one of two heads begins with the other: white space makes them unequally long. */
function hasHead(file: string, offset: number, heads: readonly string[]): boolean {
  const there = headAt(file, offset);
  return heads.some((head) => there.startsWith(head.slice(0, there.length)) || head.startsWith(there));
}

interface Wanted {
  readonly text: string;
  readonly essence: string;
  /** How far from a place the text may go. */
  readonly reach: number;
}

function compareAround(
  file: string,
  offsets: readonly number[],
  { text, essence, reach }: Wanted,
): Likeness[] {
  const found = new Map<number, Likeness>();
  for (const offset of offsets) {
    const from = Math.max(0, offset - reach);
    const window = file.slice(from, offset + reach);
    const around = essenceOf(window);
    for (let at = around.indexOf(essence); at >= 0; at = around.indexOf(essence, at + 1)) {
      const start = from + placeInText(window, at);
      const end = from + placeInText(window, at + essence.length - 1) + 1;
      if (!found.has(start)) found.set(start, likenessOf(file, text, { start, end }));
      if (found.size >= MAX_PLACES) return [...found.values()];
    }
  }
  return [...found.values()];
}

function likenessOf(
  file: string,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Likeness {
  // White space around it belongs to it as far as the lines hold nothing else.
  const [above, below] = [lineStart(file, start), lineEnd(file, end)];
  const isIndented = text.trimStart() !== text && file.slice(above, start).trim() === "";
  const isWhole = (text.includes("\n") || text.trimEnd() !== text) && file.slice(end, below).trim() === "";
  const there = file.slice(isIndented ? above : start, isWhole ? below : end);
  const wanted = text.replace(/^\n+|\n+$/g, "");
  const differences = differencesOf(there, wanted);
  const isLast = differences.length === 0 && text.endsWith("\n") && below === file.length;
  return {
    ...linesAt(file, start, end),
    text: there,
    differences: isLast ? ["last-line"] : differences,
  };
}
