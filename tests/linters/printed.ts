/**
 * One case a linter: what its program prints for a file with known defects.
 *
 * @module
 */
import type { Output } from "../../lib/linters/linter.ts";

/** What a program printed, and what is read from it. */
export interface Printed {
  /** What it printed. */
  readonly output: Partial<Output>;
  /** What is read from that: line, column, code, level. */
  readonly problems: readonly string[];
  /** The exit codes of a program that works; with any other one it does not. */
  readonly exitCodes: readonly number[];
}

/** The file that every case is about. */
export const PRINTED_PATH = "/p/a b.ts";

/** What Biome printed before 2.4: offsets into a text, and messages in pieces. */
const OLDER_BIOME = {
  category: "lint/suspicious/noDebugger",
  severity: "error",
  description: "",
  message: [{ elements: [], content: "Unexpected " }, { elements: ["Emphasis"], content: "debugger" }],
  advices: {
    advices: [{ log: ["info", [{ content: "Safe fix: Remove " }, { content: "it." }]] }, { diff: {} }],
  },
  location: { path: { file: "a.js" }, span: [15, 24], sourceCode: '"\u00e4\u{1f600}";\n  \u00e4;debugger;' },
};

/** The cases, by the linter's id. */
export const PRINTED: Readonly<Record<string, Printed>> = {
  ruff: {
    output: {
      stdout: JSON.stringify([
        { code: "F821", location: { row: 4, column: 12 }, message: "Undefined name `y`", fix: null },
        { code: "UP034", location: { row: 5, column: 1 }, message: "Avoid", fix: { applicability: "safe" } },
        { code: null, location: { row: 1, column: 7 }, message: "SyntaxError: Expected `)`", fix: null },
        {
          code: "invalid-syntax",
          location: { row: 2, column: 1 },
          message: "Cannot use `match` statement on Python 3.9 (syntax was added in Python 3.10)",
          fix: null,
        },
      ]),
      code: 1,
    },
    problems: ["4:12 F821 error", "5:1 UP034 error fixable", "1:7 syntax syntax", "2:1 syntax error"],
    exitCodes: [0, 1],
  },
  biome: {
    output: {
      stdout: JSON.stringify({
        diagnostics: [
          {
            severity: "warning",
            category: "lint/style/useConst",
            message: "m",
            location: { start: { line: 1, column: 1 } },
            advices: [{ text: "Safe fix: Use const instead." }],
          },
          { severity: "error", category: "parse", message: "m", location: { start: { line: 2, column: 3 } } },
          { severity: "information", category: "lint/x/y", message: "m", location: { start: { line: 9 } } },
          { severity: "error", category: "format", message: "m", location: { start: { line: 9 } } },
          {
            severity: "warning",
            category: "lint",
            message: "size",
            location: { start: { line: 0, column: 0 } },
          },
          OLDER_BIOME,
          { ...OLDER_BIOME, location: { path: { file: "a.js" }, span: null, sourceCode: null } },
        ],
      }),
      code: 1,
    },
    problems: [
      "1:1 style/useConst warning fixable",
      "2:3 syntax syntax",
      "2:5 suspicious/noDebugger error fixable",
    ],
    exitCodes: [0, 1],
  },
  oxlint: {
    output: {
      stdout: JSON.stringify({
        diagnostics: [
          { code: "eslint(no-debugger)", severity: "warning", labels: [{ span: { line: 2, column: 17 } }] },
          { severity: "error", message: "Unexpected token", labels: [{ span: { line: 1, column: 11 } }] },
        ],
      }),
    },
    problems: ["2:17 eslint(no-debugger) warning", "1:11 syntax syntax"],
    exitCodes: [0, 1],
  },
  eslint: {
    output: {
      stdout: JSON.stringify([{
        messages: [
          { ruleId: "prefer-const", severity: 1, line: 1, column: 5, message: "m", fix: {} },
          { ruleId: null, fatal: true, severity: 2, line: 1, column: 11, message: "Parsing error: x" },
          { ruleId: null, severity: 1, message: "Unused eslint-disable directive" },
        ],
      }]),
      code: 1,
    },
    problems: ["1:5 prefer-const warning fixable", "1:11 syntax syntax"],
    exitCodes: [0, 1],
  },
  "deno-lint": {
    output: {
      stdout: JSON.stringify({
        diagnostics: [{ code: "no-debugger", message: "m", range: { start: { line: 2, col: 16 } } }],
        errors: [{ message: "SyntaxError: Expression expected\n  |\n    at file:///a.js:1:11" }],
      }),
      code: 1,
    },
    problems: ["1:11 syntax syntax", "2:17 no-debugger error"],
    exitCodes: [0, 1],
  },
  shellcheck: {
    output: {
      stdout: JSON.stringify({
        comments: [
          { line: 2, column: 6, level: "info", code: 2086, message: "m" },
          { line: 2, column: 1, level: "error", code: 1046, message: "m" },
          { line: 3, column: 1, level: "style", code: 2250, message: "m" },
          { line: 4, column: 1, level: "info", code: 1091, message: "m" },
        ],
      }),
      code: 1,
    },
    problems: ["2:6 SC2086 warning", "2:1 SC1046 syntax"],
    exitCodes: [0, 1],
  },
  gofmt: {
    output: {
      stderr: "/p/main.go:4:13: missing ',' before newline\n/p/main.go:9:1: expected '}'\n",
      code: 2,
    },
    problems: ["4:13 syntax syntax", "9:1 syntax syntax"],
    exitCodes: [0, 2],
  },
  actionlint: {
    output: {
      stdout: JSON.stringify([
        { message: "m", line: 4, column: 5, kind: "expression" },
        { message: "m", line: 1, column: 1, kind: "syntax-check" },
      ]),
      code: 1,
    },
    problems: ["4:5 expression error", "1:1 syntax-check syntax"],
    exitCodes: [0, 1],
  },
  typescript: {
    output: {
      stdout: JSON.stringify({
        kind: "full",
        items: [
          { range: { start: { line: 1, character: 6 } }, severity: 1, code: 2322, message: "m" },
          { range: { start: { line: 2, character: 0 } }, severity: 4, code: 6133, message: "a hint" },
          { range: { start: { line: 0, character: 9 } }, severity: 1, code: 1005, message: "')' expected." },
        ],
      }),
    },
    problems: ["2:7 TS2322 error", "1:10 TS1005 syntax"],
    exitCodes: [0],
  },
  "deno-check": {
    output: {
      stderr: "TS2322 [ERROR]: m\n  more\nconst x\n      ^\n    at file:///p/a%20b.ts:3:7\n\n" +
        "    The type\n        at file:///p/a%20b.ts:1:1\n\n" +
        "TS2345 [ERROR]: m\n    at file:///p/other.ts:9:9\n\nFound 2 errors.\n\nerror: Type checking failed.\n",
      code: 1,
    },
    problems: ["3:7 TS2322 error"],
    exitCodes: [0, 1],
  },
};
