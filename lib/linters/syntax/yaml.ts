/**
 * The syntax of YAML.
 *
 * @module
 */
// @ts-types="./yaml.d.ts"
import { parseAll } from "npm:deno-std@1.4.0/yaml/mod.js";
import type { LintProblem } from "../linter.ts";

const PLACE = /^([\s\S]*?) at line (\d+), column (\d+)/;
/** Helm, Jinja, Ansible, ERB, Mustache: text from which YAML is still to be made; `${{` is GitHub's, in plain YAML. */
const TEMPLATE = /(?:^|[^$])\{\{|\{%|<%/;

/** A larger one was written by a program; some texts take the parser time that grows with the square of their size. */
const MAX_UNITS = 64 * 1024;
/** Each may copy all that the one before has copied: 6,000 take 9 s. */
const MAX_MERGES = 100;

/**
 * Parses a file.
 *
 * @param text What it holds.
 * @returns At most one problem; none for templates, and for tags that only their own program knows.
 */
export function check(text: string): LintProblem[] {
  if (text.length > MAX_UNITS || text.split("<<").length > MAX_MERGES) return [];
  try {
    parseAll(text);
    return [];
  } catch (error) {
    // Nested too deeply for the parser, which calls itself.
    if (error instanceof RangeError) return [];
    // The parser's own errors are syntax errors; anything else is its trouble, not the file's.
    if (!(error instanceof SyntaxError) && !(error instanceof Error && error.name === "YamlSyntaxError")) {
      throw error;
    }
    const place = PLACE.exec(error.message);
    if (!place || TEMPLATE.test(text) || /\btag\b/.test(place[1] ?? "")) return [];
    return [{
      line: Number(place[2]),
      column: Number(place[3]),
      code: "syntax",
      message: place[1] ?? "",
      level: "syntax",
      fixable: false,
    }];
  }
}
