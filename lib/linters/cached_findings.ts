/**
 * Findings as the cache holds them.
 *
 * @module
 */
import { isObject, textField } from "../text/json_object.ts";
import { type Finding, SEVERITIES } from "../event/finding.ts";

/**
 * Reads findings.
 *
 * @param value What the cache holds.
 * @returns The findings; `undefined` when it is something else.
 */
export function cachedFindings(value: string): readonly Finding[] | undefined {
  try {
    const findings: unknown = JSON.parse(value);
    return Array.isArray(findings) && findings.every(isFinding) ? findings : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function isFinding(value: unknown): value is Finding {
  return isObject(value) && textField(value, "rule") !== "" && typeof value["text"] === "string" &&
    SEVERITIES.some((severity) => severity === value["severity"]);
}
