/**
 * Finds the name of a file or folder that was meant by one that is not there.
 *
 * @module
 */
import { editDistance } from "./suggest.ts";

/** A shorter name is as near to any other short one. */
const MIN_TYPO_UNITS = 4;
/** So many letters of a name allow two mistakes. */
const LONG_UNITS = 8;

/**
 * Finds the nearest name.
 *
 * @param wanted The name that is not there.
 * @param names The names that are.
 * @returns The nearest one by case, separators, ending, order of words, number or a mistyped letter; `undefined` when none
 * is near.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  for (const isNear of [sameLetters, sameStem, sameWords, isTypo]) {
    const near = names.filter((name) => name !== wanted && isNear(wanted, name));
    if (near.length > 0) return nearestOf(wanted, near);
  }
  return undefined;
}

function nearestOf(wanted: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = Infinity;
  for (const name of names) {
    const edits = editDistance(wanted, name);
    if (edits < fewest) [nearest, fewest] = [name, edits];
  }
  return nearest;
}

/** `readme.md` and `README.md`, `user-store.ts` and `user_store.ts` and `userStore.ts`. */
function sameLetters(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other);
}

/** `config.yml` and `config.yaml`. */
function sameStem(one: string, other: string): boolean {
  const [stem] = splitName(one);
  return stem !== "" && lettersOf(stem) === lettersOf(splitName(other)[0]);
}

/** `cart.test.ts` and `cart.spec.ts`, `test_cart.py` and `cart_test.py`, `util.ts` and `utils.ts`. */
function sameWords(one: string, other: string): boolean {
  const [left, right] = [one, other].map((name) => wordsOf(name).join(" "));
  return left !== "" && left === right && splitName(one)[1] === splitName(other)[1];
}

function isTypo(one: string, other: string): boolean {
  const [[stem, ending], [otherStem, otherEnding]] = [
    splitName(one.toLowerCase()),
    splitName(other.toLowerCase()),
  ];
  if (ending !== otherEnding || stem.length < MIN_TYPO_UNITS || otherStem.length < MIN_TYPO_UNITS) {
    return false;
  }
  // Numbers are not mistyped: part1 and part2 are two files.
  if (stem.replace(/\D/g, "") !== otherStem.replace(/\D/g, "")) return false;
  return editDistance(stem, otherStem) <= (stem.length < LONG_UNITS ? 1 : 2);
}

function lettersOf(name: string): string {
  return name.normalize("NFC").toLowerCase().replace(/[-_ ]/g, "");
}

function wordsOf(name: string): string[] {
  return splitName(name)[0].split(/[-_. ]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase())
    .map((word) => word === "spec" || word === "tests" ? "test" : word.replace(/(?<=\w\w)s$/, ""))
    .sort();
}

/** A name and its ending; a name that begins with a dot is all name. */
function splitName(name: string): readonly [stem: string, ending: string] {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
}
