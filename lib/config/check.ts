/**
 * Checks a configuration against its description and says exactly what does not fit.
 *
 * @module
 */
import { isObject } from "../text/json_object.ts";
import { closest } from "../text/suggest.ts";
import type { Fields, Shape } from "./schema.ts";

/** Keys and indexes from the top of the file to a value. */
export type Path = readonly (string | number)[];

/** One thing that does not fit. */
export interface Misfit {
  /** Where it is. */
  readonly path: Path;
  /** What was wanted there. */
  readonly wanted: string;
  /** What is there. */
  readonly got: string;
  /** What was probably meant; "" where nothing is close. */
  readonly meant: string;
}

/**
 * Checks a value.
 *
 * @param value Any parsed JSON.
 * @param shape What it should be.
 * @param path Where it stands.
 * @returns Everything that does not fit, in order; empty when all does.
 */
export function check(value: unknown, shape: Shape, path: Path = []): Misfit[] {
  switch (shape.kind) {
    case "text":
      return checkText(value, shape, path);
    case "integer":
      return Number.isInteger(value) && Number(value) >= shape.min && Number(value) <= shape.max
        ? []
        : [misfit(path, `an integer from ${shape.min} to ${shape.max}`, value)];
    case "flag":
      return typeof value === "boolean" ? [] : [misfit(path, "true or false", value)];
    case "list":
      return checkList(value, shape, path);
    case "object":
      return isObject(value) ? checkMembers(value, shape, path) : [misfit(path, "an object", value)];
    case "map":
      return isObject(value) ? checkMap(value, shape, path) : [misfit(path, "an object", value)];
    case "either":
      return checkEither(value, shape.shapes, path);
  }
}

function checkText(value: unknown, { max, choices, form }: Shape & { kind: "text" }, path: Path): Misfit[] {
  if (choices !== undefined) {
    if (typeof value === "string" && choices.includes(value)) return [];
    const meant = typeof value === "string" ? closest(value, choices) : undefined;
    return [misfit(path, choices.map((choice) => `"${choice}"`).join(" or "), value, meant)];
  }
  if (typeof value !== "string" || value === "") return [misfit(path, form?.name ?? "a text", value)];
  if (form !== undefined && !form.pattern.test(value)) {
    return [misfit(path, form.name, value, closest(value, form.near ?? []))];
  }
  return value.length > max ? [misfit(path, `at most ${max} characters`, `${value.length} characters`)] : [];
}

function checkList(value: unknown, { of, max }: Shape & { kind: "list" }, path: Path): Misfit[] {
  if (!Array.isArray(value)) return [misfit(path, "a list", value)];
  if (value.length > max) return [misfit(path, `at most ${max} entries`, `${value.length} entries`)];
  return value.flatMap((element, index) => check(element, of, [...path, index]));
}

type Members = Readonly<Record<string, unknown>>;

function checkMembers(
  value: Members,
  { fields, required }: Shape & { kind: "object" },
  path: Path,
): Misfit[] {
  const missing = required.filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ path, wanted: `the key "${key}"`, got: "none", meant: "" }));
  const present = Object.keys(value).flatMap((key) => checkMember(value[key], fields, [...path, key]));
  return [...missing, ...present];
}

function checkMember(value: unknown, fields: Fields, path: Path): Misfit[] {
  const key = String(path.at(-1));
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field === undefined ? [unknownKey(path, Object.keys(fields))] : check(value, field.shape, path);
}

function checkMap(value: Members, { of, keys, keyForm }: Shape & { kind: "map" }, path: Path): Misfit[] {
  return Object.keys(value).flatMap((key) => {
    const at = [...path, key];
    if (keys !== undefined && !keys.includes(key)) return [unknownKey(at, keys)];
    if (keyForm !== undefined && !keyForm.pattern.test(key)) return [misfit(at, keyForm.name, key)];
    return check(value[key], of, at);
  });
}

function checkEither(value: unknown, shapes: readonly Shape[], path: Path): Misfit[] {
  const results = shapes.map((shape) => check(value, shape, path));
  if (results.some((misfits) => misfits.length === 0)) return [];
  // A misfit inside the value says more than one about its kind.
  const inside = results.find((misfits) => misfits.some((misfit) => misfit.path.length > path.length));
  const wanted = results.flatMap((misfits) => misfits.map((misfit) => misfit.wanted)).join(" or ");
  return inside ?? [misfit(path, wanted, value)];
}

function unknownKey(path: Path, known: readonly string[]): Misfit {
  const key = String(path.at(-1));
  return { path, wanted: "a known key", got: `"${key}"`, meant: closest(key, known) ?? "" };
}

function misfit(path: Path, wanted: string, got: unknown, meant = ""): Misfit {
  return { path, wanted, got: shown(got), meant };
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}
