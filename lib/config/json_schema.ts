/**
 * The JSON Schema of a configuration file, made of the same description as the checks.
 *
 * @module
 */
import { type ConfigNames, type Field, fileShape, type Form, type Shape } from "./schema.ts";

/**
 * Makes the JSON Schema (draft 2020-12) of a configuration file.
 *
 * @param names The names that it may use.
 * @returns The schema's text, with a final line end.
 */
export function jsonSchema(names: ConfigNames): string {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "fasthook configuration",
    ...schemaOf(fileShape(names)),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

type Schema = Readonly<Record<string, unknown>>;

function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case "text":
      return shape.choices !== undefined
        ? { enum: shape.choices }
        : { type: "string", minLength: 1, maxLength: shape.max, ...formOf(shape.form) };
    case "integer":
      return { type: "integer", minimum: shape.min, maximum: shape.max };
    case "flag":
      return { type: "boolean" };
    case "list":
      return { type: "array", maxItems: shape.max, items: schemaOf(shape.of) };
    case "object":
      return {
        type: "object",
        properties: Object.fromEntries(
          Object.entries(shape.fields).map(([key, field]) => [key, schemaOfField(field)]),
        ),
        required: shape.required,
        additionalProperties: false,
      };
    case "map":
      return {
        type: "object",
        propertyNames: shape.keys !== undefined ? { enum: shape.keys } : formOf(shape.keyForm),
        additionalProperties: schemaOf(shape.of),
      };
    case "either":
      return { anyOf: shape.shapes.map(schemaOf) };
  }
}

function schemaOfField({ shape, description, userOnly }: Field): Schema {
  const note = userOnly === true ? " Only in the user's own file." : "";
  return { description: `${description}.${note}`, ...schemaOf(shape) };
}

function formOf(form: Form | undefined): Schema {
  return form === undefined ? {} : { pattern: form.pattern.source };
}
