/**
 * Checks a configuration against its schema and says exactly what does not fit.
 *
 * @module
 */
import { isObject } from "../text/json_object.ts";
import { closest } from "../text/suggest.ts";
import { fieldOf, type Shape } from "./schema.ts";

/** Keys and indexes from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** A value that does not fit. */
export interface ValueProblem {
  /** Where it is. */
  readonly path: Path;
  /** What is wrong, as a sentence that begins with the value's name: `must be a list, got "x"`. */
  readonly message: string;
  /** What was probably meant; "" where nothing is close. */
  readonly meant: string;
}

/** More than this in one file, and the file is something else than a configuration. */
export const MAX_PROBLEMS = 100;

/**
 * Checks a value, as far as the results are taken: what comes after the last one that is asked for costs nothing.
 *
 * @param value Any parsed JSON.
 * @param shape What it should be.
 * @param path Where it is.
 * @returns Everything that does not fit, in order; nothing if all does.
 */
export function* check(value: unknown, shape: Shape, path: Path = []): Iterable<ValueProblem> {
  switch (shape.kind) {
    case "text":
      return yield* checkText(value, shape, path);
    case "integer": {
      const isIn = Number.isInteger(value) && Number(value) >= shape.min && Number(value) <= shape.max;
      if (!isIn) yield problem(path, nameOf(shape), value);
      return;
    }
    case "flag":
      if (typeof value !== "boolean") yield problem(path, nameOf(shape), value);
      return;
    case "list":
      return yield* checkList(value, shape, path);
    case "object":
      return yield* isObject(value)
        ? checkMembers(value, shape, path)
        : [problem(path, nameOf(shape), value)];
    case "map":
      return yield* isObject(value) ? checkMap(value, shape, path) : [problem(path, nameOf(shape), value)];
    case "either":
      return yield* checkEither(value, shape.shapes, path);
  }
}

function checkText(value: unknown, shape: Shape & { kind: "text" }, path: Path): ValueProblem[] {
  const { max, choices, form } = shape;
  if (typeof value !== "string" || value === "") return [problem(path, nameOf(shape), value)];
  if (choices !== undefined) {
    return choices.includes(value) ? [] : [problem(path, nameOf(shape), value, closest(value, choices))];
  }
  if (value.length > max) return [limitProblem(path, `at most ${max} characters`, value.length)];
  return form === undefined || form.pattern.test(value)
    ? []
    : [problem(path, form.name, value, closest(value, form.near ?? []))];
}

function* checkList(value: unknown, shape: Shape & { kind: "list" }, path: Path): Iterable<ValueProblem> {
  const { of, max } = shape;
  if (!Array.isArray(value)) return yield problem(path, nameOf(shape), value);
  if (value.length > max) return yield limitProblem(path, `at most ${max} entries`, value.length);
  for (const [index, element] of value.entries()) yield* check(element, of, [...path, index]);
}

type Members = Readonly<Record<string, unknown>>;

function* checkMembers(
  value: Members,
  { fields, required }: Shape & { kind: "object" },
  path: Path,
): Iterable<ValueProblem> {
  for (const key of required) {
    if (!Object.hasOwn(value, key)) yield { path, message: `lacks "${key}"`, meant: "" };
  }
  for (const key of Object.keys(value)) {
    const field = fieldOf(fields, key);
    const at = [...path, key];
    yield* field === undefined ? [unknownKey(at, Object.keys(fields))] : check(value[key], field.shape, at);
  }
}

function* checkMap(
  value: Members,
  { of, keys, keyForm }: Shape & { kind: "map" },
  path: Path,
): Iterable<ValueProblem> {
  for (const key of Object.keys(value)) {
    const at = [...path, key];
    if (keys !== undefined && !keys.includes(key)) yield unknownKey(at, keys);
    else if (keyForm !== undefined && !keyForm.pattern.test(key)) yield problem(at, keyForm.name, key);
    else yield* check(value[key], of, at);
  }
}

function checkEither(value: unknown, shapes: readonly Shape[], path: Path): ValueProblem[] {
  const results = shapes.map((shape) => take(check(value, shape, path), MAX_PROBLEMS));
  if (results.some((problems) => problems.length === 0)) return [];
  // A problem inside the value says more than one about its kind.
  const inside = results.find((problems) => problems.some((problem) => problem.path.length > path.length));
  return inside ?? [problem(path, shapes.map(nameOf).join(" or "), value)];
}

/**
 * Takes the first of many.
 *
 * @param problems Any number of them; those that are not taken are never looked for.
 * @param limit How many.
 * @returns As many as there are, and no more than the limit.
 */
export function take(problems: Iterable<ValueProblem>, limit: number): ValueProblem[] {
  const taken: ValueProblem[] = [];
  for (const problem of problems) {
    if (taken.push(problem) === limit) break;
  }
  return taken;
}

function unknownKey(path: Path, known: readonly string[]): ValueProblem {
  const meant = closest(String(path.at(-1)), known);
  const message = meant === undefined ? `is unknown, wanted one of ${known.join(", ")}` : "is unknown";
  return { path, message, meant: meant ?? "" };
}

function limitProblem(path: Path, wanted: string, got: number): ValueProblem {
  return { path, message: `must have ${wanted}, got ${got}`, meant: "" };
}

function problem(path: Path, wanted: string, got: unknown, meant = ""): ValueProblem {
  return { path, message: `must be ${wanted}, got ${describe(got)}`, meant };
}

/** Names what is wanted. */
function nameOf(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return shape.choices?.map((choice) => `"${choice}"`).join(" or ") ?? shape.form?.name ?? "a text";
    case "integer":
      return `an integer from ${shape.min} to ${shape.max}`;
    case "flag":
      return "true or false";
    case "list":
      return "a list";
    case "object":
    case "map":
      return "an object";
    case "either":
      return shape.shapes.map(nameOf).join(" or ");
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  const text = JSON.stringify(typeof value === "string" ? value.slice(0, 60) : value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
