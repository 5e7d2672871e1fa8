/**
 * Texts that look alike: the same but for white space, quotes, escapes or letters that only look the same.
 *
 * @module
 */

/** A text without what texts that look alike may differ in. */
export interface Essence {
  /** What is left. */
  readonly text: string;
  /** For each unit that is left, where it was in the original text; one more for the end. */
  readonly places: readonly number[];
}

/** How a text differs from one that looks like it, from the most to the least common. */
export type Difference =
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
  "&nbsp;": "",
};
const QUOTES = "'\"`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2032\u2033";
const DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";
const LAST_ASCII = 0x7f;
/** A letter that a string of code writes by its number. */
const CODE = /^\\u[0-9A-Fa-f]{4}/;
const CODE_UNITS = "\\u0000".length;

/**
 * Takes out of a text what texts that look alike may differ in.
 *
 * @param text Any text.
 * @returns The rest, and where each unit of it was.
 */
export function essenceOf(text: string): Essence {
  let rest = "";
  const places: number[] = [];
  const keep = (units: string, at: number): void => {
    rest += units;
    for (let count = 0; count < units.length; count++) places.push(at);
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit <= " ") continue;
    if (unit === "\\") {
      // The two characters of a line end or a tab in a string of code.
      const [code] = CODE.exec(text.slice(at, at + CODE_UNITS)) ?? [];
      if (code !== undefined) {
        keep(withoutDisguise(characterOf(code)), at);
        at += CODE_UNITS - 1;
      } else if ("ntr".includes(text.charAt(at + 1) || " ")) at++;
    } else if (QUOTES.includes(unit)) keep('"', at);
    else if (unit === "&") {
      const entity = Object.keys(ENTITIES).find((entity) => text.startsWith(entity, at));
      keep(ENTITIES[entity ?? ""] ?? "&", at);
      if (entity !== undefined) at += entity.length - 1;
    } else if (unit.charCodeAt(0) <= LAST_ASCII) keep(unit, at);
    else keep(withoutDisguise(unit), at);
  }
  places.push(text.length);
  return { text: rest, places };
}

function characterOf(code: string): string {
  return String.fromCharCode(Number.parseInt(code.slice(2), 16));
}

/** What a unit outside of ASCII looks like: a plain letter, a hyphen, or nothing for a blank or an invisible mark. */
function withoutDisguise(unit: string): string {
  if (DASHES.includes(unit)) return "-";
  return unit.normalize("NFKD").replace(/[\s\p{M}\p{Cf}]/gu, "");
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
  [
    "entities",
    (text) => text.replace(/&(?:lt|gt|amp|quot|#39|apos|nbsp);/g, (entity) => ENTITIES[entity] || "\u00a0"),
  ],
  // A backslash that stays in both texts is no difference, also before a line end's letter.
  [
    "escapes",
    (text) => text.replace(/\\u[0-9A-Fa-f]{4}/g, characterOf).replace(/\\[ntr]/g, "\n").replaceAll("\\", ""),
  ],
  ["quotes", (text) => text.replace(/['`]/g, '"')],
  [
    "look-alikes",
    (text) => text.replace(/[\u0080-\uffff]/g, (unit) => unit.trim() === "" ? " " : essenceOf(unit).text),
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
