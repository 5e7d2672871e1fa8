/**
 * Looks for a rule's match with globs and patterns: loaded when {@linkcode mayFind} says that there may be one.
 *
 * @module
 */
import type { ToolCall } from "../../event/event.ts";
import { globTest } from "../../text/glob.ts";
import { relativeTo } from "../../text/path.ts";
import { type Matcher, scan } from "../../text/pattern.ts";
import { type ScanTime, scanWithin } from "../../text/scan_within.ts";
import { mayFind, type Place, type Rule } from "./rule.ts";

/** Where a rule is asked with its globs. */
export interface MatchPlace extends Place {
  /** The folder that globs are about; "" when it is not known. */
  readonly projectDir: string;
  /** How long the rules of a repository may take; without it they may take as long as others. */
  readonly time?: ScanTime;
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
  if (!mayFind(rule, call, place) || !isAbout(rule, call, place.projectDir)) return undefined;
  return findInText(rule, place.textOf(rule.look), rule.scope === "repository" ? place.time : undefined);
}

/**
 * Looks for a rule's match in a text.
 *
 * @param rule A rule.
 * @param text The text.
 * @param time How long its patterns may take.
 * @returns What was found, or `undefined`.
 * @throws {UserError} When a pattern cannot be used.
 */
export function findInText(rule: Rule, text: string, time?: ScanTime): string | undefined {
  const look = (matcher: Matcher): string | undefined =>
    time === undefined ? scan(text, matcher) : scanWithin(text, matcher, time);
  const found = look(rule.match);
  if (found === undefined || rule.verify?.(found) === false) return undefined;
  if (rule.unless === undefined) return found;
  // What silences a rule is not known when the time is over.
  return look(rule.unless) !== undefined || time?.isOver === true ? undefined : found;
}

function isAbout({ when: { files } }: Rule, { path }: ToolCall, projectDir: string): boolean {
  if (files === undefined) return true;
  if (path === "") return false;
  const relative = relativeTo(path, projectDir);
  return files.some((glob) => globTest(glob)(glob.startsWith("/") ? path : relative));
}
