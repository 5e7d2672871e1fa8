/**
 * Says where an edit belongs whose old text is not in the file, or is there several times.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { textInside } from "../../system/readable.ts";
import { quotable } from "../../text/clean.ts";
import { type EditPlace, editPlace } from "../../text/edit_place.ts";
import type { Likeness } from "../../text/alike_text.ts";
import type { Lines } from "../../text/line_places.ts";
import type { Difference } from "../../text/likeness.ts";
import type { Addition, Project } from "./project.ts";
import { cellsOf } from "./cells.ts";

/** A larger file is generated, and a look at it takes milliseconds. */
const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MAX_TEXT_UNITS = 140;
const MAX_NAMED = 3;

const CAUSES: Readonly<Record<Difference, string>> = {
  "last-line": "no line end after it",
  "line-ends": "other line ends",
  "trailing-space": "white space at the end of a line",
  "indentation": "another indentation",
  "blank-lines": "other blank lines",
  "inner-space": "other white space inside",
  "quotes": "other quotes",
  "look-alikes": "characters that only look the same",
  "entities": "HTML entities",
  "escapes": "other escapes (such as `\\n` for a line end)",
};

/**
 * Looks for the place of an edit.
 *
 * @param call An edit that was refused for its old text.
 * @param project The project.
 * @returns What to say; `undefined` when nothing near is in the file, or it cannot be read.
 */
export function placeOfEdit(call: ToolCall, { cwd, root }: Project): Addition | undefined {
  const path = call.path.startsWith("/") ? call.path : `${cwd}/${call.path}`;
  const file = textInside(path, root, MAX_FILE_BYTES);
  if (file === "") return undefined;
  if (call.mismatch === undefined) {
    const text = cellsOf(file, call.error);
    return text === undefined ? undefined : { text };
  }
  for (const before of call.mismatch.texts) {
    const after = call.changes.find((change) => change.before === before)?.text ?? "";
    const place = editPlace(file, { before, after, isAbsent: call.mismatch.found === "nowhere" });
    // Two edits of one file are two places.
    if (place !== undefined) return { text: textOf(place, before), topic: `${path}\n${before}` };
  }
  return undefined;
}

function textOf(place: EditPlace, before: string): string {
  switch (place.kind) {
    case "alike":
      return alikeText(place.places, before);
    case "numbered":
      return `the old text has the line numbers of a listing in front of its lines; without them it is ${
        nameLines(place.lines)
      }.`;
    case "applied":
      return `the edit is in the file already: ${nameLines(place.lines)} ${
        isOne(place.lines) ? "holds" : "hold"
      } the new text${
        place.differences.length === 0 ? "" : ` with ${causes(place.differences)}`
      }, and the old text is not there.`;
    case "several":
      return severalText(place);
    case "close":
      return `the old text is not in the file. Closest ${place.of === 1 ? "is" : "are"} ${
        nameLines(place)
      }: line ${place.differing.line} is ${shown(place.differing.there)}, the old text has ${
        shown(place.differing.wanted)
      }.`;
  }
}

function alikeText(places: readonly Likeness[], before: string): string {
  const [place] = places;
  if (place === undefined) return "";
  const where = places.length === 1 ? nameLines(place) : `each of ${joinWords(places.map(nameLines))}`;
  if (place.differences.includes("last-line")) {
    return `${where} ${
      isOne(place) ? "holds" : "hold"
    } it, but the file ends there without a line end: leave out the one at ` +
      "the end of the old text.";
  }
  const line = firstDifferent(place.text, before);
  return `${where} ${isOne(place) && places.length === 1 ? "holds" : "hold"} it with ${
    place.differences.includes("indentation") ? indentation(line) : causes(place.differences)
  }: line ${place.first + line.index} is ${shown(line.there)}, the old text has ${shown(line.wanted)}.`;
}

function severalText({ places, count }: Extract<EditPlace, { kind: "several" }>): string {
  const lines = joinWords(places.map(({ first }) => `${first}`));
  const unique = places.filter(({ unique }) => unique !== "" && unique.length <= MAX_TEXT_UNITS)
    .slice(0, MAX_NAMED).map(({ first, unique }) => `line ${first} as ${shown(unique)}`);
  const more = count > places.length ? " and more" : "";
  return `the old text is there ${count} times, at lines ${lines}${more}. ${
    unique.length === 0 ? "" : `Unique: ${unique.join(", ")}. `
  }To change all of them set replace_all.`;
}

interface DifferentLine {
  readonly index: number;
  readonly there: string;
  readonly wanted: string;
}

function firstDifferent(there: string, wanted: string): DifferentLine {
  const [left, right] = [there, wanted.replace(/^\n+/, "")].map((text) => text.split("\n"));
  const index = Math.max(0, (left ?? []).findIndex((line, index) => line !== right?.[index]));
  return { index, there: left?.[index] ?? "", wanted: right?.[index] ?? "" };
}

/** How the indentation of a line differs, in words. */
function indentation({ there, wanted }: DifferentLine): string {
  const [left = "", right = ""] = [there, wanted].map((line) => /^[ \t]*/.exec(line)?.[0]);
  const [tab, space] = [/^\t*$/, /^ *$/].map((unit) => unit.test(left) && unit.test(right));
  if (!tab && !space) {
    return left.includes("\t") && !right.includes("\t") ? "tabs, not spaces" : CAUSES.indentation;
  }
  const more = left.length - right.length;
  const unit = left.includes("\t") || right.includes("\t") ? "tab" : "space";
  const count = Math.abs(more);
  return more === 0
    ? CAUSES.indentation
    : `${count} ${unit}${count === 1 ? "" : "s"} ${more > 0 ? "more" : "fewer"} at the start`;
}

function causes(differences: readonly Difference[]): string {
  return differences.map((difference) => CAUSES[difference]).join(" and ");
}

function nameLines(lines: Lines): string {
  return isOne(lines) ? `line ${lines.first}` : `lines ${lines.first}-${lines.last}`;
}

function isOne({ first, last }: Lines): boolean {
  return first === last;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** As JSON writes it, so that white space can be seen. */
function shown(text: string): string {
  return `\`${quotable(JSON.stringify(text.slice(0, 2 * MAX_TEXT_UNITS)), MAX_TEXT_UNITS)}\``;
}
