/**
 * One rule, for people: what it says and when, an example, its severity, and how to mute it.
 *
 * @module
 */
import type { BuiltInRule } from "../../analyzers/analyzer.ts";
import { ANALYZERS } from "../../analyzers/table.ts";
import { PACKS } from "../../config/packs/table.ts";
import type { Rule } from "../../config/rules/rule.ts";
import type { Settings } from "../../config/settings.ts";
import type { Matcher } from "../../text/pattern.ts";
import { closest } from "../../text/suggest.ts";
import { quotable } from "../../text/clean.ts";
import { UsageError } from "../../text/usage_error.ts";
import { withSeverity } from "../../feedback/overrides.ts";
import type { ListedRule } from "./rule_list.ts";
import { ADDITIONS, describeBuiltIn } from "./built_in_rules.ts";

const NAME_COLUMNS = 14;
const MAX_EXAMPLE_UNITS = 200;

/** What is known about rules. */
export interface RuleSources {
  /** All rules. */
  readonly rules: readonly ListedRule[];
  /** The settings in force. */
  readonly settings: Settings;
}

/**
 * Describes a rule.
 *
 * @param id Its id.
 * @param sources What is known about rules.
 * @returns Names and texts, in order.
 * @throws {UsageError} If there is no such rule.
 */
export async function describeRule(
  id: string,
  { rules, settings }: RuleSources,
): Promise<readonly (readonly [name: string, text: string])[]> {
  const listed = rules.find((rule) => rule.id === id);
  if (listed === undefined) throw unknownRule(id, rules.map((rule) => rule.id));
  const { source, state, why } = listed;
  return [
    ["rule", id],
    ["state", `${state}${why === "" ? "" : `: ${why}`}`],
    ...await contentOf(id, settings),
    ...await severityOf(listed, settings),
    ["from", source],
    ["mute", `fasthook mute ${id} [--path GLOB] [--until 7d]`],
  ];
}

/**
 * Writes a description as text.
 *
 * @param entries Names and texts.
 * @returns Lines.
 */
export function ruleText(entries: readonly (readonly [name: string, text: string])[]): string {
  return entries.map(([name, text]) => `${name.padEnd(NAME_COLUMNS)}${text}\n`).join("");
}

async function contentOf(id: string, settings: Settings): Promise<(readonly [string, string])[]> {
  const text = settings.texts.get(id);
  const replaced = text === undefined ? [] : [["text", `${text} (from "texts")`] as const];
  const about = describeBuiltIn(id);
  const rule = settings.rules.find((rule) => rule.id === id) ??
    (await Promise.all(PACKS.map(({ load }) => load()))).flat().find((rule) => rule.id === id);
  if (rule !== undefined) return [...ownContent(rule), ...replaced];
  const row = ANALYZERS.find((row) => row.id === id.split("/")[0]);
  const adds = (await builtIn(id))?.adds;
  return [
    ...(about === undefined ? [] : [["reports", about.when]] as const),
    ...(adds === undefined ? [] : [["adds", ADDITIONS[adds]] as const]),
    ...(about === undefined ? [] : [["is silent", about.silent]] as const),
    ...(row === undefined ? [] : [["looks at", row.needs] as const]),
    ...(about === undefined
      ? []
      : [["example", about.example], ["says", about.says], ["not", about.counterExample]] as const),
    ...replaced,
  ];
}

async function builtIn(id: string): Promise<BuiltInRule | undefined> {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  return modules.flatMap((module) => module.rules()).find((rule) => rule.id === id);
}

function ownContent(rule: Rule): (readonly [string, string])[] {
  const { look, match, unless, when, text, examples, counterExamples } = rule;
  const conditions = Object.entries(when).map(([name, values]) => `${name} ${values.join(", ")}`);
  const one = (name: string, [example]: readonly string[]): (readonly [string, string])[] =>
    example === undefined ? [] : [[name, quotable(example, MAX_EXAMPLE_UNITS)]];
  return [
    ["text", text],
    ["reports", `${matcherText(match)} in ${look}`],
    ...(unless === undefined
      ? []
      : [["is silent", `where ${matcherText(unless)} is in the same text`] as const]),
    ["looks at", conditions.length === 0 ? "every call" : conditions.join("; ")],
    ...one("example", examples),
    ...one("not", counterExamples),
  ];
}

function matcherText(matcher: Matcher): string {
  return "text" in matcher ? `the text ${JSON.stringify(matcher.text)}` : `the pattern ${matcher.pattern}`;
}

/** The severity, and what decides it. */
async function severityOf(
  { id, severity }: ListedRule,
  settings: Settings,
): Promise<(readonly [string, string])[]> {
  const own = await ownSeverity(id, settings);
  if (own === undefined || own === severity) return [["severity", `${severity}, the rule's own`]];
  const changed = settings.severities.find((entry) =>
    withSeverity({ rule: id, severity: own }, { ...settings, severities: [entry] }).severity === severity
  );
  const by = changed === undefined
    ? ""
    : `, from "severities" of the ${changed.scope}'s file (${changed.rule})`;
  return [["severity", `${severity}${by}; ${own} otherwise`]];
}

async function ownSeverity(id: string, { rules }: Settings): Promise<ListedRule["severity"] | undefined> {
  const own = rules.find((rule) => rule.id === id);
  if (own !== undefined) return own.severity;
  return (await builtIn(id))?.severity;
}

function unknownRule(id: string, ids: readonly string[]): UsageError {
  const meant = closest(id, ["test", ...ids]);
  return new UsageError(
    `Cannot show ${quotable(id, 60)}: there is no such rule`,
    meant === undefined ? "fasthook rules" : `fasthook rules ${meant}`,
  );
}
