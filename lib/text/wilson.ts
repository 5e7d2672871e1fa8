/**
 * How sure a share is that was counted.
 *
 * @module
 */

/** 95 of 100 intervals hold the real share. */
const Z = 1.96;

/**
 * Gives the 95 % interval of a share by Wilson's score, which also holds for few things and for shares near 0 and 1.
 *
 * @param part How many of them.
 * @param whole How many things.
 * @returns The lowest and the highest share, from 0 to 1; both ends of that for no things.
 */
export function wilsonInterval(part: number, whole: number): readonly [low: number, high: number] {
  if (whole === 0) return [0, 1];
  const share = part / whole;
  const weight = 1 + Z * Z / whole;
  const middle = (share + Z * Z / (2 * whole)) / weight;
  const half = Z * Math.sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole)) / weight;
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
