/**
 * `fasthook config`: the settings in force and the line each comes from; `--schema` prints the JSON Schema.
 *
 * @module
 */
import { visibleJson } from "../text/clean.ts";
import type { ParsedConfig } from "../config/merge.ts";
import { parseConfig } from "../config/parse.ts";
import { allTools } from "../agents/table.ts";
import { readConfigFiles } from "../config/places.ts";
import { findRuleProblems, type Tools } from "../config/dead_rules.ts";
import { jsonSchema } from "../config/json_schema.ts";
import { isObject, textField } from "../text/json_object.ts";
import { printClean } from "../system/terminal.ts";
import { lineAt, offsetOf, parseTree } from "../text/jsonc_tree.ts";
import { loadCheckedSettings, NAMES, placesOf } from "../hook/check_settings.ts";
import type { Rule } from "../config/rules/rule.ts";
import { type ConfigProblem, DEFAULTS } from "../config/settings.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** One setting and where it comes from. */
interface Line {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** Runs the command. */
export const run: Run = withOptions("config", async ({ flags }: Options, { env }: Host) => {
  if (flags.has("schema")) {
    printClean(Deno.stdout, jsonSchema(NAMES));
    return 0;
  }
  const places = placesOf(Deno.cwd(), env);
  const settings = await loadCheckedSettings(Deno.cwd(), env);
  const { files } = readConfigFiles(places);
  const parts = await Promise.all(
    files.map(async (file) => (await parseConfig(file, { names: NAMES })).config),
  );
  const known = { tools: await allTools(), parts };
  const problems = [...settings.problems, ...settings.rules.flatMap((rule) => ruleProblems(rule, known))];
  if (flags.has("json")) {
    const { texts, ...rest } = settings;
    printClean(
      Deno.stdout,
      visibleJson(`${JSON.stringify({ ...rest, texts: Object.fromEntries(texts), problems }, null, 2)}\n`),
    );
    return problems.length === 0 ? 0 : 1;
  }
  const found = (path: string): string =>
    path === ""
      ? "no place for one"
      : files.some((file) => file.path === path)
      ? path
      : `${path} (not there)`;
  printClean(Deno.stdout, `user        ${found(places.user)}\nrepository  ${found(places.repository)}\n\n`);
  const lines = linesOf(parts);
  printLines([...lines, ...defaultLines(lines)]);
  for (const problem of problems) printClean(Deno.stdout, `\n${describe(problem)}\n`);
  return problems.length === 0 ? 0 : 1;
});

function ruleProblems(
  rule: Rule,
  { tools, parts }: { readonly tools: Tools; readonly parts: readonly ParsedConfig[] },
): ConfigProblem[] {
  return findRuleProblems(rule, tools).map(({ message, fix }) => ({
    source: rule.source,
    line: lineOf(rule, parts),
    message: `${rule.id}: ${message}`,
    fix,
  }));
}

/** The line that a rule stands on, from 1; 0 for a pack's. */
function lineOf({ source, id }: Rule, parts: readonly ParsedConfig[]): number {
  const part = parts.find(({ file }) => file.path === source);
  if (part === undefined) return 0;
  const { file: { text }, ids } = part;
  return lineAt(text, offsetOf(parseTree(text), ["rules", ids.indexOf(id)]));
}

function describe({ source, line, message, fix }: ConfigProblem): string {
  const place = line === 0 ? source : `${source}:${line}`;
  return `problem  ${place}\n         ${message}${fix === "" ? "" : `\n         fix: ${fix}`}`;
}

function linesOf(parts: readonly ParsedConfig[]): Line[] {
  return parts.flatMap(({ file, json, ids }) => {
    const entries = Object.entries(json).flatMap(([key, value]) => entriesOf(key, value));
    const tree = entries.length === 0 ? undefined : parseTree(file.text);
    return entries.map(({ path, value }): Line => {
      const id = isObject(value) ? textField(value, "id") : "";
      const place = path[0] === "rules" ? ["rules", ids.indexOf(id)] : path;
      const line = tree === undefined ? 0 : lineAt(file.text, offsetOf(tree, place));
      return { key: keyOf(path, value), value: shown(value), origin: `${file.path}:${line}` };
    });
  });
}

/** A plain setting as it is; of a list or an object each entry, so that each can have a line of its own. */
function entriesOf(
  key: string,
  value: unknown,
): { readonly path: (string | number)[]; readonly value: unknown }[] {
  if (Array.isArray(value)) return value.map((value, index) => ({ path: [key, index], value }));
  if (isObject(value)) return Object.entries(value).map(([name, value]) => ({ path: [key, name], value }));
  return [{ path: [key], value }];
}

function defaultLines(set: readonly Line[]): Line[] {
  const { minSeverity, budget } = DEFAULTS;
  return [
    { key: "minSeverity", value: shown(minSeverity), origin: "default" },
    { key: "budget.replyWords", value: shown(budget.replyWords), origin: "default" },
    { key: "budget.sessionWords", value: shown(budget.sessionWords), origin: "default" },
  ].filter(({ key }) => !set.some((line) => line.key === key));
}

function keyOf(path: readonly (string | number)[], value: unknown): string {
  const name = isObject(value) ? value["id"] ?? value["rule"] : undefined;
  return typeof name === "string" ? `${path[0]} ${name}` : path.join(".");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 70 ? `${text.slice(0, 67)}...` : text;
}

function printLines(lines: readonly Line[]): void {
  const width = Math.max(0, ...lines.map(({ key }) => key.length));
  for (const { key, value, origin } of lines) {
    printClean(Deno.stdout, `${key.padEnd(width)}  ${value}\n${" ".repeat(width)}  from ${origin}\n`);
  }
}
