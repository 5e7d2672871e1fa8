/**
 * The POSIX script that starts the bundle: in dist/, and in the npm package.
 *
 * @module
 */
import { runFlags } from "./program.ts";

/**
 * Writes the script. It finds the bundle in its own folder, also through a link.
 *
 * @param task The task that writes it.
 * @param places Where Deno may be, as words for a shell; `$root` is the script's folder. Else it must be on PATH.
 * @returns The script.
 */
export function launcher(task: string, places: readonly string[]): string {
  const flags = runFlags().map(shellWord).join(" \\\n  ");
  return `#!/bin/sh
# Written by "deno task ${task}": starts fasthook with the permissions it needs and no others.
self=$0
[ -L "$self" ] && self=$(readlink -f "$self")
root=\${self%/*}
for deno in ${places.join(" ")} deno; do
  [ -x "$deno" ] && break
done
exec "$deno" run \\
  ${flags} \\
  "$root/main.js" "$@"
`;
}

/**
 * Quotes a word for a shell.
 *
 * @param word Any text.
 * @returns The word, in quotes if it needs them.
 */
export function shellWord(word: string): string {
  return /^[\w./=,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
