/**
 * Path globs: `*` within a folder, `**` across folders, `?`, `[a-z]`, `{a,b}`.
 *
 * @module
 */

import { linear } from "./pattern.ts";

// No patterns here but the one that is made: a new process pays for each (deno task bench --only costs).

/** Characters that mean something in a pattern. */
const SPECIAL = "\\^$.*+?()[]{}|/";

/**
 * Makes a test for paths.
 *
 * @param glob The glob. Without a slash it is matched against the last part of a path, so `*.ts` is every `.ts` file.
 * @returns A test that takes a path with slashes, relative to the folder that the glob is about or absolute.
 * @throws {UserError} When the glob is no glob.
 */
export function globTest(glob: string): (path: string) => boolean {
  // A pattern without a slash is about names, in any folder.
  const lead = glob.includes("/") ? "" : "(?:.*/)?";
  const pattern = linear(`^${lead}${translate(glob.startsWith("./") ? glob.slice(2) : glob)}$`);
  return (path) => path.length <= MAX_PATH_UNITS && pattern.test(path);
}

/** Longer paths exist nowhere; a hostile one must not cost time. */
const MAX_PATH_UNITS = 4096;

function translate(glob: string): string {
  let out = "";
  let braces = 0;
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at] ?? "";
    if (glob.startsWith("**/", at)) {
      out += "(?:.*/)?";
      at += 2;
    } else if (glob.startsWith("**", at)) {
      out += ".*";
      at++;
    } else if (character === "*") out += "[^/]*";
    else if (character === "?") out += "[^/]";
    else if (character === "[" && isClass(glob, at)) {
      const end = glob.indexOf("]", at + 2);
      out += `[${glob.slice(at + 1, end).replace(/^!/, "^").replace(/[\\\]]/g, "\\$&")}]`;
      at = end;
    } else if (character === "{") {
      braces++;
      out += "(?:";
    } else if (character === "}" && braces > 0) {
      braces--;
      out += ")";
    } else if (character === "," && braces > 0) out += "|";
    else out += SPECIAL.includes(character) ? `\\${character}` : character;
  }
  return out + ")".repeat(braces);
}

/** Whether a bracket begins a set of characters; one with a range from "z" to "a" is text, as in a shell. */
function isClass(glob: string, at: number): boolean {
  const end = glob.indexOf("]", at + 2);
  if (end < 0) return false;
  const set = glob.slice(at + 1, end);
  for (let dash = set.indexOf("-", 1); dash > 0 && dash < set.length - 1; dash = set.indexOf("-", dash + 2)) {
    if (set.charCodeAt(dash - 1) > set.charCodeAt(dash + 1)) return false;
  }
  return true;
}
