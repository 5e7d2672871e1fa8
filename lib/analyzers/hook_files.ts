/**
 * `hook-files`: hook scripts must not change `sys.path`; one module, `path_resolver.py`, does it for all.
 *
 * @module
 */
import type { BuiltInRule } from "../analysis.ts";
import type { ToolCall } from "../event.ts";
import type { Finding } from "../finding.ts";
import { quotable } from "../text.ts";

// Call, assignment, in-place addition, or assignment to a slice or an item. Linear: no nested repeats.
const SYS_PATH =
  /\bsys\.path(?:\.(?:insert|append|extend|remove|pop|clear|reverse|sort|__iadd__)\s*\(|\s*\+=|\s*=(?:[^=]|$)|\s*\[[^\]=]*\]\s*\+?=(?:[^=]|$))/;
const ENDINGS: readonly string[] = [".py", ".pyw", ".pyi", ".ipynb", ".sh"];
/** The one module that may do it. */
const RESOLVER = "path_resolver.py";

/** The rules of this analyzer. */
export const RULES: readonly BuiltInRule[] = [{ id: "hook-files/sys-path", severity: "violation" }];

/**
 * Looks for changes to `sys.path` in the lines that the call added.
 *
 * @param call A succeeded call that put text into a file.
 * @returns One finding for the first such line of a script under `.claude/hooks/`, except in `path_resolver.py`.
 */
export function analyze(call: ToolCall): Finding[] {
  if (!isHookScript(call.path)) return [];
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

function isHookScript(path: string): boolean {
  const plain = normalized(path);
  return `/${plain}`.includes("/.claude/hooks/") && isScript(plain.slice(plain.lastIndexOf("/") + 1));
}

/** A name without a dot is a program. */
function isScript(name: string): boolean {
  const isProgram = name !== "" && !name.includes(".");
  return isProgram || (name !== RESOLVER && ENDINGS.some((ending) => name.endsWith(ending)));
}

function isManipulation(line: string): boolean {
  if (!line.includes("sys.path")) return false;
  const match = SYS_PATH.exec(line.slice(0, 1000));
  if (!match) return false;
  const ahead = line.slice(0, match.index);
  return !ahead.includes("#") && isEven(ahead.split('"').length - 1) && isEven(ahead.split("'").length - 1);
}

function isEven(count: number): boolean {
  return count % 2 === 0;
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
