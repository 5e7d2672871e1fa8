/**
 * Random choices from a seed, for tests that try many inputs and can be repeated.
 *
 * @module
 */

/** Gives an integer from 0 to below the limit. */
export type Random = (below: number) => number;

/**
 * Starts a sequence (mulberry32: small, seeded, good enough to choose with).
 *
 * @param seed Any integer; the same seed gives the same sequence.
 * @returns The next choice, each time it is called.
 */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Chooses one of several.
 *
 * @param random The sequence.
 * @param choices Not empty.
 * @returns One of them.
 */
export function oneOf<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[random(choices.length)] ?? choices[0];
}
