/**
 * Finds the parts of a text that an edit changed, in time that grows with the number of lines only.
 *
 * @module
 */

/** Lines that were replaced by others. Lines count from 0, and an end is the line after the last one. */
export interface ChangedRegion {
  /** The first old line. */
  readonly oldStart: number;
  /** The line after the last old one. */
  readonly oldEnd: number;
  /** The first new line. */
  readonly newStart: number;
  /** The line after the last new one. */
  readonly newEnd: number;
}

/**
 * Compares two texts. Lines that are there once in both are the anchors, as in a patience diff; between two anchors, equal
 * lines at both ends are the same. What is left there is a changed region, although it may hold equal lines.
 *
 * @param before The old lines.
 * @param after The new lines.
 * @returns The regions, in their order.
 */
export function findChangedRegions(before: readonly string[], after: readonly string[]): ChangedRegion[] {
  const regions: ChangedRegion[] = [];
  let [oldStart, newStart] = [0, 0];
  for (const [oldEnd, newEnd] of [...anchorsOf(before, after), [before.length, after.length] as const]) {
    const region = trimRegion({ oldStart, oldEnd, newStart, newEnd }, before, after);
    if (region.oldStart < region.oldEnd || region.newStart < region.newEnd) regions.push(region);
    [oldStart, newStart] = [oldEnd + 1, newEnd + 1];
  }
  return regions;
}

function trimRegion(
  { oldStart, oldEnd, newStart, newEnd }: ChangedRegion,
  ...[before, after]: readonly [readonly string[], readonly string[]]
): ChangedRegion {
  while (oldStart < oldEnd && newStart < newEnd && before[oldStart] === after[newStart]) {
    oldStart++;
    newStart++;
  }
  while (oldStart < oldEnd && newStart < newEnd && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { oldStart, oldEnd, newStart, newEnd };
}

type Anchor = readonly [oldLine: number, newLine: number];

/** Lines that are there once in both texts, as many as are in the same order in both. */
function anchorsOf(before: readonly string[], after: readonly string[]): Anchor[] {
  const old = uniqueLines(before);
  const pairs: Anchor[] = [];
  for (const [text, newLine] of uniqueLines(after)) {
    const oldLine = old.get(text);
    if (oldLine !== undefined) pairs.push([oldLine, newLine]);
  }
  return longestRise(pairs);
}

function uniqueLines(lines: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, text] of lines.entries()) {
    if (found.has(text)) repeated.add(text);
    else found.set(text, at);
  }
  for (const text of repeated) found.delete(text);
  return found;
}

/** The longest list of pairs whose old lines rise; their new lines rise already. */
function longestRise(pairs: readonly Anchor[]): Anchor[] {
  // By length, the pair that ends a list of that length with the smallest old line.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [at, [oldLine]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[0] ?? 0) < oldLine) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? undefined : ends[low - 1]);
    ends[low] = at;
  }
  const rise: Anchor[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) {
    const pair = pairs[at];
    if (pair !== undefined) rise.push(pair);
  }
  return rise.toReversed();
}
