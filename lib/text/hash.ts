/**
 * Short names for long or private texts.
 *
 * @module
 */

/**
 * Hashes a text. Two texts get the same hash by chance once in 9 * 10^15; somebody can find such texts on purpose, so
 * the hash names things and protects nothing.
 *
 * Synchronous and free of modules: hook mode cannot wait for `node:crypto` (`deno task bench --only costs`).
 *
 * @param text Any text.
 * @returns 11 characters, `0` to `9` and `a` to `z`.
 */
export function shortHash(text: string): string {
  // Two multiply-xor lanes of 32 bits, mixed at the end (cyrb53, public domain).
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  const bits53 = (high & 0x1fffff) * 0x100000000 + (low >>> 0);
  return bits53.toString(36).padStart(11, "0");
}
