/**
 * A user's rule: which calls it looks at, and what it looks for.
 *
 * @module
 */
import { type Change, field, type HookEvent, isObject, type ToolCall } from "./event.ts";
import type { Severity } from "./finding.ts";
import { globTest, relativeTo } from "./glob.ts";
import { type Matcher, MAX_SCAN_UNITS, mayMatch, scan } from "./pattern.ts";

/** One rule. */
export interface Rule {
  /** Group and name. */
  readonly id: string;
  /** Where it comes from: a file or a pack, as a person would name it. */
  readonly source: string;
  /** Whose rule it is. */
  readonly scope: "user" | "repository" | "pack";
  /** Which calls it looks at; what is absent holds for all. */
  readonly when: {
    readonly events?: readonly string[];
    readonly tools?: readonly string[];
    readonly files?: readonly string[];
    readonly agents?: readonly string[];
  };
  /** Which text is searched: a name, or a dotted field of the call. */
  readonly look: string;
  /** What is looked for. */
  readonly match: Matcher;
  /** What silences the rule in the same text. */
  readonly unless?: Matcher;
  /** How much it matters. */
  readonly severity: Severity;
  /** What the model reads, with placeholders. */
  readonly text: string;
  /** Texts that it finds. */
  readonly examples: readonly string[];
  /** Texts that it must not find. */
  readonly counterExamples: readonly string[];
  /** A second look at what was found, such as a checksum; rules of packs have it. */
  readonly verify?: (found: string) => boolean;
}

/** Where a rule is asked. */
export interface Place {
  /** The event that the call belongs to. */
  readonly event: HookEvent;
  /** The folder that globs are about; "" when it is not known. */
  readonly projectDir: string;
  /** Gives the call's texts, as {@linkcode textsOf} does. */
  readonly textOf: (look: string) => string;
}

/**
 * Gives the texts of a call that rules look at. Each is made once, however many rules look at it.
 *
 * @param call The call.
 * @returns Takes a rule's `look` and gives the first {@linkcode MAX_SCAN_UNITS} units of the text; "" where there is none.
 */
export function textsOf(call: ToolCall): (look: string) => string {
  const texts = new Map<string, string>();
  return (look) => {
    const text = texts.get(look) ?? lookedAt(look, call).slice(0, MAX_SCAN_UNITS);
    texts.set(look, text);
    return text;
  };
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
export function findIn(rule: Rule, call: ToolCall, place: Place): string | undefined {
  if (!isAsked(rule, call, place.event)) return undefined;
  const text = place.textOf(rule.look);
  // Globs come late: to construct one costs a new process as much as looking for a hundred literals.
  if (text === "" || !mayMatch(text, rule.match) || !isAbout(rule, call, place.projectDir)) return undefined;
  return findInText(rule, text);
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

function isAsked({ when }: Rule, call: ToolCall, event: HookEvent): boolean {
  if (when.events !== undefined && !when.events.includes(event.name)) return false;
  if (when.tools !== undefined && !when.tools.includes("*") && !when.tools.includes(call.tool)) return false;
  return when.agents === undefined || when.agents.some((agent) => isAgent(agent, event.agentType));
}

function isAbout({ when: { files } }: Rule, { path }: ToolCall, projectDir: string): boolean {
  if (files === undefined) return true;
  if (path === "") return false;
  const relative = relativeTo(path, projectDir);
  return files.some((glob) => globTest(glob)(glob.startsWith("/") ? path : relative));
}

function isAgent(wanted: string, agentType: string): boolean {
  if (wanted === "main") return agentType === "";
  return wanted === "sub" ? agentType !== "" : wanted === agentType;
}

function lookedAt(look: string, call: ToolCall): string {
  switch (look) {
    case "command":
      return call.command;
    case "content":
      return call.status === "succeeded" ? call.changes.map(({ text }) => text).join("\n") : "";
    case "new":
      return call.status === "succeeded" ? call.changes.map(addedLines).join("\n") : "";
    case "output":
      return call.output;
    case "error":
      return call.error;
    case "path":
      return call.path;
    default:
      return dotted(call, look);
  }
}

/** The lines of a change that were not there before, each as often as it was added. */
function addedLines({ text, before }: Change): string {
  if (before === "") return text;
  const old = new Map<string, number>();
  for (const line of before.split("\n")) old.set(line, (old.get(line) ?? 0) + 1);
  return text.split("\n").filter((line) => {
    const count = old.get(line) ?? 0;
    if (count > 0) old.set(line, count - 1);
    return count === 0;
  }).join("\n");
}

function dotted(call: ToolCall, path: string): string {
  let value: unknown = call.source;
  for (const key of path.split(".")) value = isObject(value) ? field(value, key) : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
