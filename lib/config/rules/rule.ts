/**
 * A user's rule: which calls it looks at, and what it looks for.
 *
 * @module
 */
import type { HookEvent, ToolCall } from "../../event/event.ts";
import type { Severity } from "../../event/finding.ts";
import { type Matcher, MAX_SCAN_UNITS, mayMatch } from "../../text/pattern.ts";
import { textAt } from "./looks.ts";

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
  readonly event: Pick<HookEvent, "name" | "agentType">;
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
    const text = texts.get(look) ?? textAt(look, call).slice(0, MAX_SCAN_UNITS);
    texts.set(look, text);
    return text;
  };
}

/**
 * Reports whether a rule may find something in a call: cheap, without a glob or a pattern. A condition on something that
 * the call does not have is false.
 *
 * @param rule A rule.
 * @param call A call.
 * @param place Its event and texts.
 * @returns False when a condition does not hold, or the text lacks what every match contains.
 */
export function mayFind(rule: Rule, call: ToolCall, { event, textOf }: Place): boolean {
  if (!isAsked(rule, call, event)) return false;
  const text = textOf(rule.look);
  return text !== "" && mayMatch(text, rule.match);
}

function isAsked(
  { when: { events, tools, agents, files } }: Rule,
  call: ToolCall,
  event: Place["event"],
): boolean {
  if (events !== undefined && !events.includes(event.name)) return false;
  if (tools !== undefined && !tools.some((tool) => ["*", call.tool, call.kind].includes(tool))) return false;
  if (agents !== undefined && !agents.some((agent) => isAgent(agent, event.agentType))) return false;
  return files === undefined || files.some((glob) => call.path !== "" && call.path.endsWith(endOf(glob)));
}

/** What every path that a glob matches ends with: `.ts` of `src/*.ts`. */
function endOf(glob: string): string {
  // One of several endings is none.
  if (glob.includes("{")) return "";
  let at = glob.length;
  while (at > 0 && !"*?]/\\".includes(glob.charAt(at - 1))) at--;
  return glob.slice(at);
}

function isAgent(wanted: string, agentType: string): boolean {
  if (wanted === "main") return agentType === "";
  return wanted === "sub" ? agentType !== "" : wanted === agentType;
}
