/**
 * Finds where in a file an edit belongs whose old text is not there, or is there more than once.
 *
 * Only native searches look at the whole file, so that a megabyte takes no longer than reading it; everything else looks at
 * the text around what they find.
 *
 * @module
 */
import { type Difference, differencesOf, essenceOf } from "./likeness.ts";
import { type ClosestLines, closestLines } from "./closest_lines.ts";
import { lineOf, lineStart } from "./line_places.ts";

/** An edit that was refused. */
export interface RefusedEdit {
  /** The text that was to be replaced. */
  readonly before: string;
  /** The text that was to be there instead. */
  readonly after: string;
}

/** Some lines of a file, counted from 1. */
export interface Lines {
  /** The first one. */
  readonly first: number;
  /** The last one. */
  readonly last: number;
}

/** Text of the file that looks like the text of an edit. */
export interface Likeness extends Lines {
  /** The text in the file. */
  readonly text: string;
  /** In which ways it differs. */
  readonly differences: readonly Difference[];
}

/** One of several places that hold the same text, and what makes it unique. */
export interface Occurrence extends Lines {
  /** The text with the fewest lines around it that is in the file once; "" where that takes too many. */
  readonly unique: string;
}

/** Where an edit belongs. */
export type EditPlace =
  /** The old text is in the file, but for what does not show. */
  | { readonly kind: "alike"; readonly places: readonly Likeness[] }
  /** The old text was copied with the line numbers of a listing. */
  | { readonly kind: "numbered"; readonly lines: Lines }
  /** The new text is there and the old one is not. */
  | { readonly kind: "applied"; readonly lines: Lines; readonly differences: readonly Difference[] }
  /** The old text is there several times. */
  | { readonly kind: "several"; readonly places: readonly Occurrence[]; readonly count: number }
  /** Nothing looks like it, but some lines are close. */
  | ({ readonly kind: "close" } & ClosestLines);

/** More places than a sentence can name. */
const MAX_PLACES = 8;
/** Places of a word that are looked at, and the longest texts that are compared: both bound the time. */
const MAX_CANDIDATES = 40;
const MAX_EDIT_UNITS = 20_000;
/** A shorter new text may be anywhere for another reason. */
const MIN_APPLIED_UNITS = 6;
const MAX_UNIQUE_LINES = 3;

/**
 * Finds where an edit belongs.
 *
 * @param file The file's text.
 * @param edit The edit's old and new text.
 * @returns The place; `undefined` when nothing near it is in the file, or the old text is there once.
 */
export function editPlace(file: string, { before, after }: RefusedEdit): EditPlace | undefined {
  if (before.trim() === "" || before.length > MAX_EDIT_UNITS) return undefined;
  const places = alike(file, before);
  const exact = places === undefined || places.some(({ differences }) => differences.length === 0)
    ? offsetsOf(file, before)
    : [];
  if (exact.length === 1) return undefined;
  if (exact.length > 1) return several(file, before, exact);
  return elsewhere(file, { before, after }, places ?? []);
}

/** Where an edit belongs whose old text is not in the file. */
function elsewhere(
  file: string,
  { before, after }: RefusedEdit,
  places: readonly Likeness[],
): EditPlace | undefined {
  const numbered = withoutNumbers(before);
  return findApplied(file, { before, after }, places) ??
    (places.length > 0 ? { kind: "alike", places } : undefined) ??
    (numbered === undefined ? undefined : findNumbered(file, numbered)) ??
    close(file, before);
}

function close(file: string, before: string): EditPlace | undefined {
  const lines = closestLines(file, before);
  return lines && { kind: "close", ...lines };
}

function several(file: string, before: string, offsets: readonly number[]): EditPlace {
  const places = offsets.slice(0, MAX_PLACES).map((offset) => ({
    ...linesAt(file, offset, offset + before.length),
    unique: uniqueAround(file, offset, offset + before.length),
  }));
  return { kind: "several", places, count: offsets.length };
}

/** The shortest text of whole lines around a place that is in the file once. */
function uniqueAround(file: string, start: number, end: number): string {
  for (let lines = 0; lines <= MAX_UNIQUE_LINES; lines++) {
    for (let above = lines; above >= 0; above--) {
      const text = file.slice(lineStart(file, start, above), lineEnd(file, end, lines - above));
      if (offsetsOf(file, text, 2).length === 1) return text;
    }
  }
  return "";
}

function lineEnd(file: string, offset: number, below: number): number {
  // A text that ends with a line end ends there.
  let end = file.charAt(offset - 1) === "\n" ? offset - 1 : nextEnd(file, offset);
  for (let count = 0; count < below && end < file.length; count++) end = nextEnd(file, end + 1);
  return end;
}

function nextEnd(file: string, offset: number): number {
  const end = file.indexOf("\n", offset);
  return end < 0 ? file.length : end;
}

function findApplied(
  file: string,
  { before, after }: RefusedEdit,
  places: readonly Likeness[],
): EditPlace | undefined {
  if (after.trim().length < MIN_APPLIED_UNITS || before.includes(after) || after.length > MAX_EDIT_UNITS) {
    return undefined;
  }
  const [at] = offsetsOf(file, after, 1);
  if (at !== undefined) {
    const lines = linesAt(file, at, at + after.length);
    // What looks like the old text may be another place that is still to be edited.
    if (
      places.length > 0 && !places.every((place) => place.first >= lines.first && place.last <= lines.last)
    ) {
      return undefined;
    }
    return { kind: "applied", lines, differences: [] };
  }
  const [place] = places.length > 0 || essenceOf(before).text === essenceOf(after).text
    ? []
    : alike(file, after) ?? [];
  return place && { kind: "applied", lines: place, differences: place.differences };
}

function findNumbered(file: string, text: string): EditPlace | undefined {
  const [at] = offsetsOf(file, text, 1);
  const lines = at === undefined ? alike(file, text)?.[0] : linesAt(file, at, at + text.length);
  return lines && { kind: "numbered", lines: { first: lines.first, last: lines.last } };
}

/** Without the numbers that a listing puts in front of each line; `undefined` where not every line has one. */
function withoutNumbers(text: string): string | undefined {
  const lines = text.split("\n");
  const number = /^\s*\d+(?:\t|\u2192|: ?| ?\| ?)/;
  const rest = lines.map((line) => line.trim() === "" ? line : line.replace(number, ""));
  return lines.some((line, index) => line.trim() !== "" && rest[index] === line)
    ? undefined
    : rest.join("\n");
}

/** All places whose text looks like a text, around each place of a rare word; `undefined` without such a word. */
function alike(file: string, text: string): Likeness[] | undefined {
  const { text: essence } = essenceOf(text);
  const words = wordsOf(text);
  const anchor = essence === "" ? [] : rareOffsets(file, words);
  if (anchor === undefined) return undefined;
  const found = new Map<number, Likeness>();
  const reach = 2 * text.length + 200;
  for (const offset of anchor) {
    // White space makes up most of a difference in length.
    const from = Math.max(0, offset - reach);
    const window = file.slice(from, offset + reach);
    if (!words.every((word) => window.includes(word))) continue;
    const { text: around, places } = essenceOf(window);
    for (let at = around.indexOf(essence); at >= 0; at = around.indexOf(essence, at + 1)) {
      const start = from + (places[at] ?? 0);
      const end = from + (places[at + essence.length - 1] ?? 0) + 1;
      if (found.has(start)) continue;
      found.set(start, likeness(file, text, { start, end }));
      if (found.size >= MAX_PLACES) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Where the first word is that is in few places: a long word mostly is. Each search goes through the whole file. */
function rareOffsets(file: string, words: readonly string[]): number[] | undefined {
  for (const word of words) {
    const offsets = offsetsOf(file, word, MAX_CANDIDATES + 1);
    if (offsets.length <= MAX_CANDIDATES) return offsets;
  }
  return undefined;
}

function likeness(
  file: string,
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): Likeness {
  // White space around it belongs to it as far as the lines hold nothing else.
  const [above, below] = [lineStart(file, start), lineEnd(file, end, 0)];
  const isIndented = text.trimStart() !== text && file.slice(above, start).trim() === "";
  const isWhole = (text.includes("\n") || text.trimEnd() !== text) && file.slice(end, below).trim() === "";
  const [first, last] = [isIndented ? above : start, isWhole ? below : end];
  const there = file.slice(first, last);
  const wanted = text.replace(/^\n+|\n+$/g, "");
  return { ...linesAt(file, start, end), text: there, differences: differencesOf(there, wanted) };
}

/** The longest words of a text, without those that may be written in another way: escapes, letters with accents. */
function wordsOf(text: string): string[] {
  const words =
    text.replace(/\\u[0-9A-Fa-f]{4}/g, "\u00e9").replace(/\\[ntr]|&(?:lt|gt|amp|quot|apos|nbsp);/g, " ")
      .match(/[\p{L}\p{M}0-9_$]+/gu) ?? [];
  return [...new Set(words)].filter((word) => /^[\w$]+$/.test(word)).sort((one, other) =>
    other.length - one.length
  ).slice(0, 4);
}

/** Where a text is, without overlaps. */
function offsetsOf(file: string, text: string, limit = 1000): number[] {
  const offsets: number[] = [];
  for (
    let at = file.indexOf(text);
    at >= 0 && offsets.length < limit;
    at = file.indexOf(text, at + text.length)
  ) {
    offsets.push(at);
  }
  return offsets;
}

function linesAt(file: string, start: number, end: number): Lines {
  const first = lineOf(file, start);
  const within = file.slice(start, end).replace(/\n+$/, "");
  return { first, last: first + within.split("\n").length - 1 };
}
