/**
 * `hook-files`: hook scripts must not change `sys.path`; one module, `path_resolver.py`, does it for all.
 *
 * @module
 */
import type { AnalysisContext, BuiltInRule } from "./analyzer.ts";
import type { Change, ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { textInside } from "../system/readable.ts";
import { quotable } from "../text/clean.ts";
import { type CodeReader, createFinder, createPythonReader, pythonCode } from "../text/script_code.ts";
import { normalizePath } from "../text/path.ts";

const ADDING = "addsitedir";
const CHANGING: readonly string[] = [
  "insert",
  "append",
  "extend",
  "remove",
  "pop",
  "clear",
  "reverse",
  "sort",
  "__iadd__",
  "__setitem__",
  "__delitem__",
];
const ENDINGS: readonly string[] = [".py", ".pyw", ".pyi", ".ipynb", ".sh"];
/** The one module that may do it. */
const RESOLVER = "path_resolver.py";
/** A longer line was hardly written by hand, and a larger file is no script. */
const MAX_LINE_UNITS = 1000;
const MAX_FILE_BYTES = 1024 * 1024;
/** Folders of texts that only look like scripts. */
const FIXTURES: readonly string[] = ["/fixtures/", "/__fixtures__/", "/testdata/"];

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
export async function analyze(
  call: ToolCall,
  { event }: Pick<AnalysisContext, "event">,
): Promise<Finding[]> {
  if (!isHookScript(call.path, event.hookFolders ?? [])) return [];
  for (const change of call.changes) {
    const line = await changingLine(change, call, event.cwd);
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

/** The first new line that changes `sys.path`. Where the text is a part of a file, the file says what of it is code. */
async function changingLine(
  { text, before }: Change,
  { path, kind }: ToolCall,
  cwd: string,
): Promise<string | undefined> {
  if (!text.includes("sys") && !text.includes(ADDING)) return undefined;
  const file = kind === "edit" && path.startsWith("/") && !path.endsWith(".ipynb")
    ? textInside(path, cwd, MAX_FILE_BYTES)
    : "";
  const place = file.indexOf(text);
  const [whole, from] = place >= 0 ? [file, place] : [text, 0];
  const code = isShell(path, whole)
    ? (await import("../text/python_in_shell.ts")).pythonInShell(whole)
    : undefined;
  const read = code === undefined ? createPythonReader(whole) : readerOf(code);
  const { pattern, words } = namesIn(whole, () => code ?? pythonCode(whole));
  const nextWord = createFinder(whole, words);
  const old = new Set(before.split("\n").map((line) => line.trim()));
  for (let at = nextWord(whole.lastIndexOf("\n", from - 1) + 1); at < from + text.length;) {
    const start = whole.lastIndexOf("\n", at) + 1;
    const end = whole.indexOf("\n", at);
    const stop = end < 0 ? whole.length : end;
    const line = whole.slice(start, stop);
    if (!old.has(line.trim()) && isChanging(read(start, Math.min(stop, start + MAX_LINE_UNITS)), pattern)) {
      return line;
    }
    at = nextWord(stop);
  }
  return undefined;
}

function readerOf(code: string): CodeReader {
  return (from, to) => code.slice(from, to);
}

function isShell(path: string, text: string): boolean {
  if (path.endsWith(".sh")) return true;
  if (!text.startsWith("#!")) return false;
  const [first = ""] = text.split("\n", 1);
  return /\b(?:ba|z|da|k)?sh\b/.test(first);
}

/** How a script names what must not be changed. */
interface Names {
  /** The list, or the function that adds to it. */
  readonly pattern: RegExp;
  /** Each match ends with one of these. */
  readonly words: readonly string[];
}

/** Most scripts give no names of their own to the module and the list. */
function namesIn(text: string, codeOf: () => string): Names {
  const mayRename = text.includes("from") || text.includes(" as ");
  const code = mayRename && /\bsys\s+(?:as|import)\b/.test(text) ? codeOf() : "";
  const modules = ["sys", "__import__\\(\\s*\\)", ...namesOf(code, /\bimport\s+sys\s+as\s+(\w+)/g)];
  const lists = [
    ...namesOf(code, /\bfrom\s+sys\s+import\s+(?:[\w,\s]*,\s*)?path\s+as\s+(\w+)/g),
    ...(code !== "" && /\bfrom\s+sys\s+import\s+\(?(?:\w+\s*,\s*)*path\b(?!\s+as)/.test(code)
      ? ["path"]
      : []),
  ];
  const list = [...modules.map((name) => `${name}\\s*\\.\\s*path`), ...lists].join("|");
  return {
    pattern: new RegExp(`(?<![\\w.])(?:${list}|(?:site\\s*\\.\\s*)?${ADDING})\\b`, "g"),
    words: ["path", ADDING, ...lists],
  };
}

/** Whether a line of code changes what it names. Small patterns: a new process makes each that it needs. */
function isChanging(code: string, named: RegExp): boolean {
  for (const { 0: name, index } of code.matchAll(named)) {
    const after = code.slice(index + name.length);
    if (name.endsWith(ADDING)) {
      if (after.trimStart().startsWith("(")) return true;
      continue;
    }
    const before = code.slice(0, index);
    const [, method = ""] = /^\s*\.\s*(\w+)\s*\(/.exec(after) ?? [];
    if (CHANGING.includes(method) || isAssigned(after, before) || /\bdel\s+$/.test(before)) return true;
  }
  return false;
}

/** Whether the list, or one of its items, gets a value; with an annotation only where a statement begins. */
function isAssigned(after: string, before: string): boolean {
  if (!after.includes("=")) return false;
  const value = /^(?:\s*\[(?:[^\][=]|\[[^\]]*\])*\])?\s*(?:(:)[^=]*)?[+*]?=(?!=)/.exec(after);
  if (value !== null) return value[1] === undefined || /(?:^|;)\s*$/.test(before);
  // Several names at once; the sign of an argument has no blanks around it.
  return /^(?:\s*,\s*[\w.*]+)+\s+=\s/.test(after) && /^\s*(?:[\w.]+\s*,\s*)*$/.test(before);
}

function namesOf(code: string, pattern: RegExp): string[] {
  if (code === "") return [];
  return [...code.matchAll(pattern)].map(([, name = ""]) => name);
}

function isHookScript(path: string, folders: readonly string[]): boolean {
  const plain = `/${normalizePath(path)}`;
  return folders.some((folder) => plain.includes(`/${folder}/`)) &&
    !FIXTURES.some((folder) => plain.includes(folder)) && isScript(plain.slice(plain.lastIndexOf("/") + 1));
}

/** A name without a dot is a program. */
function isScript(name: string): boolean {
  const isProgram = name !== "" && !name.includes(".");
  return isProgram || (name !== RESOLVER && ENDINGS.some((ending) => name.endsWith(ending)));
}
