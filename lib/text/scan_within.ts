/**
 * Looks for patterns of an author who is not trusted: a repository that nobody has read may have any.
 *
 * @module
 */
import { linear, type Matcher, MAX_SCAN_UNITS, mayMatch, scan } from "./pattern.ts";

/** How much time patterns of an author who is not trusted may take in all. */
export interface ScanTime {
  /** Milliseconds on a clock that is never set back. */
  readonly clock: () => number;
  /** When it is over, on that clock. */
  readonly endsAt: number;
  /** Steps that are made whatever the clock says: ordinary rules must not depend on how busy the machine is. */
  freeSteps: number;
  /** Set when a pattern was not run on all of a text, because that would have taken longer. */
  isOver: boolean;
}

/** The linear engine takes at most 70 ns for a step of a pattern at a unit of a text: 3.5 ms. */
const MAX_PIECE_STEPS = 50_000;
/** Most lines are shorter. A pattern that can have only less at once is not run. */
const MIN_PIECE_UNITS = 100;

/**
 * Looks for a pattern or a plain text as {@linkcode scan} does, as long as there is time. The linear engine is slow for
 * patterns with many parts that may be left out, so the text is looked at in pieces, which end at line ends; a match does
 * not reach from one piece into the next.
 *
 * @param text Any text.
 * @param matcher What to look for.
 * @param time How long it may take.
 * @returns The first match; `undefined` for none, and when the time is over.
 * @throws {PatternError} When the pattern cannot be run in linear time.
 */
export function scanWithin(text: string, matcher: Matcher, time: ScanTime): string | undefined {
  if ("text" in matcher || !mayMatch(text, matcher)) return scan(text, matcher);
  const pattern = linear(matcher.pattern);
  const steps = patternSteps(matcher.pattern);
  const most = Math.floor(MAX_PIECE_STEPS / steps);
  const end = Math.min(text.length, MAX_SCAN_UNITS);
  for (let from = 0; from < end;) {
    const newline = from + most < end ? text.lastIndexOf("\n", from + most) : -1;
    const to = newline > from ? newline : Math.min(end, from + most);
    takeSteps(time, (to - from) * steps);
    if (most < MIN_PIECE_UNITS) time.isOver = true;
    if (time.isOver) return undefined;
    const found = pattern.exec(text.slice(from, to))?.[0];
    if (found !== undefined) return found;
    from = newline > from ? to + 1 : to;
  }
  return undefined;
}

/**
 * Takes steps before they are made. When no more are free, the clock decides.
 *
 * @param time What is left, which is changed.
 * @param steps How many.
 */
export function takeSteps(time: ScanTime, steps: number): void {
  if (steps <= time.freeSteps) time.freeSteps -= steps;
  else time.isOver ||= time.clock() > time.endsAt;
}

/**
 * Estimates how many steps the linear engine may take with a pattern at each unit of a text.
 *
 * @param source A pattern.
 * @returns The number of its parts; those in a counted repeat as often as it repeats.
 */
export function patternSteps(source: string): number {
  const sums = [0];
  let last = 0;
  for (const [token] of source.matchAll(/\\.|\[(?:[^\]\\]|\\.)*\]|\{(\d+)(?:,(\d*))?\}|[\s\S]/g)) {
    const top = sums.length - 1;
    if (token === "(") sums.push(0);
    if (token === ")" && top > 0) {
      last = sums.pop() ?? 0;
      sums[top - 1] = (sums[top - 1] ?? 0) + last + 2;
      continue;
    }
    const [, least = "", most = least] = /^\{(\d+)(?:,(\d*))?\}$/.exec(token) ?? [];
    // The part itself is counted already.
    const parts = least === "" ? 1 : last * Math.max(Number(least), Number(most));
    if (token !== "(") sums[sums.length - 1] = (sums.at(-1) ?? 0) + parts;
    if (least === "") last = 1;
  }
  return sums.reduce((sum, parts) => sum + parts, 1);
}
