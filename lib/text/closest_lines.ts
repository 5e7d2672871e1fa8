/**
 * Finds the lines of a file that are closest to a text, where they are clearly close.
 *
 * @module
 */
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

/** Bound the time: places of a line that are looked at, lines of a text, units of a line that are compared. */
const MAX_PLACES = 8;
const MAX_LINES = 200;
const MAX_LINE_UNITS = 200;
/** A line is close when this part of it is the same, and a text when this part of its lines is. */
const CLOSE_LINE = 0.7;
const CLOSE_TEXT = 0.6;
/** A shorter line, such as a bracket, is everywhere. */
const MIN_LINE_UNITS = 6;

/**
 * Finds the closest lines.
 *
 * @param file The file's text.
 * @param text A text that is not in it.
 * @returns The lines; `undefined` when none are clearly close.
 */
export function closestLines(file: string, text: string): ClosestLines | undefined {
  const wanted = text.split("\n").slice(0, MAX_LINES).map((line) => line.trim());
  const of = wanted.filter((line) => line !== "").length;
  const starts = candidates(file, wanted);
  let best: ClosestLines | undefined;
  for (const start of starts) {
    const place = compare(linesFrom(file, start, wanted.length), wanted);
    if (place === undefined || place.same + (place.isClose ? 1 : 0) < Math.max(1, of * CLOSE_TEXT)) continue;
    if (best !== undefined && best.same >= place.same) continue;
    const first = lineOf(file, start);
    best = {
      first,
      last: first + wanted.length - 1,
      same: place.same,
      of,
      differing: { ...place.differing, line: first + place.differing.line },
    };
  }
  return best;
}

/** Where the text would begin by each place of its longest lines, or of a word of its only line. */
function candidates(file: string, wanted: readonly string[]): Set<number> {
  const longest = wanted.map((line, index) => ({ line, index }))
    .filter(({ line }) => line.length >= MIN_LINE_UNITS)
    .sort((one, other) => other.line.length - one.line.length)
    .slice(0, 4);
  const starts = new Set<number>();
  for (const { line, index } of longest) {
    const needles = wanted.length > 1 ? [line, ...wordsOf(line).slice(0, 1)] : wordsOf(line);
    for (const needle of needles) {
      let at = file.indexOf(needle);
      for (let count = 0; at >= 0 && count < MAX_PLACES; count++) {
        starts.add(lineStart(file, at, index));
        at = file.indexOf(needle, at + needle.length);
      }
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
  /** Whether the first line that differs is close. */
  readonly isClose: boolean;
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
  return differing && { same, isClose: isClose(differing.there, differing.wanted), differing };
}

function isClose(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length);
  if (longest > MAX_LINE_UNITS || Math.min(one.length, other.length) < MIN_LINE_UNITS) return false;
  return commonUnits(one, other) >= longest * CLOSE_LINE;
}

/** The length of the longest common subsequence. */
function commonUnits(one: string, other: string): number {
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
