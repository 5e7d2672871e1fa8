/**
 * Finds the problems that an edit caused: those of the text after it minus those of the text before it.
 *
 * @module
 */
import { findChangedRegions } from "../text/changed_regions.ts";
import { lineEssence } from "./line_essence.ts";
import type { IsChanged } from "./changed_lines.ts";
import type { LinedText } from "./lined_text.ts";
import type { LintProblem } from "./linter.ts";

/** A text and what a linter found in it. */
export interface CheckedText {
  /** The text. */
  readonly text: LinedText;
  /** What the linter found. */
  readonly problems: readonly LintProblem[];
}

/**
 * Compares what a linter found before and after an edit. A problem is an old one when one of the same rule and message was
 * on a line of the same text, wherever it was. A line that something else changed, such as a formatter, keeps its problem:
 * the same rule and message in the same changed part of the text is an old problem too.
 *
 * @param before The text before the edit.
 * @param after The text after it, and which of its lines the edit wrote.
 * @returns The new problems, in the order of the linter.
 */
export function causedProblems(
  before: CheckedText,
  after: CheckedText & { readonly isChanged: IsChanged },
): LintProblem[] {
  if (before.problems.length === 0) return [...after.problems];
  const oldLines = before.text.lines.map(lineEssence);
  const newLines = after.text.lines.map(lineEssence);
  const regions = findChangedRegions(oldLines, newLines);
  const oldRegion = regionIndex(regions.map(({ oldStart, oldEnd }) => [oldStart, oldEnd]));
  const newRegion = regionIndex(regions.map(({ newStart, newEnd }) => [newStart, newEnd]));
  const old = placedProblems(before, oldLines, oldRegion);
  // Of several equal lines, those that the edit did not touch keep the old problems.
  const left = new Counter();
  for (const { name } of old) left.add(name);
  const fresh = placedProblems(after, newLines, newRegion)
    .toSorted((a, b) => Number(a.region !== undefined) - Number(b.region !== undefined))
    .filter(({ name }) => !left.take(name));
  const touched = new Counter();
  for (const { name, kind, region } of old) {
    if (region !== undefined && left.take(name)) touched.add(`${region}\n${kind}`);
  }
  const caused = new Set(
    fresh.filter(({ kind, region, problem }) =>
      after.isChanged(after.text.lineOf(problem)) || !touched.take(`${region}\n${kind}`)
    ).map(({ problem }) => problem),
  );
  return after.problems.filter((problem) => caused.has(problem));
}

interface PlacedProblem {
  readonly problem: LintProblem;
  /** Rule and message. */
  readonly kind: string;
  /** Rule, message and the line's text. */
  readonly name: string;
  /** The changed region that its line is in. */
  readonly region: number | undefined;
}

function placedProblems(
  { text, problems }: CheckedText,
  ...[lines, regionOf]: readonly [readonly string[], (line: number) => number | undefined]
): PlacedProblem[] {
  return problems.map((problem) => {
    const line = text.lineOf(problem);
    const kind = kindOf(problem);
    return { problem, kind, name: `${kind}\n${lines[line - 1] ?? ""}`, region: regionOf(line) };
  });
}

/** Rule and message. A number in a message is a line, a size or a count, which changes with any edit. */
function kindOf({ code, message }: LintProblem): string {
  return `${code}\n${message.replace(/\b\d+\b/g, "#")}`;
}

/** Gives the region of a line that counts from 1. */
function regionIndex(
  ranges: readonly (readonly [start: number, end: number])[],
): (line: number) => number | undefined {
  return (line) => {
    let [low, high] = [0, ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.[1] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    const [start] = ranges[low] ?? [Infinity];
    return start < line ? low : undefined;
  };
}

class Counter {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** Takes one away, if there is one. */
  take(name: string): boolean {
    const count = this.#counts.get(name) ?? 0;
    if (count === 0) return false;
    this.#counts.set(name, count - 1);
    return true;
  }
}
