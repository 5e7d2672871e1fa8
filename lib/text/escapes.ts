/**
 * Takes terminal escape sequences out of a text of several lines.
 *
 * @module
 */

/**
 * Takes out colours, cursor movements, titles and links; line ends stay.
 *
 * @param text Any text.
 * @returns The text as a person would read it.
 */
export function withoutEscapes(text: string): string {
  if (!text.includes("\x1b") && !text.includes("\r")) return text;
  // Escape sequences as ECMA-48 writes them: CSI, OSC, those with an intermediate byte such as `ESC ( B`, and the rest.
  // deno-lint-ignore no-control-regex
  const escapes = /\x1b\[[0-?]*[ -/]*[@-~]?|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?/g;
  // What a progress bar wrote over is gone from the screen.
  return text.replace(escapes, "").replace(/\r+\n/g, "\n").replace(/[^\n]*\r(?=[^\n])/g, "");
}
