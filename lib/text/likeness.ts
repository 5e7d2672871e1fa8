/**
 * Texts that look alike: the same but for white space, quotes, escapes or letters that only look the same.
 *
 * @module
 */

/** How a text differs from one that looks like it, from the most to the least common. */
export type Difference =
  | "last-line"
  | "line-ends"
  | "trailing-space"
  | "indentation"
  | "blank-lines"
  | "inner-space"
  | "quotes"
  | "look-alikes"
  | "entities"
  | "escapes";

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#39;": '"',
  "&apos;": '"',
  "&nbsp;": "\u00a0",
};
/** Parts of a text that are read as one: a letter by its number, a line end or a tab as code writes them, an entity. */
const PARTS = /\\u[0-9A-Fa-f]{4}|\\[ntr]|&(?:lt|gt|amp|quot|#39|apos|nbsp);|./gsu;

/**
 * Takes out of a text what texts that look alike may differ in. Only the engine's own loops go through it: one of ours takes
 * a millisecond for 1,000 units in a new process.
 *
 * @param text Any text.
 * @returns The rest; that of two lines is the rest of the first and the rest of the second.
 */
export function essenceOf(text: string): string {
  const decoded = text.includes("&") ? withoutEntities(text) : text;
  const plain = decoded.includes("\\") ? withoutNumbers(decoded).replace(/\\[ntr]?/g, "") : decoded;
  return plain.replace(/[\0-\x20]+/g, "").replace(QUOTES, '"').replace(/[^\0-\x7f]+/g, withoutDisguise);
}

/**
 * Finds where a unit of a text's essence is in the text.
 *
 * @param text The text.
 * @param index The number of the unit.
 * @returns Its place; the text's length for one that is not there.
 */
export function placeInText(text: string, index: number): number {
  let [left, at] = [index, 0];
  for (const line of text.split("\n")) {
    const { length } = essenceOf(line);
    if (left < length) return at + placeInLine(line, left);
    left -= length;
    at += line.length + 1;
  }
  return text.length;
}

function placeInLine(line: string, index: number): number {
  let left = index;
  for (const { 0: part, index: at } of line.matchAll(PARTS)) {
    left -= essenceOf(part).length;
    if (left < 0) return at;
  }
  return line.length;
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:lt|gt|amp|quot|#39|apos|nbsp);/g, (entity) => ENTITIES[entity] ?? "");
}

function withoutNumbers(text: string): string {
  return text.replace(
    /\\u[0-9A-Fa-f]{4}/g,
    (code) => String.fromCharCode(Number.parseInt(code.slice(2), 16)),
  );
}

const QUOTES = /['"`\u2018-\u201f\u00ab\u00bb\u2032\u2033]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;

/** What letters outside of ASCII look like: plain ones, hyphens, or nothing for blanks and invisible marks. */
function withoutDisguise(letters: string): string {
  return letters.replace(DASHES, "-").normalize("NFKD").replace(/[\s\p{M}\p{Cf}]/gu, "");
}

/**
 * Says in which ways two texts differ that have the same essence.
 *
 * @param one A text.
 * @param other Another one with the same essence.
 * @returns The ways; empty for equal texts.
 */
export function differencesOf(one: string, other: string): Difference[] {
  const found: Difference[] = [];
  for (const [name, plain] of WORDINGS) {
    const rest = WORDINGS.filter(([other]) => other !== name).map(([, plain]) => plain);
    const [left, right] = [one, other].map((text) => rest.reduce((text, plain) => plain(text), text));
    if (withoutSpace(left ?? "") !== withoutSpace(right ?? "")) found.push(name);
    [one, other] = [plain(one), plain(other)];
  }
  return [...spaceDifference(one, other), ...found];
}

/** Differences other than of white space, and how a text is freed of them. */
const WORDINGS: readonly (readonly [name: Difference, plain: (text: string) => string])[] = [
  ["entities", withoutEntities],
  // A backslash that stays in both texts is no difference, also before a line end's letter.
  ["escapes", (text) => withoutNumbers(text).replace(/\\[ntr]/g, "\n").replaceAll("\\", "")],
  ["quotes", (text) => text.replace(/['`]/g, '"')],
  [
    "look-alikes",
    (text) => text.replace(/[\u0080-\uffff]/g, (unit) => unit.trim() === "" ? " " : essenceOf(unit)),
  ],
];

/** The least that explains how two texts differ in white space. */
function spaceDifference(one: string, other: string): Difference[] {
  const steps: readonly (readonly [name: Difference, plain: (text: string) => string])[] = [
    ["line-ends", (text) => text.replace(/\r(?=\n|$)/g, "")],
    ["trailing-space", (text) => text.replace(/[^\S\n]+$/gm, "")],
    ["indentation", (text) => text.replace(/^[^\S\n]+/gm, "")],
    ["blank-lines", (text) => text.replace(/\n+/g, "\n").trim()],
    ["inner-space", withoutSpace],
  ];
  for (const [name, plain] of steps) {
    if (one === other) break;
    [one, other] = [plain(one), plain(other)];
    if (one === other) return [name];
  }
  return [];
}

function withoutSpace(text: string): string {
  // A blank that only looks like one counts as a letter.
  return text.replace(/[ \t\r\n\f\v]+/g, "");
}
