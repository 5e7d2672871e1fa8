/**
 * From configuration files to settings: checks each file, uses what fits, and reports the rest.
 *
 * @module
 */
import { check, MAX_PROBLEMS, type Path, take, type ValueProblem } from "./check.ts";
import { excessOf } from "./limits.ts";
import { mergeConfigs, type ParsedConfig } from "./merge.ts";
import { findForbidden } from "./repository_limits.ts";
import { type ConfigNames, fieldOf, FILE, fileShape, RULE } from "./schema.ts";
import type { ConfigFile, UnreadableFile } from "./places.ts";
import type { HookEvent } from "../event/event.ts";
import { isObject, type JsonObject, textField } from "../text/json_object.ts";
import { parseJsonc } from "../text/jsonc.ts";
import type { ConfigProblem, Settings } from "./settings.ts";

/** What {@linkcode settingsFrom} makes settings of. */
export interface ConfigSources {
  /** The files, the user's first. */
  readonly files: readonly ConfigFile[];
  /** Files that are there and cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
  /** The folder that globs are relative to. */
  readonly projectDir: string;
  /** The event that the settings are for: rules that name other tools are not even checked. Absent for all rules. */
  readonly event?: EventCalls;
}

/** What decides, before a rule is checked, whether it may concern an event. */
export type EventCalls = Pick<HookEvent, "name" | "agentType" | "calls">;

/**
 * Makes settings of configuration files.
 *
 * @param sources What was read.
 * @param names The names that the files may use.
 * @returns The settings; whatever cannot be used is left out and listed in their problems.
 */
export async function settingsFrom(sources: ConfigSources, names: ConfigNames): Promise<Settings> {
  const { files, unreadable, projectDir, event } = sources;
  const problems: ConfigProblem[] = unreadable.map(({ path, reason }) => ({
    source: path,
    line: 0,
    // Such as: Permission denied (os error 13): readfile '/p/a'
    message: `Cannot read it: ${reason.replace(/ \(os error \d+\).*$/s, "")}`,
    fix: "make it a readable file of at most 128 KiB",
  }));
  const configs: ParsedConfig[] = [];
  for (const file of files) {
    // Two files at most.
    const { config, problems: own } = await parseAny(file, {
      names,
      ...(event !== undefined && { event }),
      takenIds: configs.flatMap(({ ids }) => ids),
    });
    configs.push(config);
    problems.push(...own);
  }
  return { ...await mergeConfigs(configs), projectDir, problems };
}

/** Checks one file. A fault of ours costs that file, and nothing that is built in. */
async function parseAny(file: ConfigFile, context: FileContext): Promise<CheckedConfig> {
  try {
    return await parseConfig(file, context);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse(file, `it cannot be checked (${error.name}); report this as a bug, with the file`);
  }
}

/** A file as far as it can be used. */
export interface CheckedConfig {
  /** What fits. */
  readonly config: ParsedConfig;
  /** What does not. */
  readonly problems: readonly ConfigProblem[];
}

/** What {@linkcode parseConfig} needs to know besides the file. */
export interface FileContext {
  /** The names that it may use. */
  readonly names: ConfigNames;
  /** The event that the file is read for; without one all rules are checked. */
  readonly event?: EventCalls;
  /** Ids of the other file's rules: a repository cannot use them again. */
  readonly takenIds?: readonly string[];
}

/**
 * Checks one file.
 *
 * @param file The file.
 * @param context The names that it may use, the event, and the ids of the other file.
 * @returns What fits, and what does not.
 */
export async function parseConfig(file: ConfigFile, context: FileContext): Promise<CheckedConfig> {
  const json = jsonOf(file.text);
  if (json === undefined) return { config: emptyConfig(file), problems: await syntaxProblem(file) };
  const excess = excessOf(json);
  if (excess !== undefined) return refuse(file, excess);
  const bad = take(findProblems(json, file, context), MAX_PROBLEMS);
  if (bad.length === MAX_PROBLEMS) {
    return refuse(file, `wanted a configuration, got ${MAX_PROBLEMS} mistakes`);
  }
  return {
    config: isObject(json) ? usableConfig(json, bad, { file, ...context }) : emptyConfig(file),
    problems: bad.length === 0 ? [] : await linesOf(file, bad),
  };
}

function* findProblems(
  json: unknown,
  file: ConfigFile,
  { names, event, takenIds = [] }: FileContext,
): Iterable<ValueProblem> {
  const shape = fileShape(names);
  if (!isObject(json)) return yield* check(json, shape);
  const { rules, ...rest } = json;
  const isRepository = file.scope === "repository";
  yield* check(rest, shape);
  if (rules !== undefined && !Array.isArray(rules)) yield* check({ rules }, shape);
  for (const [index, rule] of listOf(rules).entries()) {
    if (mayConcern(rule, event)) yield* check(rule, RULE, ["rules", index]);
  }
  const ids = idsOf(json);
  yield* checkIds(ids, { groups: names.groups, takenIds: isRepository ? takenIds : [] });
  if (isRepository) yield* findForbidden(json, ids);
}

function usableConfig(
  json: JsonObject,
  bad: readonly ValueProblem[],
  { file, event }: FileContext & { readonly file: ConfigFile },
): ParsedConfig {
  const { rules, ...rest } = json;
  const badRules = new Set(bad.map(({ path }) => path[0] === "rules" ? path[1] : undefined));
  const goodRules = listOf(rules).filter((rule, index) => mayConcern(rule, event) && !badRules.has(index));
  const usable = bad.length === 0 ? rest : withoutBad(rest, bad);
  return { file, json: { ...usable, rules: goodRules }, ids: idsOf(json) };
}

function emptyConfig(file: ConfigFile): ParsedConfig {
  return { file, json: {}, ids: [] };
}

function refuse(file: ConfigFile, message: string): CheckedConfig {
  return { config: emptyConfig(file), problems: [{ source: file.path, line: 0, message, fix: "" }] };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function idsOf({ rules }: JsonObject): string[] {
  return listOf(rules).map((rule) => isObject(rule) ? textField(rule, "id") : "");
}

/** Whether a rule, which is not checked yet, may look at one of an event's calls: by the tools or kinds that it names. */
function mayConcern(rule: unknown, event: EventCalls | undefined): boolean {
  if (event === undefined) return true;
  const when = isObject(rule) ? rule["when"] : undefined;
  const tools = isObject(when) ? when["tools"] : undefined;
  return !Array.isArray(tools) || tools.includes("*") ||
    event.calls.some(({ tool, kind }) => tools.includes(tool) || tools.includes(kind));
}

function jsonOf(text: string): unknown {
  try {
    return parseJsonc(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

async function syntaxProblem(file: ConfigFile): Promise<ConfigProblem[]> {
  const { syntaxProblemOf } = await import("./problem_lines.ts");
  return [syntaxProblemOf(file)];
}

async function linesOf(file: ConfigFile, bad: readonly ValueProblem[]): Promise<ConfigProblem[]> {
  const { addLines } = await import("./problem_lines.ts");
  return addLines(file, bad);
}

/** Refuses ids that look built in, occur twice, or belong to the other file. */
function* checkIds(
  ids: readonly string[],
  { groups, takenIds }: { readonly groups: readonly string[]; readonly takenIds: readonly string[] },
): Iterable<ValueProblem> {
  const seen = new Set<string>();
  const taken = new Set(takenIds);
  for (const [index, id] of ids.entries()) {
    const isBuiltIn = groups.includes(id.slice(0, Math.max(0, id.indexOf("/"))));
    const isSecond = seen.has(id);
    seen.add(id);
    if (id === "" || !isBuiltIn && !isSecond && !taken.has(id)) continue;
    const wanted = isBuiltIn
      ? "in a group of your own"
      : isSecond
      ? "an id of its own"
      : "an id that the user's file does not have";
    const got = isSecond ? `"${id}" a second time` : `"${id}"`;
    yield { path: ["rules", index, "id"], message: `must be ${wanted}, got ${got}`, meant: "" };
  }
}

function withoutBad(json: JsonObject, bad: readonly ValueProblem[]): JsonObject {
  const units = new Set(bad.map(({ path }) => JSON.stringify(unitOf(path))));
  const isGood = (...path: Path): boolean => !units.has(JSON.stringify(path));
  return Object.fromEntries(
    Object.entries(json).filter(([key]) => isGood(key)).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? value.filter((_, index) => isGood(key, index))
        : isObject(value)
        ? Object.fromEntries(Object.entries(value).filter(([name]) => isGood(key, name)))
        : value,
    ]),
  );
}

/** The smallest piece that is useless when something inside it does not fit: a rule, a mute, an entry of a map. */
function unitOf(path: Path): Path {
  const kind = fieldOf(FILE.fields, String(path[0]))?.shape.kind;
  return path.slice(0, kind === "list" || kind === "map" || kind === "object" ? 2 : 1);
}
