/**
 * What a linter's module gives: how it is called, and how its output is read.
 *
 * @module
 */
import { field, isObject, type JsonObject } from "../text/json_object.ts";

/** One thing that a linter found. */
export interface LintProblem {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
  /** In a notebook, the cell that line and column are counted in, from 1. */
  readonly cell?: number;
  /** The linter's name for it, such as `F401`. */
  readonly code: string;
  /** The linter's words. */
  readonly message: string;
  /** How bad it is: the file cannot be read, or the linter's own severity. */
  readonly level: "syntax" | "error" | "warning";
  /** Whether the linter can fix it. */
  readonly fixable: boolean;
}

/** What a program printed, and how it ended. */
export interface Output {
  /** Standard output. */
  readonly stdout: string;
  /** Standard error. */
  readonly stderr: string;
  /** Exit code. */
  readonly code: number;
}

/** Where a problem is: on a line that the edit wrote, or on another one. */
export type ProblemPlace = "edited" | "elsewhere";

/** What a command shall fix. Its texts are quoted for a shell. */
export interface FixTarget {
  /** The program, as the command starts it. */
  readonly program: string;
  /** The file. */
  readonly path: string;
  /** The rules to fix. */
  readonly codes: readonly string[];
}

/** What reads the output of a linter that is a program. */
export interface ProgramModule {
  /** Reads the output about a file; throws a `LinterError` when it is not what the program prints when it works. */
  readonly parse: (output: Output, path: string) => LintProblem[];
  /** Reports whether the output says that the configuration leaves the file out; missing where the output does not show it. */
  readonly isIgnored?: (output: Output) => boolean;
  /**
   * Reports whether the next edit often fixes a problem, such as an import whose use is still to be written. Such problems
   * are reported later.
   */
  readonly isDeferred: (problem: LintProblem, place: ProblemPlace) => boolean;
  /** Set when such problems wait also where no later event of the agent's would report them. */
  readonly isPatient?: boolean;
  /** The most of its problems that are reported at once; as many as there is room for when absent. */
  readonly most?: number;
  /** Writes the command that fixes what can be fixed. */
  readonly fix?: (target: FixTarget) => string;
  /** Set when that command also fixes problems of other rules. */
  readonly fixesAll?: boolean;
}

/** A check of a file's syntax that needs no program. */
export interface SyntaxModule {
  /** Looks at a file; `path` is for names that mean a dialect. */
  readonly check: (text: string, path: string) => LintProblem[] | Promise<LintProblem[]>;
}

/** A linter that does not work: a crash, or output that cannot be read. Its name is the reason in the journal. */
export class LinterError extends Error {
  /**
   * Makes an error with a reason for the journal.
   *
   * @param reason A word of ours for the journal, such as "garbage".
   */
  constructor(reason: string) {
    super(reason);
    this.name = reason;
  }
}

/**
 * Reads JSON that a linter printed.
 *
 * @param output What it printed.
 * @returns The parsed JSON.
 * @throws {LinterError} When it is empty or no JSON.
 */
export function jsonOf({ stdout, code }: Output): unknown {
  if (stdout.trim() === "") throw new LinterError(code === 0 ? "no-output" : "exit-code");
  try {
    return JSON.parse(stdout);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LinterError("garbage");
  }
}

/**
 * Reads a list of objects.
 *
 * @param value Any parsed JSON.
 * @returns Its objects.
 * @throws {LinterError} When it is no list.
 */
export function objectsOf(value: unknown): JsonObject[] {
  if (!Array.isArray(value)) throw new LinterError("garbage");
  return value.filter(isObject);
}

/**
 * Reads a line or column.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns A number of at least 1; 1 when there is none.
 */
export function placeOf(object: JsonObject, key: string): number {
  const value = field(object, key);
  return typeof value === "number" && Number.isInteger(value) && value >= 1 ? value : 1;
}
