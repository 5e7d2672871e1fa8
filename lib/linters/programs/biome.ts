/**
 * Biome, for JavaScript, TypeScript, JSON, CSS and more.
 *
 * @module
 */
import { field, isObject, objectField, textField } from "../../text/json_object.ts";
import { jsonOf, LinterError, type LintProblem, objectsOf, type Output, placeOf } from "../linter.ts";

const NOT_LINT = ["format", "organizeImports"];

/**
 * Reads the output.
 *
 * @param output What Biome printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not Biome's.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  const json = jsonOf(output);
  if (!isObject(json)) throw new LinterError("garbage");
  return objectsOf(json["diagnostics"]).flatMap((found) => {
    const category = textField(found, "category");
    // A broken configuration is told as a diagnostic too.
    if (category === "configuration") throw new LinterError("configuration");
    if (NOT_LINT.includes(category) || !isObject(field(found, "location"))) return [];
    const place = objectField(objectField(found, "location"), "start");
    const level = category === "parse" ? "syntax" : textField(found, "severity");
    if (level !== "syntax" && level !== "error" && level !== "warning" && level !== "fatal") return [];
    const advices = field(found, "advices");
    return [{
      line: placeOf(place, "line"),
      column: placeOf(place, "column"),
      code: category === "parse" ? "syntax" : category.replace(/^lint\//, ""),
      message: textField(found, "message"),
      level: level === "fatal" ? "error" : level,
      fixable: Array.isArray(advices) &&
        advices.some((advice) => isObject(advice) && textField(advice, "text").startsWith("Safe fix")),
    }];
  });
}

/**
 * Tells whether the next edit often mends a problem.
 *
 * @param problem A problem.
 * @returns True for what is unused.
 */
export function isDeferred({ code }: LintProblem): boolean {
  return /\/noUnused(?:Imports|Variables|FunctionParameters|PrivateClassMembers)$/.test(code);
}

/**
 * Gives the command that mends what can be mended.
 *
 * @param path The file, as a shell reads it.
 * @returns The command.
 */
export function fix(path: string): string {
  return `biome lint --write ${path}`;
}
