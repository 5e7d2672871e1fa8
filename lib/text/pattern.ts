/**
 * Looks for patterns in foreign text at a cost that the text cannot choose.
 *
 * @module
 */
import { UserError } from "./user_error.ts";

/** The most UTF-16 units of a text that are looked at. */
export const MAX_SCAN_UNITS = 256 * 1024;

// A line that a program says something in is short; a hostile one must not make a pattern slow.
const MAX_LINE_UNITS = 1000;
const MAX_LINES = 50;

/**
 * Finds the first line that matches. Only lines that hold the hint are given to the pattern, cut to 1,000 units, and
 * at most 50 of them.
 *
 * @param text Any text; its first {@linkcode MAX_SCAN_UNITS} units are looked at.
 * @param hint A literal that every match contains.
 * @param pattern A pattern without the flags `g` and `y`; `^` and `$` are the line's ends.
 * @returns The match, or null.
 */
export function matchLine(text: string, hint: string, pattern: RegExp): RegExpExecArray | null {
  let from = text.indexOf(hint);
  for (let lines = 0; from >= 0 && from < MAX_SCAN_UNITS && lines < MAX_LINES; lines++) {
    const start = text.lastIndexOf("\n", from) + 1;
    const newline = text.indexOf("\n", from);
    const end = newline < 0 ? text.length : newline;
    // A long line is cut around the hint.
    const left = Math.max(start, from - MAX_LINE_UNITS / 2);
    const line = text.slice(left, Math.min(end, left + MAX_LINE_UNITS));
    const match = pattern.exec(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (match) return match;
    from = newline < 0 ? -1 : text.indexOf(hint, newline + 1);
  }
  return null;
}

/** A pattern that cannot be used. `pattern_problem.ts` says why: it is seldom needed, and costs each process that loads it. */
export class PatternError extends UserError {
  /** The pattern. */
  readonly source: string;

  /**
   * Makes an error that knows its pattern.
   *
   * @param source The pattern.
   */
  constructor(source: string) {
    super(`Cannot use the pattern "${source.slice(0, 60)}"`, "fasthook config");
    this.source = source;
  }

  /** As with its base: each file of the bundle holds a copy of this class. */
  static override [Symbol.hasInstance](value: unknown): value is PatternError {
    return value instanceof UserError && "source" in value;
  }
}

/** What a rule looks for: a pattern, or a plain text. */
export type Matcher =
  | {
    readonly pattern: string;
    /** A text that every match contains, as {@linkcode findRequiredLiteral} finds it. */
    readonly literal?: string;
  }
  | { readonly text: string };

// A minified file is one line; what a person wrote is not longer than this.
const MAX_RULE_LINE_UNITS = 4096;

/**
 * Looks for a pattern or a plain text, each line cut to 4,096 units, at most {@linkcode MAX_SCAN_UNITS} in all.
 *
 * @param text Any text.
 * @param matcher What to look for.
 * @returns The first match, or `undefined`.
 * @throws {PatternError} When the pattern cannot be run in linear time.
 */
export function scan(text: string, matcher: Matcher): string | undefined {
  const scanned = text.length > MAX_SCAN_UNITS ? text.slice(0, MAX_SCAN_UNITS) : text;
  if ("text" in matcher) return scanned.includes(matcher.text) ? matcher.text : undefined;
  if (!mayMatch(scanned, matcher)) return undefined;
  return linear(matcher.pattern).exec(withShortLines(scanned))?.[0];
}

/**
 * Reports whether a matcher may find something. Most rules do not match most texts: a literal that every match needs is
 * found 100 times faster than a pattern.
 *
 * @param text Any text.
 * @param matcher What to look for.
 * @returns False when {@linkcode scan} finds nothing for sure.
 */
export function mayMatch(text: string, matcher: Matcher): boolean {
  return text.includes(
    "text" in matcher ? matcher.text : matcher.literal ?? "",
  );
}

/**
 * Constructs a pattern that takes time in proportion to the text, whatever the text is.
 *
 * @param source The pattern; `^` and `$` are the ends of lines.
 * @returns The pattern for V8's linear engine.
 * @throws {PatternError} When it is no pattern, or needs backtracking.
 */
export function linear(source: string): RegExp {
  // Not kept in a map: V8 keeps what it has compiled.
  try {
    return new RegExp(source, `${LINEAR}m`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PatternError(source);
  }
}

/** V8's flag for its linear engine; a pattern that the engine cannot run throws a SyntaxError. */
export const LINEAR = "l";

/**
 * Finds a text that every match of a pattern contains.
 *
 * @param source A pattern.
 * @returns The longest run of plain characters outside of groups, classes and options; "" when there is none.
 */
export function findRequiredLiteral(source: string): string {
  if (source.includes("|") && hasTopLevelBar(source)) return "";
  let best = "";
  let run = "";
  const end = (): void => {
    if (run.length > best.length) best = run;
    run = "";
  };
  let depth = 0;
  for (const [token] of source.matchAll(/\\.|\[(?:[^\]\\]|\\.)*\]|[*?+]\??|\{[^}]*\}\??|[\s\S]/g)) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (/^[*?{]/.test(token)) run = run.slice(0, -1);
    if (depth === 0 && isPlain(token)) run += token.at(-1);
    else end();
  }
  end();
  return best;
}

function isPlain(token: string): boolean {
  return token.length === 1 ? !/[\^$.*+?()[\]{}|\\]/.test(token) : /^\\[^\w\s]$/.test(token);
}

function hasTopLevelBar(source: string): boolean {
  let depth = 0;
  for (const [token] of source.matchAll(/\\.|\[(?:[^\]\\]|\\.)*\]|[\s\S]/g)) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (token === "|" && depth === 0) return true;
  }
  return false;
}

function withShortLines(text: string): string {
  if (text.length <= MAX_RULE_LINE_UNITS) return text;
  return text.split("\n").map((line) =>
    line.length > MAX_RULE_LINE_UNITS ? line.slice(0, MAX_RULE_LINE_UNITS) : line
  )
    .join("\n");
}
