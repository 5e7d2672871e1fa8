/**
 * `hook-files`: hook scripts must not change `sys.path`; one module, `path_resolver.py`, does it for all.
 *
 * @module
 */
import type { AnalysisContext, BuiltInRule } from "./analyzer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { textInside } from "../system/readable.ts";
import { quotable } from "../text/clean.ts";
import { pythonCode, pythonInShell } from "../text/script_code.ts";
import { normalizePath } from "../text/path.ts";

const CHANGING = "insert|append|extend|remove|pop|clear|reverse|sort|__iadd__|__setitem__|__delitem__";
const ENDINGS: readonly string[] = [".py", ".pyw", ".pyi", ".ipynb", ".sh"];
/** The one module that may do it. */
const RESOLVER = "path_resolver.py";
/** A longer line was hardly written by hand, and a larger file is no script. */
const MAX_LINE_UNITS = 1000;
const MAX_FILE_BYTES = 1024 * 1024;
/** Folders of texts that only look like scripts. */
const FIXTURES = /\/(?:fixtures|__fixtures__|testdata)\//;

/**
 * Lists the rules of this analyzer.
 *
 * @returns The only one.
 */
export function rules(): readonly BuiltInRule[] {
  return [{ id: "hook-files/sys-path", severity: "violation", adds: "fact" }];
}

/**
 * Looks for changes to `sys.path` in the lines that the call added.
 *
 * @param call A succeeded call that put text into a file.
 * @param context The event, which names the folders of hooks.
 * @returns One finding for the first such line of a script in such a folder, except in `path_resolver.py`.
 */
export function analyze(call: ToolCall, { event }: Pick<AnalysisContext, "event">): Finding[] {
  if (!isHookScript(call.path, event.hookFolders ?? [])) return [];
  for (const { text, before } of call.changes) {
    if (!/sys\b|addsitedir/.test(text)) continue;
    const old = new Set(before.split("\n").map((line) => line.trim()));
    const line = changingLines(text, call, event.cwd).find((line) => !old.has(line.trim()));
    if (line === undefined) continue;
    return [{
      rule: "hook-files/sys-path",
      severity: "violation",
      text: `\`${quotable(line, 100)}\` changes sys.path in a hook. ` +
        "Put the folder into path_resolver.py next to the hooks and import that module instead.",
    }];
  }
  return [];
}

/** The lines of a text that change `sys.path`. Where the text is a part of a file, the file says what of it is code. */
function changingLines(text: string, { path, kind }: ToolCall, cwd: string): string[] {
  const file = kind === "edit" && path.startsWith("/") && !path.endsWith(".ipynb")
    ? textInside(path, cwd, MAX_FILE_BYTES)
    : "";
  const start = file.indexOf(text);
  const [whole, from] = start >= 0 ? [file, start] : [text, 0];
  const code = isShell(path, whole) ? pythonInShell(whole) : pythonCode(whole);
  const change = changePattern(code);
  const found: string[] = [];
  for (let at = whole.lastIndexOf("\n", from - 1) + 1; at < from + text.length;) {
    const end = whole.indexOf("\n", at);
    const stop = end < 0 ? whole.length : end;
    if (change.test(code.slice(at, Math.min(stop, at + MAX_LINE_UNITS)))) found.push(whole.slice(at, stop));
    at = stop + 1;
  }
  return found;
}

function isShell(path: string, text: string): boolean {
  if (path.endsWith(".sh")) return true;
  const [first = ""] = text.split("\n", 1);
  return first.startsWith("#!") && /\b(?:ba|z|da|k)?sh\b/.test(first);
}

/** How code changes `sys.path`, by the names that it gives to the module and the list. */
function changePattern(code: string): RegExp {
  const modules = ["sys", ...namesOf(code, /\bimport\s+sys\s+as\s+(\w+)/g)];
  const lists = [
    ...modules.map((name) => `${name}\\s*\\.\\s*path`),
    ...namesOf(code, /\bfrom\s+sys\s+import\s+(?:[\w,\s]*,\s*)?path\s+as\s+(\w+)/g),
    ...(/\bfrom\s+sys\s+import\s+(?:\w+\s*,\s*)*path\b(?!\s+as)/.test(code) ? ["path"] : []),
  ];
  const list = `(?<![\\w.])(?:${lists.join("|")})\\b`;
  const item = "\\s*\\[[^\\]=]*\\]";
  const assignment = "\\s*(?::[^=]*)?[+*]?=(?!=)";
  return new RegExp(
    `${list}(?:\\s*\\.\\s*(?:${CHANGING})\\s*\\(|(?:${item})?${assignment})|\\bdel\\s+${list}|` +
      "(?:(?<![\\w.])site\\s*\\.\\s*)addsitedir\\s*\\(|(?<![\\w.])addsitedir\\s*\\(",
  );
}

function namesOf(code: string, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map(([, name = ""]) => name);
}

function isHookScript(path: string, folders: readonly string[]): boolean {
  const plain = normalizePath(path);
  return folders.some((folder) => `/${plain}`.includes(`/${folder}/`)) && !FIXTURES.test(`/${plain}`) &&
    isScript(plain.slice(plain.lastIndexOf("/") + 1));
}

/** A name without a dot is a program. */
function isScript(name: string): boolean {
  const isProgram = name !== "" && !name.includes(".");
  return isProgram || (name !== RESOLVER && ENDINGS.some((ending) => name.endsWith(ending)));
}
