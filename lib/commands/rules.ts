/**
 * `fasthook rules`: every rule there is and whether it reports; `fasthook rules RULE`: all about one; `fasthook rules test`: each rule on its own examples.
 *
 * @module
 */
import { COACH, PACKS } from "../config/packs/table.ts";
import type { Rule } from "../config/rules/rule.ts";
import { findInText } from "../config/rules/match.ts";
import { pluralize } from "../text/columns.ts";
import { cut, visibleJson } from "../text/clean.ts";
import { printClean, printText, styler } from "../system/terminal.ts";
import { checkConfiguration, type CheckedConfiguration, placeOf } from "./shared/config_problems.ts";
import { describeRule, ruleText } from "./shared/show_rule.ts";
import { type ListedRule, listRules, ONLY_ADVICE } from "./shared/rule_list.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";
import type { ReadVariable } from "../state/folder.ts";

/** Runs the command. */
export const run: Run = withOptions("rules", async ({ flags, operands }: Options, { env, now }: Host) => {
  const [what] = operands;
  const checked = await checkConfiguration(Deno.cwd(), env);
  if (what === "test") return test(checked);
  const rules = await listRules(checked.settings, now());
  if (what !== undefined) {
    const entries = await describeRule(what, { rules, settings: checked.settings });
    if (flags.has("json")) {
      printClean(Deno.stdout, visibleJson(`${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`));
    } else printText(Deno.stdout, ruleText(entries));
  } else if (flags.has("ids")) printClean(Deno.stdout, rules.map(({ id }) => `${id}\n`).join(""));
  else if (flags.has("json")) printClean(Deno.stdout, visibleJson(`${JSON.stringify(rules, null, 2)}\n`));
  else list(rules, env);
  return 0;
});

function list(rules: readonly ListedRule[], env: ReadVariable): void {
  const style = styler(Deno.stdout, env);
  const shown = rules.filter((rule) => packThatIsOff(rule) === undefined);
  const width = Math.max(...shown.map(({ id }) => id.length));
  const lines = shown.map(({ id, source, severity, state, why }) => {
    const status = state === "on" ? style("green", "on   ") : style("dim", state.padEnd(5));
    const note = why === "" ? "" : `  ${cut(why, 100)}`;
    return `${status}  ${id.padEnd(width)}  ${severity.padEnd(9)}  ${source}${note}\n`;
  });
  const packs = PACKS.map(({ name, summary }) => ({
    name,
    summary,
    count: rules.filter((rule) => packThatIsOff(rule) === name).length,
  })).filter(({ count }) => count > 0);
  const folded = packs.map(({ name, summary, count }) =>
    `${style("dim", "off  ")}  ${(name === COACH ? COACH : `${name}/*`).padEnd(width)}  ${
      pluralize(count, "rule").padEnd(9)
    }  pack: ${summary}\n`
  );
  printText(Deno.stdout, [...lines, ...folded].join(""));
  const [pack] = packs;
  printText(
    Deno.stderr,
    "silence one: fasthook mute RULE [--path GLOB]\n" +
      (pack === undefined ? "" : `switch a pack on in a configuration: "packs": {"${pack.name}": true}\n`),
  );
}

/** Rules that a pack switches on take one line together while it is off. */
function packThatIsOff({ source, state, why }: ListedRule): string | undefined {
  if (state !== "off") return undefined;
  return source.startsWith("pack ") ? source.slice("pack ".length) : why === ONLY_ADVICE ? COACH : undefined;
}

function test({ settings: { rules }, problems }: CheckedConfiguration): number {
  // A rule that cannot be used is among the problems already.
  const isSound = ({ id }: Rule): boolean => !problems.some(({ message }) => message.startsWith(`${id}: `));
  const failures = rules.filter(isSound).flatMap(failuresOf);
  const untested = rules.filter(({ examples }) => examples.length === 0);
  printText(
    Deno.stdout,
    [
      ...problems.map((problem) =>
        `${placeOf(problem)}: ${problem.message}\n${problem.fix === "" ? "" : `  fix: ${problem.fix}\n`}`
      ),
      ...failures.map((failure) => `${failure}\n`),
      ...untested.map(({ id }) => `${id}: has no examples\n`),
    ].join(""),
  );
  const examples = rules.reduce((sum, rule) => sum + rule.examples.length + rule.counterExamples.length, 0);
  const wrong = failures.length + problems.length;
  printText(Deno.stdout, `rules: ${rules.length}, examples: ${examples}, wrong: ${wrong}\n`);
  return wrong === 0 ? 0 : 1;
}

function failuresOf(rule: Rule): string[] {
  const finds = (example: string): boolean => findInText(rule, example) !== undefined;
  return [
    ...rule.examples.filter((example) => !finds(example))
      .map((example) => `${rule.id}: does not find ${JSON.stringify(cut(example, 100))}`),
    ...rule.counterExamples.filter(finds)
      .map((example) => `${rule.id}: must not find ${JSON.stringify(cut(example, 100))}`),
  ];
}
