/**
 * Finds where in a file an edit belongs whose old text is not there, or is there more than once.
 *
 * Only the engine's own searches look at the whole file, and only for a limited time; everything else looks at the text
 * around what they find.
 *
 * @module
 */
import { findAlike, type Likeness } from "./alike_text.ts";
import { BoundedSearch } from "./bounded_search.ts";
import { type ClosestLines, closestLines } from "./closest_lines.ts";
import { lineEnd, type Lines, linesAt, lineStart } from "./line_places.ts";
import { type Difference, essenceOf } from "./likeness.ts";

/** An edit that was refused. */
export interface RefusedEdit {
  /** The text that was to be replaced. */
  readonly before: string;
  /** The text that was to be there instead. */
  readonly after: string;
  /** Set where the client has searched for the old text and found it nowhere. */
  readonly isAbsent?: boolean;
}

/** One of several places that hold the same text, and what makes it unique. */
export interface Occurrence extends Lines {
  /** The text with the fewest lines around it that is in the file once; "" where that takes too many, or too long. */
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
/** Places of a text that are counted, and those for which a unique text is looked for. */
const MAX_COUNTED = 1000;
const MAX_UNIQUE = 3;
/** A longer text is no edit of a person or a model, and comparing it takes time. */
const MAX_EDIT_UNITS = 10_000;
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
export function editPlace(file: string, edit: RefusedEdit): EditPlace | undefined {
  const { before, isAbsent } = edit;
  if (before.trim() === "" || before.length > MAX_EDIT_UNITS) return undefined;
  const search = new BoundedSearch(file);
  const exact = isAbsent ? [] : search.findAll(before, MAX_COUNTED);
  if (exact.length === 1) return undefined;
  if (exact.length > 1) return several(search, before, exact);
  const places = findAlike(search, before);
  // An earlier edit of the same call would have changed it.
  if (places.some(({ differences }) => differences.length === 0)) return undefined;
  return findApplied(search, edit, places) ??
    (places.length > 0 ? { kind: "alike", places } : undefined) ??
    findNumbered(search, before) ??
    findClose(search, before);
}

function findClose(search: BoundedSearch, before: string): EditPlace | undefined {
  const lines = closestLines(search, before);
  return lines && { kind: "close", ...lines };
}

function several(search: BoundedSearch, before: string, offsets: readonly number[]): EditPlace {
  const places = offsets.slice(0, MAX_PLACES).map((offset, index) => ({
    ...linesAt(search.text, offset, offset + before.length),
    unique: index < MAX_UNIQUE ? uniqueAround(search, offset, offset + before.length) : "",
  }));
  return { kind: "several", places, count: offsets.length };
}

/** The shortest text of whole lines around a place that is in the file once. */
function uniqueAround(search: BoundedSearch, start: number, end: number): string {
  const { text: file } = search;
  for (let lines = 0; lines <= MAX_UNIQUE_LINES; lines++) {
    for (let above = lines; above >= 0; above--) {
      const text = file.slice(lineStart(file, start, above), lineEnd(file, end, lines - above));
      const count = search.findAll(text, 2).length;
      // What was not searched to its end may hold it again.
      if (search.isSpent) return "";
      if (count === 1) return text;
    }
  }
  return "";
}

function findApplied(
  search: BoundedSearch,
  { before, after }: RefusedEdit,
  places: readonly Likeness[],
): EditPlace | undefined {
  if (after.trim().length < MIN_APPLIED_UNITS || before.includes(after) || after.length > MAX_EDIT_UNITS) {
    return undefined;
  }
  const at = search.find(after);
  if (at >= 0) {
    const lines = linesAt(search.text, at, at + after.length);
    // What looks like the old text may be another place that is still to be edited.
    const isInside = ({ first, last }: Lines): boolean => first >= lines.first && last <= lines.last;
    return places.every(isInside) ? { kind: "applied", lines, differences: [] } : undefined;
  }
  const [place] = places.length > 0 || essenceOf(before) === essenceOf(after) ? [] : findAlike(search, after);
  return place && { kind: "applied", lines: place, differences: place.differences };
}

function findNumbered(search: BoundedSearch, before: string): EditPlace | undefined {
  const text = withoutNumbers(before);
  if (text === undefined) return undefined;
  const at = search.find(text);
  const lines = at < 0 ? findAlike(search, text)[0] : linesAt(search.text, at, at + text.length);
  return lines && { kind: "numbered", lines: { first: lines.first, last: lines.last } };
}

/** Without the numbers that a listing puts in front of each line; `undefined` where not every line has one. */
function withoutNumbers(text: string): string | undefined {
  const rest: string[] = [];
  for (const line of text.split("\n")) {
    const plain = line.trim() === "" ? line : line.replace(/^\s*\d+(?:\t|\u2192|: ?| ?\| ?)/, "");
    if (plain === line && line.trim() !== "") return undefined;
    rest.push(plain);
  }
  return rest.join("\n");
}
