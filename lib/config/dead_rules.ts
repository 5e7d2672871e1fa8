/**
 * Finds rules that fit the schema but can never match, or whose pattern cannot be used.
 *
 * @module
 */
import { linear, type Matcher, PatternError } from "../text/pattern.ts";
import { patternProblem } from "../text/pattern_problem.ts";
import type { ToolKind } from "../event/event.ts";
import type { Rule } from "./rules/rule.ts";
import { closest } from "../text/suggest.ts";

/** Claude Code's tools (2.1.330) and those of its older versions; tools of MCP servers start with `mcp__`. */
const TOOLS =
  ("Agent AskUserQuestion Bash BashOutput Edit ExitPlanMode Glob Grep KillShell LS MultiEdit NotebookEdit " +
    "NotebookRead PowerShell Read Skill SlashCommand Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate " +
    "TodoWrite ToolSearch WebFetch WebSearch Write").split(" ");

/** The names of {@linkcode ToolKind}, which a rule can use in place of tools' names. */
const KINDS: readonly ToolKind[] = ["shell", "read", "write", "edit", "spawn", "search", "fetch", "other"];

/** Which tools have the texts that a rule can look at. */
const LOOKS: Readonly<Record<string, readonly string[]>> = {
  command: ["shell", "Bash", "PowerShell"],
  content: ["write", "edit", "Write", "Edit", "MultiEdit", "NotebookEdit"],
  new: ["write", "edit", "Write", "Edit", "MultiEdit", "NotebookEdit"],
  output: ["shell", "Bash", "PowerShell"],
};

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
 * @returns The reasons; empty if there are none.
 */
export function findRuleProblems(rule: Rule): RuleProblem[] {
  const matchers = rule.unless === undefined ? [rule.match] : [rule.match, rule.unless];
  return [
    ...matchers.flatMap(patternProblems),
    ...(rule.when.tools ?? []).flatMap(toolProblems),
    ...lookProblems(rule),
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

function toolProblems(tool: string): RuleProblem[] {
  if (
    tool === "*" || tool.startsWith("mcp__") || TOOLS.includes(tool) || KINDS.some((kind) => kind === tool)
  ) {
    return [];
  }
  const meant = closest(tool, TOOLS) ?? TOOLS.find((known) => known.toLowerCase() === tool.toLowerCase());
  return [{
    message: `no tool is called "${tool}"; names are exact`,
    fix: meant === undefined ? "" : `did you mean "${meant}"?`,
  }];
}

function lookProblems({ look, when: { tools = ["*"], files } }: Rule): RuleProblem[] {
  const having = LOOKS[look];
  const none = having !== undefined && !tools.some((tool) => tool === "*" || having.includes(tool));
  const problems = none
    ? [{ message: `none of its tools has "${look}"`, fix: `name one of ${having.join(", ")}` }]
    : [];
  return files?.length === 0 || tools.length === 0
    ? [...problems, {
      message: `an empty list of ${tools.length === 0 ? "tools" : "files"} matches nothing`,
      fix: "leave it out for all",
    }]
    : problems;
}
