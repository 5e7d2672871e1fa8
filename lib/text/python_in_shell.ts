/**
 * Finds the Python code in a shell script: arguments and heredocs of Python.
 *
 * @module
 */
import { blank, pythonCode } from "./script_code.ts";

/** How a line of a shell script gives code to Python. */
const PYTHON = /(?:^|[\s;|&(/])python[\d.]*\b[^|;&\n]*/;

/**
 * Blanks out what is not Python.
 *
 * @param text A shell script.
 * @returns A text of the same length with the code that it gives to Python, as an argument or as a heredoc.
 */
export function pythonInShell(text: string): string {
  const lines = text.split("\n");
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const [, end = ""] = /<<-?\s*\\?(["']?[A-Za-z_]\w*["']?)/.exec(withoutComment(line)) ?? [];
    kept.push(blank(line));
    if (end === "") continue;
    const word = end.replace(/["']/g, "");
    const length = lines.slice(at + 1).findIndex((line) => line.trim() === word);
    const count = length < 0 ? lines.length - at - 1 : length;
    if (count === 0) continue;
    const body = lines.slice(at + 1, at + 1 + count).join("\n");
    kept.push(PYTHON.test(line) ? pythonCode(body) : blank(body));
    at += count;
  }
  return withArguments(text, kept.join("\n"));
}

/** Adds the code of `python -c "..."`. */
function withArguments(text: string, found: string): string {
  let result = found;
  const argument = /\bpython[\d.]*[ \t]+(?:-[A-Za-z]+[ \t]+)*?-\w*c[ \t]+(["'])/g;
  for (const match of text.matchAll(argument)) {
    const line = text.slice(text.lastIndexOf("\n", match.index) + 1, match.index);
    if (line !== withoutComment(line)) continue;
    const start = match.index + match[0].length;
    const end = text.indexOf(match[1] ?? '"', start);
    const code = text.slice(start, end < 0 ? text.length : end).replaceAll('\\"', "''");
    result = result.slice(0, start) + pythonCode(code) + result.slice(start + code.length);
  }
  return result;
}

function withoutComment(line: string): string {
  return line.replace(/(?:^|\s)#.*$/, "");
}
