/**
 * Finds the lines of a file that are closest to a text, where they are clearly close.
 *
 * @module
 */
import type { BoundedSearch } from "./bounded_search.ts";
import { lineOf, lineStart } from "./line_places.ts";

/** The closest lines, and the first one that differs. */
export interface ClosestLines {
  /** The first line, from 1. */
  readonly first: number;
  /** The last line. */
  readonly last: number;
  /** How many lines of the text are there as they are, but for their indentation. */
  readonly same: number;
  /** How many lines the text has, without blank ones. */
  readonly of: number;
  /** The first line that differs: its number, what it is in the file, and what it is in the text. */
  readonly differing: { readonly line: number; readonly there: string; readonly wanted: string };
}

/** Bound the time: places of a line that are looked at, lines that are compared, units of a line, pairs of units. */
const MAX_PLACES = 8;
const MAX_LINES = 200;
const MAX_COMPARED_LINES = 400;
const MAX_LINE_UNITS = 200;
const MAX_COMPARED_UNITS = 60_000;
/** A line is close when this part of it is the same, and a text when this part of its lines is. */
const CLOSE_LINE = 0.7;
const CLOSE_TEXT = 0.6;
/** A shorter line, such as a bracket, is everywhere. */
const MIN_LINE_UNITS = 6;

/**
 * Finds the closest lines.
 *
 * @param search The file.
 * @param text A text that is not in it.
 * @returns The lines; `undefined` when none are clearly close.
 */
export function closestLines(search: BoundedSearch, text: string): ClosestLines | undefined {
  const { text: file } = search;
  const wanted = text.split("\n").slice(0, MAX_LINES).map((line) => line.trim());
  const of = wanted.filter((line) => line !== "").length;
  const enough = Math.max(1, of * CLOSE_TEXT);
  const starts = [...candidates(search, wanted)].slice(0, Math.floor(MAX_COMPARED_LINES / wanted.length));
  let left = MAX_COMPARED_UNITS;
  let best: Comparison & { readonly start: number } | undefined;
  for (const start of starts) {
    const place = compare(linesFrom(file, start, wanted.length), wanted);
    if (place === undefined || place.same + 1 < enough || best !== undefined && best.same >= place.same) {
      continue;
    }
    if (place.same < enough) {
      const { there, wanted } = place.differing;
      left -= there.length * wanted.length;
      if (left < 0) break;
      if (!isClose(there, wanted)) continue;
    }
    best = { ...place, start };
  }
  if (best === undefined) return undefined;
  const first = lineOf(file, best.start);
  const { same, differing } = best;
  const last = first + wanted.length - 1;
  return { first, last, same, of, differing: { ...differing, line: first + differing.line } };
}

/** Where the text would begin by each place of its longest lines, or of a word of its only line. */
function candidates(search: BoundedSearch, wanted: readonly string[]): Set<number> {
  const longest = wanted.map((line, index) => ({ line, index }))
    .filter(({ line }) => line.length >= MIN_LINE_UNITS)
    .sort((one, other) => other.line.length - one.line.length)
    .slice(0, 4);
  const starts = new Set<number>();
  for (const { line, index } of longest) {
    const needles = wanted.length > 1 ? [line, ...wordsOf(line).slice(0, 1)] : wordsOf(line);
    for (const needle of needles) {
      const places = search.findAll(needle, MAX_PLACES + 1);
      // Near the first places of a frequent word is not what is closest.
      if (places.length > MAX_PLACES) continue;
      for (const at of places) starts.add(lineStart(search.text, at, index));
    }
  }
  return starts;
}

function wordsOf(line: string): string[] {
  const words = [...new Set(line.match(/[A-Za-z0-9_$]{3,}/g) ?? [])];
  return words.sort((one, other) => other.length - one.length).slice(0, 2);
}

function linesFrom(file: string, start: number, count: number): string[] {
  const lines: string[] = [];
  for (let from = start; lines.length < count && from <= file.length;) {
    const end = file.indexOf("\n", from);
    const stop = end < 0 ? file.length : end;
    lines.push(file.slice(from, Math.min(stop, from + 1000)));
    from = stop + 1;
  }
  return lines;
}

interface Comparison {
  readonly same: number;
  readonly differing: ClosestLines["differing"];
}

function compare(lines: readonly string[], wanted: readonly string[]): Comparison | undefined {
  let same = 0;
  let differing: ClosestLines["differing"] | undefined;
  for (const [index, line] of wanted.entries()) {
    const there = lines[index]?.trim() ?? "";
    if (there === line) same += line === "" ? 0 : 1;
    else differing ??= { line: index, there, wanted: line };
  }
  return differing && { same, differing };
}

function isClose(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length);
  const shortest = Math.min(one.length, other.length);
  if (longest > MAX_LINE_UNITS || shortest < Math.max(MIN_LINE_UNITS, longest * CLOSE_LINE)) return false;
  return commonUnits(one, other) >= longest * CLOSE_LINE;
}

/** The length of the longest common subsequence: what both begin and end with, and the longest one between. */
function commonUnits(one: string, other: string): number {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one, other].map((text) => text.slice(start, text.length - end));
  return start + end + commonInside(left ?? "", right ?? "");
}

function commonInside(one: string, other: string): number {
  let row = new Uint16Array(other.length + 1);
  for (let i = 0; i < one.length; i++) {
    const next = new Uint16Array(other.length + 1);
    for (let j = 0; j < other.length; j++) {
      next[j + 1] = one[i] === other[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0);
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
