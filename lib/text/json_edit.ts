/**
 * Edits JSON text in place: whatever is not changed keeps its bytes, and what is added looks like its neighbours.
 *
 * @module
 */
import type { Node } from "./jsonc_tree.ts";

/** How a file is laid out. */
interface Layout {
  /** What one level is indented by. */
  readonly unit: string;
  /** How a line ends. */
  readonly lineEnd: string;
}

/**
 * Adds a member after the last one of an object.
 *
 * @param text The whole text.
 * @param at The object, and the new member's key and value.
 * @returns The new text.
 */
export function addMember(
  text: string,
  at: { readonly object: Node; readonly key: string; readonly value: unknown },
): string {
  const { object, key, value } = at;
  return add(text, object, (place) => `${JSON.stringify(key)}:${gap(text, object)}${place(value)}`);
}

/**
 * Adds an element after the last one of an array.
 *
 * @param text The whole text.
 * @param at The array and the new value.
 * @returns The new text.
 */
export function addElement(text: string, at: { readonly array: Node; readonly value: unknown }): string {
  return add(text, at.array, (place) => place(at.value));
}

/**
 * Puts another value in the place of one.
 *
 * @param text The whole text.
 * @param at The old value's place and the new value, which is written on one line where it is short.
 * @returns The new text.
 */
export function replaceValue(text: string, at: { readonly node: Node; readonly value: unknown }): string {
  return text.slice(0, at.node.start) + onOneLine(at.value) + text.slice(at.node.end);
}

/**
 * Takes a member or an element out, with its comma.
 *
 * @param text The whole text.
 * @param at The object or array, and which of its children goes; whether a comment before it stays.
 * @returns The new text; a container that lost its only child is `{}` or `[]`.
 */
export function removeChild(
  text: string,
  at: { readonly parent: Node; readonly index: number; readonly keepsComment?: boolean },
): string {
  const { parent, index, keepsComment } = at;
  const spans = children(parent);
  const [gone, before, after] = [spans[index], spans[index - 1], spans[index + 1]];
  if (gone === undefined) return text;
  if (before !== undefined) {
    const between = text.slice(before.end, gone.start).replace(/^[\t ]*,/, "").trimEnd();
    return text.slice(0, before.end) + (keepsComment ? between : "") + text.slice(gone.end);
  }
  if (after !== undefined) return text.slice(0, gone.start) + text.slice(after.start);
  return text.slice(0, parent.start + 1) + text.slice(parent.end - 1);
}

/** Where a child begins (with its key) and ends. */
interface Span {
  readonly start: number;
  readonly end: number;
}

function children({ members, elements }: Node): readonly Span[] {
  return members.length > 0 ? members.map(({ start, value }) => ({ start, end: value.end })) : elements;
}

function add(
  text: string,
  parent: Node,
  write: (place: (value: unknown) => string) => string,
): string {
  const spans = children(parent);
  const last = spans.at(-1);
  const layout = layoutOf(text);
  if (last === undefined) {
    const outer = indentAt(text, parent.start);
    const inner = outer + layout.unit;
    const body = write((value) => onLines(value, inner, layout));
    // It may hold a comment.
    const start = text.slice(0, parent.end - 1).trimEnd();
    return start + layout.lineEnd + inner + body + layout.lineEnd + outer +
      text.slice(parent.end - 1);
  }
  const lead = leadOf(text, last.start);
  const indent = lead.slice(lead.lastIndexOf("\n") + 1);
  const { comment, length } = tailOf(text.slice(last.end, parent.end - 1));
  const added = lead.includes("\n") || comment.includes("//")
    ? layout.lineEnd + indent + write((value) => onLines(value, indent, layout))
    : (lead || blankAfterComma(text, parent)) + write(onOneLine);
  return `${text.slice(0, last.end)},${comment}${added}${text.slice(last.end + length)}`;
}

/** What follows the last child and belongs to it, where comments are allowed: a trailing comma, a comment on its line. */
function tailOf(rest: string): { readonly comment: string; readonly length: number } {
  const [tail = "", , comment = ""] = /^([\t ]*,)?([\t ]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/))?/.exec(rest) ??
    [];
  return { comment, length: tail.length };
}

/** The white space before an offset. */
function leadOf(text: string, offset: number): string {
  return /[\t\n\r ]*$/.exec(text.slice(0, offset))?.[0] ?? "";
}

/** The white space at the beginning of the line that an offset is on. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[\t ]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

function layoutOf(text: string): Layout {
  const newline = text.indexOf("\n");
  const lineEnd = text[newline - 1] === "\r" ? "\r\n" : "\n";
  // The first indented line of a file is one level deep.
  return { unit: /\n([\t ]+)\S/.exec(text)?.[1] ?? "  ", lineEnd };
}

/** What is between colon and value elsewhere in the object. */
function gap(text: string, { members }: Node): string {
  const [first] = members;
  return first !== undefined && text[first.value.start - 1] === ":" ? "" : " ";
}

/** `{"a": 1}` goes on with a blank after the comma, `{"a":1}` and `[1]` without. */
function blankAfterComma(text: string, parent: Node): string {
  return parent.kind === "object" && children(parent).length === 1 ? gap(text, parent) : "";
}

function onOneLine(value: unknown): string {
  return JSON.stringify(value);
}

function onLines(value: unknown, indent: string, { unit, lineEnd }: Layout): string {
  return JSON.stringify(value, null, "\t")
    .replace(/\n(\t*)/g, (_, tabs: string) => lineEnd + indent + unit.repeat(tabs.length))
    // A list of plain texts, such as the arguments, reads best on one line.
    .replace(/\[\s*("(?:[^"\\]|\\.)*")\s*\]/g, "[$1]");
}
