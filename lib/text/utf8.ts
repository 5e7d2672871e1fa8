/**
 * UTF-8 without TextEncoder and TextDecoder if the text is short and plain, as almost all are: a new process pays for the
 * first use of each (`deno task bench --only costs`).
 *
 * @module
 */

/** Above, a TextDecoder is faster. */
const MAX_DECODED_BYTES = 8192;
/** Above, a TextEncoder is faster. */
const MAX_ENCODED_UNITS = 2048;
const LAST_ASCII = 0x7f;

/**
 * Decodes ASCII.
 *
 * @param bytes Any bytes.
 * @returns The text; `undefined` where a byte is no ASCII, or there are more than 8 KiB.
 */
export function decodeAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_DECODED_BYTES) return undefined;
  // No loop of our own: a thousand rounds of it take longer than a decoder.
  return Reflect.apply(Math.max, undefined, bytes) > LAST_ASCII
    ? undefined
    : Reflect.apply(String.fromCharCode, undefined, bytes);
}

/**
 * Decodes a text.
 *
 * @param bytes Any bytes.
 * @returns The text; what is no UTF-8 becomes U+FFFD.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  return decodeAscii(bytes) ?? new TextDecoder().decode(bytes);
}

/**
 * Encodes a text.
 *
 * @param text Any text; a lone surrogate becomes U+FFFD.
 * @returns Its bytes.
 */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encodeAscii(text) ?? new TextEncoder().encode(text);
}

function encodeAscii(text: string): Uint8Array<ArrayBuffer> | undefined {
  const { length } = text;
  if (length > MAX_ENCODED_UNITS) return undefined;
  const bytes = new Uint8Array(length);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > LAST_ASCII) return undefined;
    bytes[index] = unit;
  }
  return bytes;
}
