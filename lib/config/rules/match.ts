/**
 * Looks for a rule's match with globs and patterns: loaded when {@linkcode mayFind} says that there may be one.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { globTest } from "../../text/glob.ts";
import { relativeTo } from "../../text/path.ts";
import { scan } from "../../text/pattern.ts";
import { mayFind, type Place, type Rule } from "./rule.ts";

/** Where a rule is asked with its globs. */
export interface MatchPlace extends Place {
  /** The folder that globs are about; "" when it is not known. */
  readonly projectDir: string;
}

/**
 * Looks for a rule's match in a call. A condition on something that the call does not have is false.
 *
 * @param rule A rule.
 * @param call A call.
 * @param place Its event, folder and texts.
 * @returns What was found; `undefined` for nothing, or when a condition does not hold.
 * @throws {UserError} When a glob or a pattern cannot be used.
 */
export function findIn(rule: Rule, call: ToolCall, place: MatchPlace): string | undefined {
  return mayFind(rule, call, place) && isAbout(rule, call, place.projectDir)
    ? findInText(rule, place.textOf(rule.look))
    : undefined;
}

/**
 * Looks for a rule's match in a text.
 *
 * @param rule A rule.
 * @param text The text.
 * @returns What was found, or `undefined`.
 * @throws {UserError} When a pattern cannot be used.
 */
export function findInText(rule: Rule, text: string): string | undefined {
  const found = scan(text, rule.match);
  if (found === undefined || rule.verify?.(found) === false) return undefined;
  return rule.unless !== undefined && scan(text, rule.unless) !== undefined ? undefined : found;
}

function isAbout({ when: { files } }: Rule, { path }: ToolCall, projectDir: string): boolean {
  if (files === undefined) return true;
  if (path === "") return false;
  const relative = relativeTo(path, projectDir);
  return files.some((glob) => globTest(glob)(glob.startsWith("/") ? path : relative));
}
