/**
 * gofmt, for the syntax of Go files: the parser that `go vet` runs first. `go vet` itself is not run: it type-checks the
 * whole package, so that its result is not of this file alone and could not be cached; it builds what the package imports,
 * writes to Go's build cache, and may start the compilers and download the modules and the toolchain that the repository
 * names.
 *
 * @module
 */
import { LinterError, type LintProblem, type Output } from "../linter.ts";

/** The exit code when a file cannot be parsed. */
const BROKEN = 2;
/** `path:line:column: message`; a path may hold colons. */
const LINE = /:(\d{1,9}):(\d{1,9}): (.+)$/;

/**
 * Reads the output. That a file is not formatted is no problem of one edit.
 *
 * @param output What gofmt printed.
 * @returns The syntax errors.
 * @throws {LinterError} When it failed and says nothing that can be read.
 */
export function parse({ code, stderr }: Output): LintProblem[] {
  const problems = stderr.split("\n").flatMap((line): LintProblem[] => {
    const match = LINE.exec(line.slice(0, 2000));
    if (!match) return [];
    const [, row, column, message = ""] = match;
    return [{
      line: Number(row),
      column: Number(column),
      code: "syntax",
      message,
      level: "syntax",
      fixable: false,
    }];
  });
  if (code !== 0 && (code !== BROKEN || problems.length === 0)) throw new LinterError("exit-code");
  return problems;
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @returns False: a syntax error is reported at once.
 */
export function isDeferred(): boolean {
  return false;
}
