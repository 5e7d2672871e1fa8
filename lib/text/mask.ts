/**
 * Hides what looks like a secret in texts that are kept.
 *
 * @module
 */

const HIDDEN = "***";

/** Parts of the names that say what their value is. */
const NAMES = ["passw", "secret", "token", "key", "credential", "authorization"];
/** No shorter word is taken for a key. */
const LONG_UNITS = 20;

/**
 * Hides values that look like secrets. It errs on the side of hiding. Most texts hold none, and a new process finds that out
 * ten times faster than it makes a pattern.
 *
 * @param text Any text.
 * @returns The text, with stars for passwords, tokens and keys.
 */
export function maskSecrets(text: string): string {
  let masked = text;
  // What is between the scheme and the host of an address.
  if (masked.includes("@")) masked = masked.replace(/(:\/\/)[^\s/@:]+:[^\s/@]+@/g, `$1${HIDDEN}@`);
  if (namesSecret(masked)) masked = maskNamed(masked);
  // Long words of which no person thought: a key, the parts of a JSON web token.
  if (!hasLongWord(masked)) return masked;
  return masked.replace(/[A-Za-z0-9_+=-]{20,}/g, (word) => isRandom(word) ? HIDDEN : word);
}

function namesSecret(text: string): boolean {
  const lower = text.toLowerCase();
  return NAMES.some((name) => lower.includes(name));
}

/** A name that says what its value is, then the value. */
function maskNamed(text: string): string {
  const named =
    /((?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|authorization)["']?(?:\s*[=:]\s*|\s+)(?:bearer\s+|basic\s+)?)(?:"[^"\n]*"|'[^'\n]*'|[^\s"'`;&|)]+)/gi;
  return text.replace(named, `$1${HIDDEN}`);
}

/** Whether a word is that long: at least blanks and slashes end it. */
function hasLongWord(text: string): boolean {
  return text.split(" ").some((word) =>
    word.length >= LONG_UNITS && word.split("/").some((part) => part.length >= LONG_UNITS)
  );
}

/** Names in code have few digits, and hashes in hexadecimal have no capital letters. */
function isRandom(word: string): boolean {
  const digits = word.replace(/\D/g, "").length;
  return digits >= 3 && /[a-z]/.test(word) && /[A-Z]/.test(word);
}
