/**
 * `quality`: leftovers that a call newly added to a file.
 *
 * @module
 */
import type { Rule } from "../rules/rule.ts";

const JS = ["*.ts", "*.tsx", "*.js", "*.jsx", "*.mts", "*.cts", "*.mjs", "*.cjs", "*.vue", "*.svelte"];
const TS = ["*.ts", "*.tsx", "*.mts", "*.cts"];
const TESTS = [
  "*.{test,spec}.*",
  "*_test.*",
  "test_*.py",
  "**/__tests__/**",
  "**/tests/**",
  "**/test/**",
  "**/cypress/**",
];

type Piece = Pick<Rule, "id" | "match" | "text" | "examples" | "counterExamples">;

function quality(files: readonly string[] | undefined, piece: Piece): Rule {
  return {
    source: "pack quality",
    scope: "pack",
    when: files === undefined ? {} : { files },
    look: "new",
    severity: "guidance",
    ...piece,
  };
}

/** The rules of the pack. */
export const QUALITY: readonly Rule[] = [
  {
    ...quality(undefined, {
      id: "quality/conflict-marker",
      match: { pattern: "^(?:<<<<<<< \\S.*|>>>>>>> \\S.*)$" },
      text: "{file} now holds a conflict marker ({match}). Choose a side and take the markers out.",
      examples: ["<<<<<<< HEAD", ">>>>>>> feature/x"],
      counterExamples: ["=======", "a <<<<<<< b", "cat <<< x"],
    }),
    severity: "violation",
  },
  quality(TESTS, {
    id: "quality/focused-test",
    match: {
      pattern:
        "\\b(?:describe|it|test|context|suite|Deno\\.test)\\.only\\s*\\(|^\\s*(?:fdescribe|fit)\\s*\\(",
    },
    text:
      "{file} has a focused test ({match}): all others are skipped. Take the focus off before you are done.",
    examples: ["describe.only('x', () => {", "  fit('works', () => {", 'Deno.test.only("x", fn)'],
    counterExamples: ["describe('only', f)", "// outfit(", "profit(x)", "test('x', f)"],
  }),
  quality(JS, {
    id: "quality/debugger",
    match: { pattern: "^\\s*debugger\\s*;?\\s*$", literal: "debugger" },
    text: "{file} has a debugger statement. Take it out before you are done.",
    examples: ["  debugger;", "debugger"],
    counterExamples: ["// the debugger", "const debugger1 = 1", "open the debugger;"],
  }),
  quality(["*.py"], {
    id: "quality/breakpoint",
    match: { pattern: "^\\s*(?:breakpoint\\(\\)|import pdb\\b.*|i?pdb\\.set_trace\\(\\))" },
    text: "{file} stops in the debugger ({match}). Take it out before you are done.",
    examples: ["    breakpoint()", "import pdb; pdb.set_trace()"],
    counterExamples: ["# breakpoint()", "set_breakpoint()", "import pdbx"],
  }),
  quality(TS, {
    id: "quality/any-cast",
    match: { pattern: "\\bas any\\b|<any>\\s*[\\w(]" },
    text: "{file}: `{match}` switches the type check off. Give the real type, or narrow an unknown.",
    examples: ["const a = b as any;", "foo(<any> b)"],
    counterExamples: ["as anything", "as well as anyone", "Promise<any>;"],
  }),
  quality(TS, {
    id: "quality/type-ignore",
    match: { pattern: "(?://|/\\*)\\s*@ts-(?:ignore|nocheck)\\b", literal: "@ts-" },
    text: "{file}: `{match}` hides every error there. Fix the type, or use @ts-expect-error with the reason.",
    examples: ["// @ts-ignore", "/* @ts-nocheck */"],
    counterExamples: ["// @ts-expect-error reason", "// ts-ignore is bad"],
  }),
  quality(JS, {
    id: "quality/lint-disable",
    match: {
      pattern:
        "(?://|/\\*)\\s*(?:eslint-disable(?:-next-line|-line)?\\b|deno-lint-ignore\\b|deno-lint-ignore-file\\b|biome-ignore\\b|oxlint-disable\\b)",
    },
    text: "{file}: `{match}` silences the linter. Fix what it reports, or give the reason behind `--`.",
    examples: [
      "// eslint-disable-next-line no-console",
      "/* eslint-disable */",
      "// deno-lint-ignore no-explicit-any",
    ],
    counterExamples: ["// why eslint-disable is bad", "eslint --disable x"],
  }),
  quality(["*.py"], {
    id: "quality/lint-disable-python",
    match: { pattern: "#\\s*(?:noqa\\s*$|type:\\s*ignore\\s*$|pylint:\\s*disable=|ruff:\\s*noqa)" },
    text: "{file}: `{match}` silences the linter. Fix what it says, or name the one rule and the reason.",
    examples: ["import x  # noqa", "x = y  # type: ignore", "# pylint: disable=all"],
    counterExamples: ["# noqa is bad style", "x = y  # type: ignore[assignment]", "import x  # noqa: F401"],
  }),
];
