/**
 * Hides what looks like a secret in texts that are kept.
 *
 * @module
 */

const HIDDEN = "***";

/** A name that says what its value is, then the value. */
const NAMED =
  /((?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization)["']?(?:\s*[=:]\s*|\s+)(?:bearer\s+|basic\s+)?)(?:"[^"\n]*"|'[^'\n]*'|[^\s"'`;&|)]+)/gi;
/** What is between the scheme and the host of an address. */
const IN_ADDRESS = /(:\/\/)[^\s/@:]+:[^\s/@]+@/g;
/** Long words of which no person thought: a key, the parts of a JSON web token. */
const LONG_WORD = /[A-Za-z0-9_+=-]{20,}/g;

/**
 * Hides values that look like secrets. It errs on the side of hiding.
 *
 * @param text Any text.
 * @returns The text, with stars for passwords, tokens and keys.
 */
export function maskSecrets(text: string): string {
  return text.replace(IN_ADDRESS, `$1${HIDDEN}@`)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(LONG_WORD, (word) => isRandom(word) ? HIDDEN : word);
}

/** Names in code have few digits, and hashes in hexadecimal have no capital letters. */
function isRandom(word: string): boolean {
  const digits = word.replace(/\D/g, "").length;
  return digits >= 3 && /[a-z]/.test(word) && /[A-Z]/.test(word);
}
