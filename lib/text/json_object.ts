/**
 * Reads JSON objects whose shape is not known.
 *
 * @module
 */
/** A JSON object as `JSON.parse` returns it: any key may be there, with any value. */
export type JsonObject = { readonly [key: string]: unknown };

/**
 * Reads a text field.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The text, or "" when the field is missing, inherited or not a string.
 */
export function textField(object: JsonObject, key: string): string {
  const value = field(object, key);
  return typeof value === "string" ? value : "";
}

/**
 * Reads an object field.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The object, or an empty one when the field is missing, inherited or not an object.
 */
export function objectField(object: JsonObject, key: string): JsonObject {
  const value = field(object, key);
  return isObject(value) ? value : {};
}

/**
 * Reads a number field.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The number, or `undefined` when the field is missing, inherited or not a finite number.
 */
export function numberField(object: JsonObject, key: string): number | undefined {
  const value = field(object, key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/**
 * Reads a field of the object itself: names such as `constructor` in hostile input never reach a prototype.
 *
 * @param object The object that may have it.
 * @param key The field's name.
 * @returns The value, or `undefined`.
 */
export function field(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Distinguishes an object from everything else that JSON can hold.
 *
 * @param value Any parsed JSON.
 * @returns True for objects, false for arrays, null and plain values.
 */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads a text or number inside of objects.
 *
 * @param object The outermost object.
 * @param path Keys with dots between them.
 * @returns The value as text; "" for anything else.
 */
export function readDottedField(object: JsonObject, path: string): string {
  let value: unknown = object;
  for (const key of path.split(".")) value = isObject(value) ? field(value, key) : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
