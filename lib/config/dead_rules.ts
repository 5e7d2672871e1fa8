/**
 * Finds rules that fit the schema but can never match, or whose pattern cannot be used.
 *
 * @module
 */
import { linear, type Matcher, PatternError } from "../text/pattern.ts";
import { patternProblem } from "../text/pattern_problem.ts";
import { TOOL_KINDS, type ToolKind } from "../event/event.ts";
import { LOOKS } from "./rules/looks.ts";
import type { Rule } from "./rules/rule.ts";
import { closest } from "../text/suggest.ts";

/** Tools by their names. */
export type Tools = ReadonlyMap<string, ToolKind>;

/** Why a rule can find nothing. */
export interface RuleProblem {
  /** What is wrong. */
  readonly message: string;
  /** The way out; "" where the message says it all. */
  readonly fix: string;
}

/**
 * Finds the reasons why a rule can never match.
 *
 * @param rule A rule that fits the schema.
 * @param tools All agents' tools.
 * @returns The reasons; empty if there are none.
 */
export function findRuleProblems(rule: Rule, tools: Tools): RuleProblem[] {
  const matchers = rule.unless === undefined ? [rule.match] : [rule.match, rule.unless];
  return [
    ...matchers.flatMap(patternProblems),
    ...(rule.when.tools ?? []).flatMap((tool) => toolProblems(tool, tools)),
    ...lookProblems(rule, tools),
  ];
}

function patternProblems(matcher: Matcher): RuleProblem[] {
  if ("text" in matcher) return [];
  try {
    linear(matcher.pattern);
    return [];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const { message, fix } = patternProblem(error.source);
    return [{ message, fix }];
  }
}

function toolProblems(tool: string, tools: Tools): RuleProblem[] {
  // Tools of MCP servers may have any name after this.
  if (tool === "*" || tool.startsWith("mcp__") || kindOf(tool, tools) !== undefined) return [];
  const names = [...tools.keys()];
  const meant = closest(tool, names) ?? names.find((known) => known.toLowerCase() === tool.toLowerCase());
  // A newer version of an agent may have more tools than are known here.
  if (meant === undefined) return [];
  return [{ message: `no tool is called "${tool}"; names are exact`, fix: `did you mean "${meant}"?` }];
}

/** The kind of a tool, which a rule names by its name or by its kind. */
function kindOf(tool: string, tools: Tools): ToolKind | undefined {
  return TOOL_KINDS.find((kind) => kind === tool) ?? tools.get(tool);
}

function lookProblems({ look, when: { tools: named = ["*"], files } }: Rule, tools: Tools): RuleProblem[] {
  // Nothing is known about other tools.
  const having = LOOKS.get(look)?.kinds;
  const hasText = (tool: string): boolean => {
    const kind = kindOf(tool, tools);
    return kind === undefined || having?.includes(kind) === true;
  };
  const none = having !== undefined &&
    !named.some((tool) => tool === "*" || hasText(tool));
  const problems = none
    ? [{
      message: `none of its tools has "${look}"`,
      fix: `name one of ${having.filter((kind) => kind !== "other").join(", ")}`,
    }]
    : [];
  return files?.length === 0 || named.length === 0
    ? [...problems, {
      message: `an empty list of ${named.length === 0 ? "tools" : "files"} matches nothing`,
      fix: "leave it out for all",
    }]
    : problems;
}
