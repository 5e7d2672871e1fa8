/**
 * `fasthook rules`: every rule there is and whether it reports; `fasthook rules test`: each rule on its own examples.
 *
 * @module
 */
import { allTools } from "../agents/table.ts";
import { findRuleProblems, type Tools } from "../config/dead_rules.ts";
import { UserError } from "../text/user_error.ts";
import { loadCheckedSettings } from "../hook/check_settings.ts";
import type { Rule } from "../config/rules/rule.ts";
import { findInText } from "../config/rules/match.ts";
import { type ListedRule, listRules } from "./shared/rule_list.ts";
import { printClean, styler } from "../system/terminal.ts";
import { cut, visibleJson } from "../text/clean.ts";
import { type Options, USAGE, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Runs the command. */
export const run: Run = withOptions("rules", async (options: Options, { env, now }: Host) => {
  const settings = await loadCheckedSettings(Deno.cwd(), env);
  const [verb] = options.operands;
  if (verb === undefined) return list(await listRules(settings, now()), options);
  if (verb === "test") return test(settings.rules, await allTools());
  const problem = new UserError(
    `Cannot run rules: wanted nothing or "test", got "${verb}"`,
    "fasthook rules test",
  );
  printClean(Deno.stderr, problem.report());
  return USAGE;
});

function list(rules: readonly ListedRule[], { flags }: Options): number {
  if (flags.has("json")) {
    printClean(Deno.stdout, visibleJson(`${JSON.stringify(rules, null, 2)}\n`));
    return 0;
  }
  const style = styler(Deno.stdout);
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, source, severity, state, why }) => {
    const shown = state === "on" ? style("green", "on   ") : style("dim", state.padEnd(5));
    const note = why === "" ? "" : `  ${cut(why, 100)}`;
    return `${shown}  ${id.padEnd(width)}  ${severity.padEnd(9)}  ${source}${note}`;
  });
  printClean(Deno.stdout, `${lines.join("\n")}\n`);
  printClean(Deno.stderr, "silence one: fasthook mute RULE [--path GLOB]\n");
  return 0;
}

function test(rules: readonly Rule[], tools: Tools): number {
  const failures = rules.flatMap((rule) => failuresOf(rule, tools));
  const untested = rules.filter(({ examples }) => examples.length === 0);
  for (const failure of failures) printClean(Deno.stdout, `${failure}\n`);
  for (const { id } of untested) printClean(Deno.stdout, `${id}: has no examples\n`);
  const examples = rules.reduce((sum, rule) => sum + rule.examples.length + rule.counterExamples.length, 0);
  printClean(Deno.stdout, `rules: ${rules.length}, examples: ${examples}, wrong: ${failures.length}\n`);
  return failures.length === 0 ? 0 : 1;
}

function failuresOf(rule: Rule, tools: Tools): string[] {
  const [problem] = findRuleProblems(rule, tools);
  if (problem !== undefined) {
    return [`${rule.id}: ${problem.message}${problem.fix === "" ? "" : `\n  fix: ${problem.fix}`}`];
  }
  return [
    ...rule.examples.filter((example) => findInText(rule, example) === undefined)
      .map((example) => `${rule.id}: does not find ${JSON.stringify(cut(example, 100))}`),
    ...rule.counterExamples.filter((example) => findInText(rule, example) !== undefined)
      .map((example) => `${rule.id}: must not find ${JSON.stringify(cut(example, 100))}`),
  ];
}
