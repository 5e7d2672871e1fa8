/**
 * Looks for patterns in foreign text at a cost that the text cannot choose.
 *
 * @module
 */
import { UserError } from "./errors.ts";

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

/** What a rule looks for: a pattern, or a plain text. */
export type Matcher = { readonly pattern: string } | { readonly text: string };

// A minified file is one line; what a person wrote is not longer than this.
const MAX_RULE_LINE_UNITS = 4096;

/**
 * Looks for a pattern or a plain text, each line cut to 4,096 units, at most {@linkcode MAX_SCAN_UNITS} in all.
 *
 * @param text Any text.
 * @param matcher What to look for.
 * @returns The first match, or `undefined`.
 * @throws {UserError} When the pattern cannot be run in linear time.
 */
export function scan(text: string, matcher: Matcher): string | undefined {
  const scanned = text.length > MAX_SCAN_UNITS ? text.slice(0, MAX_SCAN_UNITS) : text;
  if ("text" in matcher) return scanned.includes(matcher.text) ? matcher.text : undefined;
  // Most rules do not match most texts: a literal that every match needs is found 100 times faster than a pattern.
  if (!scanned.includes(requiredLiteral(matcher.pattern))) return undefined;
  return linear(matcher.pattern).exec(withShortLines(scanned))?.[0];
}

/**
 * Constructs a pattern that takes time in proportion to the text, whatever the text is.
 *
 * @param source The pattern; `^` and `$` are the ends of lines.
 * @returns The pattern for V8's linear engine.
 * @throws {UserError} When it is no pattern, or needs backtracking; the message names the construct.
 */
export function linear(source: string): RegExp {
  const known = CONSTRUCTED.get(source);
  if (known !== undefined) return known;
  const pattern = constructed(source);
  CONSTRUCTED.set(source, pattern);
  return pattern;
}

/** V8's flag for its linear engine; a pattern that the engine cannot run throws a SyntaxError. */
const LINEAR = "l";
const CONSTRUCTED = new Map<string, RegExp>();

function constructed(source: string): RegExp {
  try {
    return new RegExp(source, `${LINEAR}m`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(source);
  }
}

function unusable(source: string): UserError {
  const shown = source.length > 60 ? `${source.slice(0, 57)}...` : source;
  try {
    new RegExp(source, "m");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = /: ([^:]+)$/.exec(error.message)?.[1] ?? error.message;
    return new UserError(
      `Cannot use the pattern "${shown}": ${reason}`,
      "in JSON a backslash is written twice: \\\\s",
    );
  }
  if (!hasLinearEngine()) {
    return new UserError(
      `Cannot use the pattern "${shown}": V8's linear engine is off`,
      "start fasthook through its launcher, or with --v8-flags=--enable-experimental-regexp-engine",
    );
  }
  const known = CONSTRUCTS.find(({ form }) => form.test(source));
  return new UserError(
    `Cannot use the pattern "${shown}": ${
      known?.construct ?? "something in it"
    } cannot be run in linear time`,
    known?.instead ?? "make it simpler",
  );
}

/** What the linear engine does not know, how to recognise it, and how to write it. */
const CONSTRUCTS: readonly { readonly form: RegExp; readonly construct: string; readonly instead: string }[] =
  [
    {
      form: /\(\?[=!]/,
      construct: "a lookahead (?=...) or (?!...)",
      instead: 'put what must not be there into "unless"',
    },
    { form: /\(\?<[=!]/, construct: "this lookbehind", instead: "match the text before it too" },
    {
      form: /\\[1-9]|\\k</,
      construct: "a backreference such as \\1",
      instead: "write one rule for each text that may repeat",
    },
    {
      form: /\(\?[a-z]+[:)-]/,
      construct: "a group with flags such as (?i:...)",
      instead: "write both letters: [eE]rror",
    },
    {
      form: /\{\d*,?\d*\}/,
      construct: "a counted repeat of this size",
      instead: "use + or *, or write the piece out a few times",
    },
  ];

function hasLinearEngine(): boolean {
  try {
    new RegExp("x", LINEAR);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/**
 * Finds a text that every match of a pattern contains.
 *
 * @param source A pattern.
 * @returns The longest run of plain characters outside of groups, classes and options; "" when there is none.
 */
export function requiredLiteral(source: string): string {
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
