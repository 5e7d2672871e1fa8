/**
 * Why a pattern cannot be used, for its author.
 *
 * @module
 */
import { UserError } from "./user_error.ts";
import { LINEAR } from "./pattern.ts";

/**
 * Explains why a pattern cannot be used.
 *
 * @param source A pattern that `linear` refused.
 * @returns The construct that is in the way, and how to write it.
 */
export function patternProblem(source: string): UserError {
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
