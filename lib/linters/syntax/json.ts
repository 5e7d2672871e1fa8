/**
 * The syntax of JSON, and of its dialects where the file's program reads them.
 *
 * @module
 */
import { isStrictJson } from "../../agents/strict_json.ts";
import { JsoncError, lineAt, parseTree } from "../../text/jsonc_tree.ts";
import type { LintProblem } from "../linter.ts";
import { dialectOf } from "../json_dialects.ts";
import { isTemplate } from "../../text/template.ts";

/** Strings, then what JSON does not have: a comment, or a comma before a closing bracket. */
const ADDITIONS =
  /"(?:[^"\\]|\\.)*"|(\/[/*])|(,)(?=\s*(?:\/\/.*\s*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/\s*)*[}\]])/g;

/** Names of files that hold one value, whatever else is in them. */
const ONE_VALUE = /\/(?:package(?:-lock)?|composer|manifest|bower|lerna|vercel|version|now)\.json$/;

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @param path Its path; the name says which dialect its program reads.
 * @returns At most one problem; none for templates.
 */
export async function check(text: string, path: string): Promise<LintProblem[]> {
  // A file that is still empty is about to be written.
  if (text.trim() === "") return [];
  if (isJson(text)) return [];
  const dialect = dialectOf(path);
  const broken = syntaxProblem(text);
  if (broken === undefined) {
    const found = dialect === "json" ? additionIn(text) : undefined;
    if (found === undefined) return [];
    const message = isStrictJson(path) ? `${found.message}: its agent ignores the whole file` : found.message;
    // Some program may read this file so: its level is one that only a new problem is reported with.
    return [problem(text, { ...found, message, level: "error" })];
  }
  if (dialect === "json" && hasOneValueALine(text, path) || isTemplate(text, path, "json")) return [];
  if (dialect === "json5") return (await import("../json5.ts")).checkJson5(text);
  return [problem(text, { ...broken, level: "syntax" })];
}

interface Place {
  readonly offset: number;
  readonly message: string;
}

function syntaxProblem(text: string): Place | undefined {
  try {
    parseTree(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof JsoncError)) throw error;
    return { offset: error.offset, message: error.message };
  }
}

function additionIn(text: string): Place | undefined {
  for (const { index, 1: comment, 2: comma } of text.matchAll(ADDITIONS)) {
    if (comment !== undefined) return { offset: index, message: "JSON allows no comments" };
    if (comma !== undefined) {
      return { offset: index, message: "trailing comma, which JSON does not allow" };
    }
  }
  return undefined;
}

/** Logs and data sets have an object or a list on each line. */
function hasOneValueALine(text: string, path: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 && !ONE_VALUE.test(`/${path}`) &&
    lines.every((line) => /^\s*[{[]/.test(line) && isJson(line));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
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
