/**
 * `fasthook config`: every setting in force and where it comes from; `--schema` prints the JSON Schema.
 *
 * @module
 */
import { cut, visibleJson } from "../text/clean.ts";
import type { ParsedConfig } from "../config/merge.ts";
import { parseConfig } from "../config/parse.ts";
import { allTools } from "../agents/table.ts";
import { readConfigFiles } from "../config/places.ts";
import { findRuleProblems, type Tools } from "../config/dead_rules.ts";
import { jsonSchema } from "../config/json_schema.ts";
import { printClean } from "../system/terminal.ts";
import { lineAt, offsetOf, parseTree } from "../text/jsonc_tree.ts";
import { loadCheckedSettings, NAMES, placesOf } from "../hook/check_settings.ts";
import type { Rule } from "../config/rules/rule.ts";
import type { ConfigProblem } from "../config/settings.ts";
import { localDay } from "../text/day.ts";
import { type ListedSetting, listSettings } from "./config/list_settings.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** Runs the command. */
export const run: Run = withOptions("config", async ({ flags }: Options, { env, now }: Host) => {
  if (flags.has("schema")) {
    printClean(Deno.stdout, jsonSchema(NAMES));
    return 0;
  }
  const places = placesOf(Deno.cwd(), env);
  const settings = await loadCheckedSettings(Deno.cwd(), env);
  const { files } = readConfigFiles(places);
  const configs = await Promise.all(
    files.map(async (file) => (await parseConfig(file, { names: NAMES })).config),
  );
  const known = { tools: await allTools(), configs };
  const problems = [...settings.problems, ...settings.rules.flatMap((rule) => ruleProblems(rule, known))];
  const listed = await listSettings({ settings, configs, today: localDay(now()) });
  const exitCode = problems.length === 0 ? 0 : 1;
  if (flags.has("json")) {
    const { texts, linters, ...rest } = settings;
    const json = {
      ...rest,
      texts: Object.fromEntries(texts),
      linters: { ...linters, switches: Object.fromEntries(linters.switches) },
      origins: Object.fromEntries(listed.map(({ key, origin }) => [key, origin])),
      problems,
    };
    printClean(Deno.stdout, visibleJson(`${JSON.stringify(json, null, 2)}\n`));
    return exitCode;
  }
  const place = (path: string): string => {
    if (path === "") return "no place for one";
    return files.some((file) => file.path === path) ? path : `${path} (not there)`;
  };
  printClean(Deno.stdout, `user        ${place(places.user)}\nrepository  ${place(places.repository)}\n\n`);
  const width = Math.max(...listed.map(({ key }) => key.length));
  printClean(Deno.stdout, listed.map((setting) => `${settingText(setting, width)}\n`).join(""));
  for (const problem of problems) printClean(Deno.stdout, `\n${problemText(problem)}\n`);
  return exitCode;
});

function ruleProblems(
  rule: Rule,
  { tools, configs }: { readonly tools: Tools; readonly configs: readonly ParsedConfig[] },
): ConfigProblem[] {
  return findRuleProblems(rule, tools).map(({ message, fix }) => ({
    source: rule.source,
    line: lineOf(rule, configs),
    message: `${rule.id}: ${message}`,
    fix,
  }));
}

/** The line of a rule, from 1; 0 for a pack's rule. */
function lineOf({ source, id }: Rule, configs: readonly ParsedConfig[]): number {
  const config = configs.find(({ file }) => file.path === source);
  if (config === undefined) return 0;
  const { file: { text }, ids } = config;
  return lineAt(text, offsetOf(parseTree(text), ["rules", ids.indexOf(id)]));
}

function problemText({ source, line, message, fix }: ConfigProblem): string {
  const place = line === 0 ? source : `${source}:${line}`;
  return `problem  ${place}\n         ${message}${fix === "" ? "" : `\n         fix: ${fix}`}`;
}

/** Settings that a file sets take two lines, the others one. */
function settingText({ key, value, origin, note }: ListedSetting, width: number): string {
  const text = `${key.padEnd(width)}  ${cut(JSON.stringify(value), 70)}`;
  if (origin === "default") return `${text}  (default)`;
  return `${text}\n${" ".repeat(width)}  from ${origin}${note === "" ? "" : `; ${note}`}`;
}
