/**
 * Sums by name that a hostile input cannot make large.
 *
 * @module
 */

/** A span of time, in milliseconds since 1970. */
export interface Span {
  /** The first moment. */
  readonly from: number;
  /** The last one. */
  readonly to: number;
}

/**
 * Finds the sums of a name, or starts them.
 *
 * @param sums The sums by name.
 * @param name The name.
 * @param options How many names are kept, and how sums start.
 * @returns The sums. Those of a name beyond the limit are not kept.
 */
export function sumsOf<K, V>(
  sums: Map<K, V>,
  name: K,
  { most, start }: { readonly most: number; readonly start: () => V },
): V {
  const known = sums.get(name);
  if (known !== undefined) return known;
  const started = start();
  if (sums.size < most) sums.set(name, started);
  return started;
}

/**
 * Counts one more of a name.
 *
 * @param counts The counts by name.
 * @param name The name; beyond the limit it is not counted.
 * @param most How many names are kept.
 */
export function countOne<K>(counts: Map<K, number>, name: K, most: number): void {
  if (counts.size < most || counts.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
}

/**
 * Widens a span so that it holds a moment.
 *
 * @param span The span; `undefined` before the first moment.
 * @param at The moment.
 * @returns The span.
 */
export function widen(span: Span | undefined, at: number): Span {
  return { from: Math.min(at, span?.from ?? at), to: Math.max(at, span?.to ?? at) };
}
