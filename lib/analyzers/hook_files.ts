/**
 * `hook-files`: hook scripts must not change `sys.path`; one module, `path_resolver.py`, does it for all.
 *
 * @module
 */
import type { AnalysisContext, BuiltInRule } from "./analyzer.ts";
import type { ToolCall } from "../event/event.ts";
import type { Finding } from "../event/finding.ts";
import { quotable } from "../text/clean.ts";
import { normalizePath } from "../text/path.ts";

const NAME = "sys.path";
const CHANGING = ["insert", "append", "extend", "remove", "pop", "clear", "reverse", "sort", "__iadd__"];
const ENDINGS: readonly string[] = [".py", ".pyw", ".pyi", ".ipynb", ".sh"];
/** A longer line was hardly written by hand. */
const MAX_LINE_UNITS = 1000;
/** The one module that may do it. */
const RESOLVER = "path_resolver.py";

/**
 * Lists the rules of this analyzer.
 *
 * @returns The only one.
 */
export function rules(): readonly BuiltInRule[] {
  return [{ id: "hook-files/sys-path", severity: "violation" }];
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
    if (!text.includes("sys.path")) continue;
    const old = new Set(before.split("\n").map((line) => line.trim()));
    const line = text.split("\n").find((line) => isManipulation(line) && !old.has(line.trim()));
    if (line === undefined) continue;
    return [{
      rule: "hook-files/sys-path",
      severity: "violation",
      text: `\`${quotable(line, 100)}\` changes sys.path in a hook. ` +
        "Put the folder into path_resolver.py beside the hooks and import that module instead.",
    }];
  }
  return [];
}

function isHookScript(path: string, folders: readonly string[]): boolean {
  const plain = normalizePath(path);
  return folders.some((folder) => `/${plain}`.includes(`/${folder}/`)) &&
    isScript(plain.slice(plain.lastIndexOf("/") + 1));
}

/** A name without a dot is a program. */
function isScript(name: string): boolean {
  const isProgram = name !== "" && !name.includes(".");
  return isProgram || (name !== RESOLVER && ENDINGS.some((ending) => name.endsWith(ending)));
}

function isManipulation(line: string): boolean {
  const at = changeIn(line.slice(0, MAX_LINE_UNITS));
  if (at < 0) return false;
  const ahead = line.slice(0, at);
  return !ahead.includes("#") && isEven(ahead.split('"').length - 1) && isEven(ahead.split("'").length - 1);
}

/** Where a line changes `sys.path`; -1 for nowhere. No pattern: see `deno task bench --only costs`. */
function changeIn(line: string): number {
  for (let at = line.indexOf(NAME); at >= 0; at = line.indexOf(NAME, at + 1)) {
    if (!isWordUnit(line.charAt(at - 1)) && isChange(line.slice(at + NAME.length))) return at;
  }
  return -1;
}

/** A call, an assignment, an addition in place, or an assignment to an item or a slice. */
function isChange(rest: string): boolean {
  if (rest.startsWith(".")) {
    const [method = "", call] = rest.slice(1).split("(", 2);
    return call !== undefined && CHANGING.includes(method.trimEnd());
  }
  const [item = "", behind = ""] = rest.trimStart().split("]", 2);
  if (!item.startsWith("[")) return isAssignment(item);
  return !item.includes("=") && isAssignment(behind);
}

function isWordUnit(unit: string): boolean {
  return unit === "_" || (unit >= "0" && unit <= "9") || unit.toLowerCase() !== unit.toUpperCase();
}

function isAssignment(text: string): boolean {
  const plain = text.trimStart();
  const sign = plain.startsWith("+") ? plain.slice(1) : plain;
  return sign.startsWith("=") && !sign.startsWith("==");
}

function isEven(count: number): boolean {
  return count % 2 === 0;
}
