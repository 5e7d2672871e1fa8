/**
 * Checks a configuration against its schema and says exactly what does not fit.
 *
 * @module
 */
import { isObject } from "../text/json_object.ts";
import { closest } from "../text/suggest.ts";
import type { Fields, Shape } from "./schema.ts";

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

/**
 * Checks a value.
 *
 * @param value Any parsed JSON.
 * @param shape What it should be.
 * @param path Where it is.
 * @returns Everything that does not fit, in order; empty if all does.
 */
export function check(value: unknown, shape: Shape, path: Path = []): ValueProblem[] {
  switch (shape.kind) {
    case "text":
      return checkText(value, shape, path);
    case "integer":
      return Number.isInteger(value) && Number(value) >= shape.min && Number(value) <= shape.max
        ? []
        : [problem(path, nameOf(shape), value)];
    case "flag":
      return typeof value === "boolean" ? [] : [problem(path, nameOf(shape), value)];
    case "list":
      return checkList(value, shape, path);
    case "object":
      return isObject(value) ? checkMembers(value, shape, path) : [problem(path, nameOf(shape), value)];
    case "map":
      return isObject(value) ? checkMap(value, shape, path) : [problem(path, nameOf(shape), value)];
    case "either":
      return checkEither(value, shape.shapes, path);
  }
}

function checkText(value: unknown, shape: Shape & { kind: "text" }, path: Path): ValueProblem[] {
  const { max, choices, form } = shape;
  if (typeof value !== "string" || value === "") return [problem(path, nameOf(shape), value)];
  if (choices !== undefined) {
    return choices.includes(value) ? [] : [problem(path, nameOf(shape), value, closest(value, choices))];
  }
  if (form !== undefined && !form.pattern.test(value)) {
    return [problem(path, form.name, value, closest(value, form.near ?? []))];
  }
  return value.length > max ? [limitProblem(path, `at most ${max} characters`, value.length)] : [];
}

function checkList(value: unknown, shape: Shape & { kind: "list" }, path: Path): ValueProblem[] {
  const { of, max } = shape;
  if (!Array.isArray(value)) return [problem(path, nameOf(shape), value)];
  if (value.length > max) return [limitProblem(path, `at most ${max} entries`, value.length)];
  return value.flatMap((element, index) => check(element, of, [...path, index]));
}

type Members = Readonly<Record<string, unknown>>;

function checkMembers(
  value: Members,
  { fields, required }: Shape & { kind: "object" },
  path: Path,
): ValueProblem[] {
  const missing = required.filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ path, message: `lacks "${key}"`, meant: "" }));
  const present = Object.keys(value).flatMap((key) => checkMember(value[key], fields, [...path, key]));
  return [...missing, ...present];
}

function checkMember(value: unknown, fields: Fields, path: Path): ValueProblem[] {
  const key = String(path.at(-1));
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field === undefined ? [unknownKey(path, Object.keys(fields))] : check(value, field.shape, path);
}

function checkMap(
  value: Members,
  { of, keys, keyForm }: Shape & { kind: "map" },
  path: Path,
): ValueProblem[] {
  return Object.keys(value).flatMap((key) => {
    const at = [...path, key];
    if (keys !== undefined && !keys.includes(key)) return [unknownKey(at, keys)];
    if (keyForm !== undefined && !keyForm.pattern.test(key)) return [problem(at, keyForm.name, key)];
    return check(value[key], of, at);
  });
}

function checkEither(value: unknown, shapes: readonly Shape[], path: Path): ValueProblem[] {
  const results = shapes.map((shape) => check(value, shape, path));
  if (results.some((problems) => problems.length === 0)) return [];
  // A problem inside the value says more than one about its kind.
  const inside = results.find((problems) => problems.some((problem) => problem.path.length > path.length));
  return inside ?? [problem(path, shapes.map(nameOf).join(" or "), value)];
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
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
