/**
 * Guesses what a misspelt word was meant to be.
 *
 * @module
 */

/** What turns a word into its opposite. */
const NEGATIONS = ["un", "no-"];

/**
 * Finds the known word that is closest to a misspelt one.
 *
 * @param word What was written.
 * @param known The words there are.
 * @returns The closest word; `undefined` if none is within a third of its length in edits, or if it may be the opposite.
 */
export function closest(word: string, known: readonly string[]): string | undefined {
  const written = word.slice(0, 64);
  const near = known.map((candidate) => ({ candidate, edits: editDistance(written, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .filter(({ candidate, edits }) => !isOpposite({ written, candidate, edits }))
    .sort((a, b) => a.edits - b.edits);
  const [best, ...others] = near;
  if (best === undefined) return undefined;
  // "umute" is as close to "mute" as to "unmute", and "unstall" begins like "uninstall".
  const isUnsure = others.some(({ candidate, edits }) =>
    areOpposites(best.candidate, candidate) && (edits === best.edits || seemsOther(written, best.candidate))
  );
  return isUnsure ? undefined : best.candidate;
}

/** Whether only a negation lies between two words. */
function isOpposite(
  { written, candidate, edits }: {
    readonly written: string;
    readonly candidate: string;
    readonly edits: number;
  },
): boolean {
  return NEGATIONS.some((negation) => {
    const [isWritten, isKnown] = [isNegated(written, negation), isNegated(candidate, negation)];
    return isWritten !== isKnown &&
      editDistance(withoutNegation(written, negation), withoutNegation(candidate, negation)) < edits;
  });
}

function areOpposites(one: string, other: string): boolean {
  return NEGATIONS.some((negation) =>
    isNegated(one, negation) !== isNegated(other, negation) &&
    editDistance(withoutNegation(one, negation), withoutNegation(other, negation)) <= 2
  );
}

/** Whether only one of two words begins with a negation. */
function seemsOther(written: string, candidate: string): boolean {
  return NEGATIONS.some((negation) => isNegated(written, negation) !== isNegated(candidate, negation));
}

function isNegated(word: string, negation: string): boolean {
  return word.replace(/^-+/, "").startsWith(negation);
}

function withoutNegation(word: string, negation: string): string {
  const [dashes = ""] = /^-*/.exec(word) ?? [];
  const rest = word.slice(dashes.length);
  return dashes + (rest.startsWith(negation) ? rest.slice(negation.length) : rest);
}

/** A longer word is not mistyped. */
const MAX_UNITS = 64;

/**
 * Counts how many edits lead from one word to another: insertions, deletions, substitutions and swapped neighbours count one
 * each (optimal string alignment).
 *
 * @param one A word; only its first 64 units are compared.
 * @param other Another one.
 * @returns The number of edits.
 */
export function editDistance(one: string, other: string): number {
  const [from, to] = [one.slice(0, MAX_UNITS), other.slice(0, MAX_UNITS)];
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      const above = rows[i - 1] ?? [];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(
        (above[j - 1] ?? 0) + (same ? 0 : 1),
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        swapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity,
      );
    }
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}
