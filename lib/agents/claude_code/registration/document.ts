/**
 * A settings file as text and as a tree of places, so that a change leaves the rest of the text as it is.
 *
 * @module
 */
import { UserError } from "../../../text/user_error.ts";
import { JsoncError, type Node, parseTree, placeAt } from "../../../text/jsonc_tree.ts";
import { quotable } from "../../../text/clean.ts";

/** A settings file that was read. */
export interface Document {
  /** The text, without a byte order mark. */
  readonly text: string;
  /** The places of its values; the root is an object. */
  readonly root: Node;
}

// Strings are matched first, because a // inside one is no comment.
const COMMENT_OR_COMMA = /"(?:[^"\\]|\\.)*"|(?<comment>\/\/|\/\*)|(?<comma>,)(?=[\t\n\r ]*[}\]])/gs;

/**
 * Reads a settings file's text.
 *
 * @param text The text, without a byte order mark.
 * @param path The file, for messages.
 * @returns The text with its places.
 * @throws {UserError} When it is not plain JSON, or no object: with line, column, and what is there.
 */
export function parseDocument(text: string, path: string): Document {
  const problem = findJsonProblem(text);
  if (problem !== undefined) {
    const place = placeAt(text, problem.offset);
    throw new UserError(
      `Cannot use ${path}: wanted plain JSON, got ${problem.found} at line ${place.line}, column ${place.column}`,
      problem.ignored
        ? "remove it: Claude Code ignores the whole file because of it"
        : "fix the file, then run this again",
    );
  }
  const root = parseTree(text);
  if (root.kind !== "object") {
    throw new UserError(`Cannot use ${path}: wanted an object, got ${quotable(text, 40)}`);
  }
  return { text, root };
}

/** Why a text is not plain JSON. */
export interface JsonProblem {
  /** What is there, in words. */
  readonly found: string;
  /** Where, in UTF-16 units. */
  readonly offset: number;
  /** True for what other programs accept and Claude Code ignores the file for: comments and trailing commas. */
  readonly ignored: boolean;
}

/**
 * Finds out why a text is not plain JSON.
 *
 * @param text The text, without a byte order mark.
 * @returns The first problem, or `undefined` when there is none.
 */
export function findJsonProblem(text: string): JsonProblem | undefined {
  try {
    JSON.parse(text);
    // Unlike JSON, the tree has a limit of depth. It is deeper than any settings file.
    parseTree(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsoncError) {
      return { found: describeUnexpected(error), offset: error.offset, ignored: false };
    }
    if (!(error instanceof SyntaxError)) throw error;
    return text.trim() === "" ? { found: "nothing", offset: 0, ignored: false } : syntaxProblem(text, error);
  }
}

function syntaxProblem(text: string, error: SyntaxError): JsonProblem {
  const lax = laxProblem(text);
  try {
    parseTree(text);
  } catch (error) {
    if (!(error instanceof JsoncError)) throw error;
    if (lax === undefined || error.offset < lax.offset) {
      return { found: describeUnexpected(error), offset: error.offset, ignored: false };
    }
  }
  return lax ?? { found: quotable(error.message, 120), offset: 0, ignored: false };
}

/** The first comment or trailing comma. */
function laxProblem(text: string): JsonProblem | undefined {
  for (const { index, groups } of text.matchAll(COMMENT_OR_COMMA)) {
    if (groups?.["comment"] !== undefined) return { found: "a comment", offset: index, ignored: true };
    if (groups?.["comma"] !== undefined) return { found: "a trailing comma", offset: index, ignored: true };
  }
  return undefined;
}

function describeUnexpected({ message }: JsoncError): string {
  const [wanted, got] = message.split(", got ");
  return got === undefined ? message : `${got} instead of ${(wanted ?? "").replace(/^wanted /, "")}`;
}
