/**
 * Which lines of a file, as it is now, are a call's work.
 *
 * @module
 */
import type { Change } from "../event/event.ts";
import type { AddedLine, ChangedFile } from "./edited_file.ts";

/** Tells whether a line, from 1, is the call's work. */
export type IsChanged = (line: number) => boolean;

/** A longer text is compared by its lines only. */
const MAX_PLACES = 100;

/**
 * Finds the lines of a file that a call changed.
 *
 * @param change What is known of the change.
 * @param text What the file holds now; a formatter may have been at it.
 * @returns A test for lines.
 */
export function changedLines(change: ChangedFile["change"], text: string): IsChanged {
  switch (change.kind) {
    case "whole":
      return () => true;
    case "unknown":
      return () => false;
    case "lines":
      return member(new Places(text).of(change.added));
    case "appended":
      return member(lastLines(change.text, text) ?? placesOf([{ text: change.text, before: "" }], text));
    case "texts":
      return member(placesOf(change.texts, text));
  }
}

function member(lines: ReadonlySet<number>): IsChanged {
  return (line) => lines.has(line);
}

/** The lines of a text that a file ends with; `undefined` when it ends otherwise. */
function lastLines(part: string, whole: string): ReadonlySet<number> | undefined {
  if (part === "" || !whole.endsWith(part)) return undefined;
  const first = whole.slice(0, whole.length - part.length).split("\n").length;
  return new Set(part.replace(/\n$/, "").split("\n").map((_, index) => first + index));
}

/** Where texts stand now; those that a formatter has changed are looked for line by line. */
function placesOf(texts: readonly Change[], text: string): ReadonlySet<number> {
  const plain = text.replaceAll("\r\n", "\n");
  const found = new Set<number>();
  let places: Places | undefined;
  for (const { text: added, before } of texts) {
    const part = newPart(added.replaceAll("\r\n", "\n"), before.replaceAll("\r\n", "\n"));
    const starts = startsOf(plain, added.replaceAll("\r\n", "\n"));
    for (const start of starts) {
      for (let line = 0; line < part.lines.length; line++) found.add(start + part.skipped + line);
    }
    if (starts.length > 0) continue;
    places ??= new Places(text);
    for (const line of places.of(part.lines.map((text) => ({ line: 0, text })))) found.add(line);
  }
  return found;
}

/** The lines, from 1, on which a text begins. */
function startsOf(whole: string, part: string): number[] {
  const starts: number[] = [];
  if (part === "") return starts;
  let line = 1;
  let counted = 0;
  for (
    let at = whole.indexOf(part);
    at >= 0 && starts.length < MAX_PLACES;
    at = whole.indexOf(part, at + part.length)
  ) {
    for (; counted < at; counted++) if (whole[counted] === "\n") line++;
    starts.push(line);
  }
  return starts;
}

/** A new text without the lines that it begins and ends with as the old one did. */
function newPart(
  text: string,
  before: string,
): { readonly lines: readonly string[]; readonly skipped: number } {
  const lines = text.replace(/\n$/, "").split("\n");
  if (before === "") return { lines, skipped: 0 };
  const old = before.replace(/\n$/, "").split("\n");
  const most = Math.min(lines.length, old.length);
  let head = 0;
  while (head < most && lines[head] === old[head]) head++;
  let tail = 0;
  while (tail < most - head && lines.at(-1 - tail) === old.at(-1 - tail)) tail++;
  return { lines: lines.slice(head, lines.length - tail), skipped: head };
}

/** Finds lines again by what they hold, where they have moved. */
class Places {
  readonly #lines: readonly string[];
  #byText: ReadonlyMap<string, number[]> | undefined;

  constructor(text: string) {
    this.#lines = text.split("\n");
  }

  of(added: readonly AddedLine[]): ReadonlySet<number> {
    const found = new Set<number>();
    let moved = 0;
    for (const { line, text } of added) {
      const wanted = essence(text);
      const here = line > 0 ? line + moved : 1 + Math.max(0, ...found);
      if (line > 0 && essence(this.#lines[here - 1] ?? "") === wanted) found.add(here);
      // A blank line or a bracket is everywhere: when it has moved it cannot be told from others.
      else if (wanted.length > 2) {
        const there = this.#closest(wanted, here, found);
        if (there === undefined) continue;
        found.add(there);
        if (line > 0) moved = there - line;
      }
    }
    return found;
  }

  #closest(wanted: string, line: number, taken: ReadonlySet<number>): number | undefined {
    this.#byText ??= index(this.#lines);
    const free = (this.#byText.get(wanted) ?? []).filter((place) => !taken.has(place));
    return free.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
  }
}

function index(lines: readonly string[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    const text = essence(line);
    const known = places.get(text);
    if (known === undefined) places.set(text, [at + 1]);
    else known.push(at + 1);
  }
  return places;
}

/** What a formatter leaves of a line: not its blanks, its kind of quotes, or a comma or semicolon at its end. */
function essence(line: string): string {
  return line.replace(/\s+/g, "").replaceAll("'", '"').replace(/[,;]$/, "");
}
