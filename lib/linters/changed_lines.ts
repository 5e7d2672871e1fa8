/**
 * Finds the lines of a file that a call wrote, for linters that cannot be asked about the text before the call.
 *
 * @module
 */
import type { Change } from "../event/event.ts";
import type { AddedLine, ChangedFile } from "./edited_file.ts";
import { lineEssence } from "./line_essence.ts";
import { LinePlaces } from "./line_places.ts";

/** Reports whether the call wrote a line; lines count from 1. */
export type IsChanged = (line: number) => boolean;

/** A text that is there more often is compared by its lines only. */
const MAX_PLACES = 100;
/** A line of so few characters, such as a bracket, is nearly everywhere. */
const MAX_COMMON_UNITS = 2;

/**
 * Finds the lines of a file that a call changed.
 *
 * @param change What is known of the change.
 * @param text What the file holds now, perhaps reformatted.
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

/** The lines of a text at a file's end; `undefined` when the file ends with another text. */
function lastLines(part: string, whole: string): ReadonlySet<number> | undefined {
  if (part === "" || !whole.endsWith(part)) return undefined;
  const first = whole.slice(0, whole.length - part.length).split("\n").length;
  return new Set(part.replace(/\n$/, "").split("\n").map((_, index) => first + index));
}

/** Where texts are now; one that a formatter has changed is looked for line by line. */
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
  #byText: ReadonlyMap<string, LinePlaces> | undefined;

  constructor(text: string) {
    this.#lines = text.split("\n").map(lineEssence);
  }

  of(added: readonly AddedLine[]): ReadonlySet<number> {
    const found = new Set<number>();
    let [moved, last] = [0, 0];
    for (const { line, text } of added) {
      const wanted = lineEssence(text);
      const near = line > 0 ? line + moved : last + 1;
      // A blank line or a bracket is everywhere: one that has moved cannot be found.
      const place = wanted.length > MAX_COMMON_UNITS
        ? this.#placesOf(wanted)?.takeNear(near)
        : line > 0 && this.#lines[near - 1] === wanted
        ? near
        : undefined;
      if (place === undefined) continue;
      found.add(place);
      last = Math.max(last, place);
      if (line > 0) moved = place - line;
    }
    return found;
  }

  #placesOf(text: string): LinePlaces | undefined {
    this.#byText ??= indexLines(this.#lines);
    return this.#byText.get(text);
  }
}

function indexLines(lines: readonly string[]): ReadonlyMap<string, LinePlaces> {
  const index = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    const places = index.get(line);
    if (places === undefined) index.set(line, [at + 1]);
    else places.push(at + 1);
  }
  return new Map([...index].map(([line, places]) => [line, new LinePlaces(places)]));
}
