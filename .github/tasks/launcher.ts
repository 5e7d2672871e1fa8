/**
 * The POSIX script that starts the bundle: in dist/, and in the npm package.
 *
 * @module
 */
import { runFlags } from "./program.ts";

/** Where a launcher looks, as words for a shell. */
export interface LauncherPlaces {
  /** Where Deno may be; `$root` is the script's folder. Else it must be on PATH. */
  readonly deno: readonly string[];
  /** Where the script may be if it is started through a link, `$0`. Each that is right saves starting `readlink`, 0.8 ms. */
  readonly self: readonly string[];
}

/**
 * Writes the script. It finds the bundle in its own folder, also through a link.
 *
 * It never ends with 2, which would be feedback. dash ends with 2 whenever something is missing, so a trap takes its place;
 * and where there are fewer than 12 file descriptors dash does so before it reads the first line of a script. Therefore the
 * script is given as a command that reads itself, which takes 0.5 ms.
 *
 * @param task The task that writes it.
 * @param places Where it looks.
 * @returns The script.
 */
export function launcher(task: string, { deno, self }: LauncherPlaces): string {
  const flags = runFlags().map(shellWord).join(" \\\n  ");
  return `#!/usr/bin/env -S /bin/sh -c 'trap "(echo fasthook: Cannot start within these limits)>&2;exit 1" 0;. "$0"'
# Written by "deno task ${task}": starts fasthook with the permissions it needs and no others.
self=$0
if [ -L "$self" ]; then
  for file in ${self.join(" ")}; do
    [ "$file" -ef "$self" ] && self=$file && break
  done
  [ -L "$self" ] && self=$(readlink -f "$self")
fi
root=\${self%/*}
for deno in ${deno.join(" ")} deno; do
  [ -x "$deno" ] && break
done
if [ "$deno" = deno ] && ! command -v deno >/dev/null; then
  trap - 0
  echo "fasthook: Cannot start: Deno is not on PATH" >&2
  exit 1
fi
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
