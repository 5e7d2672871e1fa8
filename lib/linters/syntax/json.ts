/**
 * The syntax of JSON, and of JSON with comments where that is the custom.
 *
 * @module
 */
import { JsoncError, lineAt, parseTree } from "../../text/jsonc_tree.ts";
import type { LintProblem } from "../linter.ts";

/** Names of JSON files whose programs read comments and trailing commas. */
const WITH_COMMENTS =
  /(?:\.jsonc|\.code-workspace|\/(?:tsconfig|jsconfig|api-extractor|devcontainer|typedoc|tslint|turbo|nx|wrangler|biome|deno|renovate|settings|launch|tasks|extensions|keybindings|language-configuration)[^/]*\.json|\/\.[^/]*\.json|\/\.(?:vscode|devcontainer|zed|cursor|github)\/.*)$/;

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @param path Its path; the name says whether comments are allowed.
 * @returns At most one problem.
 */
export function check(text: string, path: string): LintProblem[] {
  // A file that is still empty is about to be written.
  if (text.trim() === "") return [];
  try {
    parseTree(text);
  } catch (error) {
    if (!(error instanceof JsoncError)) throw error;
    return [problem(text, { offset: error.offset, message: error.message, level: "syntax" })];
  }
  if (WITH_COMMENTS.test(path.startsWith("/") ? path : `/${path}`)) return [];
  const place = strictProblem(text);
  // Some program may read comments in a file of this name: told only when this call wrote that line.
  return place === undefined ? [] : [problem(text, { ...place, level: "error" })];
}

interface Place {
  readonly offset: number;
  readonly message: string;
}

function strictProblem(text: string): Place | undefined {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset = Number(/at position (\d+)/.exec(error.message)?.[1] ?? 0);
    return { offset, message: "JSON allows no comments and no comma before a closing bracket" };
  }
}

function problem(text: string, { offset, message, level }: Place & Pick<LintProblem, "level">): LintProblem {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return {
    line: lineAt(text, offset),
    column: offset - start + 1,
    code: "syntax",
    message,
    level,
    fixable: false,
  };
}
