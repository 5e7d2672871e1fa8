/**
 * JSON with comments, read with the place of every value: for messages that name a line, and for edits that keep
 * everything else as it is.
 *
 * @module
 */

/** Where a value is, and what it consists of. */
export interface Node {
  /** Offset of the first UTF-16 unit. */
  readonly start: number;
  /** Offset after the last unit. */
  readonly end: number;
  /** The members of an object, in order; keys may occur twice. */
  readonly members: readonly Member[];
  /** The elements of an array. */
  readonly elements: readonly Node[];
  /** What kind of value it is. */
  readonly kind: "object" | "array" | "other";
}

/** One member of an object. */
export interface Member {
  /** The key, unescaped. */
  readonly key: string;
  /** Offset of the key's opening quote. */
  readonly start: number;
  /** The value. */
  readonly value: Node;
}

/** Text that is not JSON, and where that shows. */
export class JsoncError extends Error {
  /** Offset of the first unit that does not fit. */
  readonly offset: number;

  /**
   * Makes an error that knows its place.
   *
   * @param message What was expected and what is there.
   * @param offset Offset of the first unit that does not fit.
   */
  constructor(message: string, offset: number) {
    super(message);
    this.name = "JsoncError";
    this.offset = offset;
  }
}

/** Deeper than any configuration; the parser calls itself. */
const MAX_DEPTH = 200;

/**
 * Parses JSON with comments and trailing commas.
 *
 * @param text The file's text.
 * @returns The tree of the value.
 * @throws {JsoncError} At the first place that does not fit.
 */
export function parseTree(text: string): Node {
  const reader = new Reader(text);
  reader.skip();
  const node = reader.value(0);
  reader.skip();
  if (!reader.atEnd()) reader.fail("the end of the file");
  return node;
}

/**
 * Finds the value at a path, or as far as the path goes.
 *
 * @param root The tree.
 * @param path Keys and indexes.
 * @returns The place of the last part that exists: a member's key, or an element.
 */
export function offsetOf(root: Node, path: readonly (string | number)[]): number {
  let node = root;
  let offset = root.start;
  for (const part of path) {
    const member = typeof part === "string" ? node.members.findLast(({ key }) => key === part) : undefined;
    const next = typeof part === "number" ? node.elements[part] : member?.value;
    if (next === undefined) return offset;
    offset = member?.start ?? next.start;
    node = next;
  }
  return offset;
}

/**
 * Turns an offset into a line number.
 *
 * @param text The text.
 * @param offset An offset into it.
 * @returns The line, from 1.
 */
export function lineAt(text: string, offset: number): number {
  return linesAt(text, [offset])[0] ?? 1;
}

/**
 * Turns offsets into line numbers, in one pass over the text.
 *
 * @param text The text.
 * @param offsets Offsets into it, in any order.
 * @returns The line of each, from 1.
 */
export function linesAt(text: string, offsets: readonly number[]): number[] {
  const lines = new Map<number, number>();
  let line = 1;
  let next = text.indexOf("\n");
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    for (; next >= 0 && next < offset; next = text.indexOf("\n", next + 1)) line++;
    lines.set(offset, line);
  }
  return offsets.map((offset) => lines.get(offset) ?? line);
}

/** JSON's own blanks, and a byte order mark. */
const BLANK = /[\t\n\r \ufeff]/;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
// deno-lint-ignore no-control-regex
const STRING = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  fail(wanted: string): never {
    const found = this.atEnd() ? "the end of the file" : JSON.stringify(this.#text[this.#at]);
    throw new JsoncError(`wanted ${wanted}, got ${found}`, Math.min(this.#at, this.#text.length - 1));
  }

  /** Skips blanks and comments. */
  skip(): void {
    while (!this.atEnd()) {
      if (BLANK.test(this.#text[this.#at] ?? "")) this.#at++;
      else if (this.#text.startsWith("//", this.#at)) this.#skipLine();
      else if (this.#text.startsWith("/*", this.#at)) this.#skipComment();
      else return;
    }
  }

  value(depth: number): Node {
    if (depth > MAX_DEPTH) this.fail(`at most ${MAX_DEPTH} levels`);
    const start = this.#at;
    const first = this.#text[start];
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    if (this.#take(STRING) === undefined && this.#take(SCALAR) === undefined) this.fail("a value");
    return { start, end: this.#at, members: [], elements: [], kind: "other" };
  }

  #object(depth: number): Node {
    const start = this.#at++;
    const members: Member[] = [];
    this.skip();
    while (this.#text[this.#at] !== "}") {
      const keyAt = this.#at;
      const key = this.#take(STRING) ?? this.fail(members.length === 0 ? 'a key or "}"' : "a key");
      this.skip();
      this.#expect(":");
      members.push({ key: unescape(key), start: keyAt, value: this.value(depth + 1) });
      this.#separator("}");
    }
    this.#at++;
    return { start, end: this.#at, members, elements: [], kind: "object" };
  }

  #array(depth: number): Node {
    const start = this.#at++;
    const elements: Node[] = [];
    this.skip();
    while (this.#text[this.#at] !== "]") {
      elements.push(this.value(depth + 1));
      this.#separator("]");
    }
    this.#at++;
    return { start, end: this.#at, members: [], elements, kind: "array" };
  }

  #separator(close: string): void {
    this.skip();
    if (this.#text[this.#at] === close) return;
    if (this.#text[this.#at] !== ",") this.fail(`"," or "${close}"`);
    this.#expect(",");
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) this.fail(`"${character}"`);
    this.#at++;
    this.skip();
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skipLine(): void {
    const at = this.#text.indexOf("\n", this.#at);
    this.#at = at < 0 ? this.#text.length : at + 1;
  }

  #skipComment(): void {
    const at = this.#text.indexOf("*/", this.#at + 2);
    if (at < 0) {
      this.#at = this.#text.length;
      this.fail('"*/"');
    }
    this.#at = at + 2;
  }
}

function unescape(quoted: string): string {
  return String(JSON.parse(quoted));
}

/**
 * Turns an offset into what an editor shows.
 *
 * @param text The text.
 * @param offset UTF-16 units from its beginning.
 * @returns Line and column, both from 1.
 */
export function placeAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  return {
    line: lineAt(text, offset),
    column: offset - text.lastIndexOf("\n", offset - 1),
  };
}
