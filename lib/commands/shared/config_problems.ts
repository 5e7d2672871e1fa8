/**
 * Everything that is wrong with the configuration that holds in a folder: for `config`, `doctor` and `rules test` alike.
 *
 * @module
 */
import { allTools } from "../../agents/table.ts";
import { findRuleProblems, type Tools } from "../../config/dead_rules.ts";
import type { ParsedConfig } from "../../config/merge.ts";
import { parseConfig } from "../../config/parse.ts";
import { type ConfigPlaces, readConfigFiles } from "../../config/places.ts";
import type { Rule } from "../../config/rules/rule.ts";
import type { ConfigProblem, Settings } from "../../config/settings.ts";
import { loadCheckedSettings, NAMES, placesOf } from "../../hook/check_settings.ts";
import type { ReadVariable } from "../../state/folder.ts";
import { globTest } from "../../text/glob.ts";
import { field, isObject } from "../../text/json_object.ts";
import { lineAt, offsetOf, parseTree } from "../../text/jsonc_tree.ts";
import { parseJsonc } from "../../text/jsonc.ts";
import { closest } from "../../text/suggest.ts";
import { listRules } from "./rule_list.ts";

/** A checked configuration. */
export interface CheckedConfiguration {
  /** Where the files are, or would be. */
  readonly places: ConfigPlaces;
  /** The files that are there. */
  readonly configs: readonly ParsedConfig[];
  /** The settings in force. */
  readonly settings: Settings;
  /** What is wrong. */
  readonly problems: readonly ConfigProblem[];
}

/** A place in a file where a rule is named. */
interface Mention {
  readonly path: readonly (string | number)[];
  readonly rule: string;
}

/**
 * Checks the configuration that holds in a folder.
 *
 * @param cwd The folder.
 * @param env Reads the environment.
 * @returns The files, the settings and everything that is wrong.
 */
export async function checkConfiguration(cwd: string, env: ReadVariable): Promise<CheckedConfiguration> {
  const places = placesOf(cwd, env);
  const settings = await loadCheckedSettings(cwd, env);
  const { files } = readConfigFiles(places);
  const configs = await Promise.all(
    files.map(async (file) => (await parseConfig(file, { names: NAMES })).config),
  );
  const tools = await allTools();
  // The day does not matter: only the ids are used.
  const ids = (await listRules(settings, 0)).map(({ id }) => id);
  const problems = [
    ...settings.problems,
    ...settings.rules.flatMap((rule) => ruleProblems(rule, { tools, configs })),
    ...configs.flatMap((config) => unknownRules(config, ids)),
  ];
  return { places, configs, settings, problems };
}

/**
 * Shows where a problem is.
 *
 * @param problem The problem.
 * @returns The file, and the line if there is one.
 */
export function placeOf({ source, line }: ConfigProblem): string {
  return line === 0 ? source : `${source}:${line}`;
}

function ruleProblems(
  rule: Rule,
  { tools, configs }: { readonly tools: Tools; readonly configs: readonly ParsedConfig[] },
): ConfigProblem[] {
  const config = configs.find(({ file }) => file.path === rule.source);
  const line = config === undefined ? 0 : lineOf(config, ["rules", config.ids.indexOf(rule.id)]);
  return findRuleProblems(rule, tools).map(({ message, fix }) => ({
    source: rule.source,
    line,
    message: `${rule.id}: ${message}`,
    fix,
  }));
}

function unknownRules(config: ParsedConfig, ids: readonly string[]): ConfigProblem[] {
  return mentionsIn(config).flatMap(({ path, rule }) => {
    const isGlob = /[*?]/.test(rule);
    if (ids.some(isGlob ? globTest(rule) : (id) => id === rule)) return [];
    const meant = closest(rule, isGlob ? globsOf(ids) : ids);
    if (meant === undefined && mayBeElsewhere(rule, config)) return [];
    return [{
      source: config.file.path,
      line: lineOf(config, path),
      message: `"${String(path[0])}" names ${rule}: ${isGlob ? "no rule matches" : "there is no such rule"}`,
      fix: meant === undefined ? "fasthook rules lists them" : `did you mean "${meant}"?`,
    }];
  });
}

/** A person's file is for all repositories, and another one may have a rule of that name. */
function mayBeElsewhere(rule: string, { file }: ParsedConfig): boolean {
  return file.scope === "user" && !NAMES.groups.includes(rule.split("/")[0] ?? "");
}

function mentionsIn({ json }: ParsedConfig): readonly Mention[] {
  const mutes = field(json, "mute");
  return [
    ...(Array.isArray(mutes) ? mutes : []).flatMap((mute, index) => {
      const rule = isObject(mute) ? mute["rule"] : undefined;
      return typeof rule === "string" ? [{ path: ["mute", index, "rule"], rule }] : [];
    }),
    ...["severities", "texts"].flatMap((key) => {
      const map = field(json, key);
      return isObject(map) ? Object.keys(map).map((rule) => ({ path: [key, rule], rule })) : [];
    }),
  ];
}

function globsOf(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map((id) => `${id.split("/")[0]}/*`))];
}

/** Entries that cannot be used are left out of the parsed file, but count in the text. */
function lineOf({ file: { text }, json }: ParsedConfig, path: Mention["path"]): number {
  const [list, index] = path;
  const whole = parseJsonc(text);
  const used = field(json, String(list));
  const written = isObject(whole) ? whole[String(list)] : undefined;
  const isMute = list === "mute" && Array.isArray(used) && Array.isArray(written);
  const at = isMute
    ? written.findIndex((entry) => JSON.stringify(entry) === JSON.stringify(used[Number(index)]))
    : index;
  return lineAt(text, offsetOf(parseTree(text), [String(list), at ?? 0, ...path.slice(2)]));
}
