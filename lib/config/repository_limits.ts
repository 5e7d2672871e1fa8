/**
 * What a repository's file must not set: it cannot weaken what the user has set.
 *
 * @module
 */
import type { ValueProblem } from "./check.ts";
import { fieldOf, FILE } from "./schema.ts";
import { globTest } from "../text/glob.ts";
import { isObject, type JsonObject, textField } from "../text/json_object.ts";

/**
 * Finds what only the user's own file may set.
 *
 * @param json The top level of a repository's file.
 * @param ids The ids of its rules.
 * @returns What cannot be used.
 */
export function* findForbidden(json: JsonObject, ids: readonly string[]): Iterable<ValueProblem> {
  yield* forbiddenKeys(json);
  yield* forbiddenMutes(json, ids);
  yield* forbiddenLinters(json);
}

function forbiddenKeys(json: JsonObject): ValueProblem[] {
  return Object.keys(json).filter((key) => fieldOf(FILE.fields, key)?.userOnly === true)
    .map((key) => ({ path: [key], message: "can only be set in the user's own file", meant: "" }));
}

/** A repository can only mute its own rules. */
function* forbiddenMutes(json: JsonObject, ids: readonly string[]): Iterable<ValueProblem> {
  const mutes = Array.isArray(json["mute"]) ? json["mute"] : [];
  for (const [index, mute] of mutes.entries()) {
    const rule = isObject(mute) ? textField(mute, "rule") : "";
    if (rule === "") continue;
    const isMuted = globTest(rule);
    if (ids.some(isMuted)) continue;
    const message = `must be one of the repository's own rules, got "${rule}"`;
    yield { path: ["mute", index, "rule"], message, meant: "" };
  }
}

/** A repository can only switch linters off. */
function forbiddenLinters({ linters }: JsonObject): ValueProblem[] {
  if (linters !== "all") return [];
  const message = "can only be \"all\" in the user's own file; a repository's can switch linters off";
  return [{ path: ["linters"], message, meant: "" }];
}
