/**
 * Biome, for JavaScript, TypeScript, JSON, CSS and more.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../text/json_object.ts";
import {
  type FixTarget,
  jsonOf,
  LinterError,
  type LintProblem,
  objectsOf,
  type Output,
  placeOf,
} from "../linter.ts";

const NOT_LINT = ["format", "organizeImports"];

/**
 * Reads the output. Since 2.4 a place has lines and columns; before, it has offsets in the source text.
 *
 * @param output What Biome printed.
 * @returns Its problems.
 * @throws {LinterError} When it is not Biome's, or of a version whose places are not understood.
 */
export function parse(output: Output): LintProblem[] {
  if (output.code > 1) throw new LinterError("exit-code");
  const json = jsonOf(output);
  if (!isObject(json)) throw new LinterError("garbage");
  return objectsOf(json["diagnostics"]).flatMap((found) => {
    const category = textField(found, "category");
    // A broken configuration is reported as a diagnostic, too.
    if (category === "configuration") throw new LinterError("configuration");
    if (NOT_LINT.includes(category)) return [];
    const place = placeIn(objectField(found, "location"));
    const level = category === "parse" ? "syntax" : textField(found, "severity");
    if (level !== "syntax" && level !== "error" && level !== "warning" && level !== "fatal") return [];
    if (place === undefined) return [];
    return [{
      ...place,
      code: category === "parse" ? "syntax" : category.replace(/^lint\//, ""),
      message: messageOf(found),
      level: level === "fatal" ? "error" : level,
      fixable: advicesOf(found).some((advice) => advice.startsWith("Safe fix")),
    }];
  });
}

/** The place in a file; `undefined` for what is about the whole file, such as its size. */
function placeIn(location: JsonObject): Pick<LintProblem, "line" | "column"> | undefined {
  const start = field(location, "start");
  if (isObject(start)) {
    return field(start, "line") === 0
      ? undefined
      : { line: placeOf(start, "line"), column: placeOf(start, "column") };
  }
  const span = field(location, "span");
  if (span === null || Object.keys(location).length === 0) return undefined;
  const offset = Array.isArray(span) ? span[0] : undefined;
  const source = field(location, "sourceCode");
  if (typeof offset !== "number" || typeof source !== "string") throw new LinterError("garbage");
  const before = beginningOf(source, offset);
  const lines = before.split("\n");
  // Biome counts characters.
  return { line: lines.length, column: [...lines.at(-1) ?? ""].length + 1 };
}

/** The beginning of a text that takes so many bytes as UTF-8. */
function beginningOf(text: string, bytes: number): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    new TextEncoder().encode(text).subarray(0, bytes),
  );
}

/** A text, or a list of its pieces with their emphasis. */
function messageOf(found: JsonObject): string {
  const message = field(found, "message");
  return Array.isArray(message) ? joinPieces(message) : textField(found, "message");
}

function advicesOf(found: JsonObject): string[] {
  const advices = field(found, "advices");
  if (Array.isArray(advices)) return advices.filter(isObject).map((advice) => textField(advice, "text"));
  const older = field(objectField(found, "advices"), "advices");
  return objectsOf(older ?? []).flatMap((advice) => {
    const log = field(advice, "log");
    return Array.isArray(log) && Array.isArray(log[1]) ? joinPieces(log[1]) : [];
  });
}

function joinPieces(pieces: readonly unknown[]): string {
  return pieces.filter(isObject).map((piece) => textField(piece, "content")).join("");
}

/**
 * Reports whether the configuration leaves the file out.
 *
 * @param output What Biome printed.
 * @returns True when it says that it looked at no file.
 */
export function isIgnored({ stdout }: Output): boolean {
  return stdout.includes('"changed":0,"unchanged":0,') && stdout.includes('"diagnostics":[]');
}

/**
 * Reports whether the next edit often fixes a problem.
 *
 * @param problem A problem.
 * @returns True for what is unused.
 */
export function isDeferred({ code }: LintProblem): boolean {
  return /\/noUnused(?:Imports|Variables|FunctionParameters|PrivateClassMembers)$/.test(code);
}

/**
 * Writes the command that fixes the named rules and no others: an import that is still unused must stay.
 *
 * @param target What to fix.
 * @returns The command.
 */
export function fix({ program, path, codes }: FixTarget): string {
  return `${program} lint ${codes.map((code) => `--only=${code}`).join(" ")} --write ${path}`;
}
