/**
 * `deno task rules-document`: writes .github/docs/rules.md from the program's own table of rules. A test compares them.
 *
 * @module
 */
import { ANALYZERS } from "../../lib/analyzers/table.ts";
import type { BuiltInRule } from "../../lib/analyzers/analyzer.ts";
import { ADDITIONS, describeBuiltIn } from "../../lib/commands/shared/built_in_rules.ts";
import { PACKS } from "../../lib/config/packs/table.ts";
import type { Rule } from "../../lib/config/rules/rule.ts";
import { ROOT } from "./program.ts";

/** The document, relative to the repository. */
export const DOCUMENT = ".github/docs/rules.md";

const INTRODUCTION = `# Rules

<!-- Written by "deno task rules-document" from lib/commands/shared/built_in_rules.ts and the packs. -->

\`fasthook rules\` shows which rules are on, and \`fasthook rules RULE\` all about one: the same as here, with the
severity that is in force and how to mute it.

## Built-in rules

A finding says something that the model cannot see in the result it just got. A rule that has nothing of that is silent.

`;

/**
 * Writes the document; \`deno fmt\` breaks its lines.
 *
 * @returns Markdown.
 */
export async function rulesDocument(): Promise<string> {
  const modules = await Promise.all(ANALYZERS.map(({ load }) => load()));
  const rules = modules.flatMap((module) => module.rules());
  const single = rules.filter(({ id }) => !id.startsWith("linters/"));
  const [linter] = rules.filter(({ id }) => id.startsWith("linters/"));
  const packs = await Promise.all(PACKS.map(packText));
  return [
    INTRODUCTION,
    "| a finding adds | which means |\n| --- | --- |\n",
    ...Object.entries(ADDITIONS).map(([name, means]) => `| ${name} | ${means} |\n`),
    '\nRules that only give advice speak where the pack `coach` is on (`"packs": {"coach": true}`), and in the short form ' +
    "of an event, which has no `hook_event_name`. Each text below is what the rule said in a test.\n\n",
    ...single.map((rule) => ruleText(rule, rule.id)),
    ...(linter === undefined ? [] : [ruleText(linter, "linters/*")]),
    "## Packs\n\nA pack is off until a configuration switches it on by its name. `fasthook rules RULE` shows examples.\n",
    ...packs,
  ].join("");
}

function ruleText({ id, severity, adds }: BuiltInRule, title: string): string {
  const about = describeBuiltIn(id);
  if (about === undefined) throw new Error(`Cannot describe ${id}: wanted a row in the table, got none`);
  const linter = id.startsWith("linters/") ? id.slice("linters/".length) : "";
  const when = linter === "" ? about.when : about.when.replace(linter, "the linter");
  return `### \`${title}\`

Adds a ${adds === "advice" ? "piece of advice" : adds}; severity ${severity}.

- Reports: ${when}.
- Is silent: ${about.silent}.
- Example: ${about.example}.
- Not: ${about.counterExample}.

> ${about.says}

`;
}

async function packText({ name, summary, load }: (typeof PACKS)[number]): Promise<string> {
  const rules = await load();
  const title = `\n### Pack \`${name}\`\n\n`;
  if (rules.length === 0) return `${title}Rules above that only give advice: ${summary}.\n`;
  return `${title}Reports ${summary}.\n\n| rule | severity | looks in | says |\n| --- | --- | --- | --- |\n${
    rules.map(rowOf).join("")
  }`;
}

function rowOf({ id, severity, look, when, text }: Rule): string {
  const tools = when.tools === undefined ? "" : ` of ${when.tools.join(", ")}`;
  return `| \`${id}\` | ${severity} | ${look}${tools} | ${text.replaceAll("|", "\\|")} |\n`;
}

if (import.meta.main) {
  await Deno.writeTextFile(ROOT + DOCUMENT, await rulesDocument());
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", DOCUMENT], cwd: ROOT }).output();
}
