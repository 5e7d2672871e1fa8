/**
 * From configuration files to settings: each file is checked, what fits is used, and the repository cannot weaken what
 * the user set.
 *
 * @module
 */
import { check, type Misfit, type Path } from "./config/check.ts";
import { FILE } from "./config/schema.ts";
import type { ConfigFile, UnreadableFile } from "./config_files.ts";
import { isObject, type JsonObject, objectField, textField } from "./event.ts";
import { SEVERITIES, type Severity } from "./finding.ts";
import { parseJsonc } from "./jsonc.ts";
import { PACKS } from "./packs/table.ts";
import type { Matcher } from "./pattern.ts";
import type { Rule } from "./rule.ts";
import { DEFAULTS, type Mute, type Problem, type Scope, type Settings } from "./settings.ts";

/** What {@linkcode settingsFrom} makes settings of. */
export interface ConfigSources {
  /** The files, the user's first. */
  readonly files: readonly ConfigFile[];
  /** Files that are there and cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
  /** The folder that globs are about. */
  readonly projectDir: string;
}

/** What one file says, as far as it fits. */
export interface Part {
  /** The file. */
  readonly file: ConfigFile;
  /** Its top level, without what does not fit. */
  readonly json: JsonObject;
}

/** Groups whose rules are built in: a configuration cannot define rules that look like them. */
const BUILT_IN_GROUPS = ["hook-files", "agent-spawn", "errors", "repeats", "resources", "linters"];

/**
 * Makes settings of configuration files.
 *
 * @param sources What was read.
 * @returns The settings; whatever cannot be used is left out and listed in their problems.
 */
export async function settingsFrom({ files, unreadable, projectDir }: ConfigSources): Promise<Settings> {
  const problems: Problem[] = unreadable.map(({ path, reason }) => ({
    source: path,
    line: 0,
    message: `Cannot read it: ${reason}`,
    fix: "make it a readable file of at most 1 MiB",
  }));
  const parts: Part[] = [];
  for (const file of files) {
    // deno-lint-ignore no-await-in-loop -- two files at most
    const { part, problems: own } = await parseConfig(file);
    parts.push(part);
    problems.push(...own);
  }
  return { ...await merged(parts), projectDir, problems };
}

/**
 * Checks one file.
 *
 * @param file The file.
 * @returns What fits, and what does not.
 */
export async function parseConfig(file: ConfigFile): Promise<{ part: Part; problems: Problem[] }> {
  const json = parsed(file.text);
  if (json === undefined) return { part: { file, json: {} }, problems: await syntaxProblem(file) };
  const misfits = [...check(json, FILE), ...foreignKeys(json, file.scope), ...reservedIds(json)];
  const part = { file, json: isObject(json) ? fitting(json, misfits) : {} };
  if (misfits.length === 0) return { part, problems: [] };
  const { problemsOf } = await import("./config/problems.ts");
  return { part, problems: problemsOf(file, misfits) };
}

function parsed(text: string): unknown {
  try {
    return parseJsonc(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

async function syntaxProblem(file: ConfigFile): Promise<Problem[]> {
  const { syntaxProblemOf } = await import("./config/problems.ts");
  return [syntaxProblemOf(file)];
}

/** Keys that only the user's own file may have. */
function foreignKeys(json: unknown, scope: Scope): Misfit[] {
  if (scope === "user" || !isObject(json)) return [];
  return Object.keys(json).filter((key) => FILE.fields[key]?.userOnly === true)
    .map((key) => ({
      path: [key],
      wanted: "only the user's own configuration to set it",
      got: "a repository",
      meant: "",
    }));
}

function reservedIds(json: unknown): Misfit[] {
  const rules = isObject(json) && Array.isArray(json["rules"]) ? json["rules"] : [];
  const seen = new Set<string>();
  return rules.flatMap((rule: unknown, index): Misfit[] => {
    const id = isObject(rule) ? textField(rule, "id") : "";
    const group = id.split("/")[0] ?? "";
    const path = ["rules", index, "id"];
    if (BUILT_IN_GROUPS.includes(group) || PACKS.some(({ name }) => name === group)) {
      return [{ path, wanted: "a group of your own", got: `the built-in group "${group}"`, meant: "" }];
    }
    if (id !== "" && seen.has(id)) {
      return [{ path, wanted: "an id of its own", got: `"${id}" a second time`, meant: "" }];
    }
    seen.add(id);
    return [];
  });
}

/** The smallest piece that is useless when something inside it does not fit: a rule, a mute, an entry of a map. */
function unitOf(path: Path): Path {
  const kind = FILE.fields[String(path[0])]?.shape.kind;
  return path.slice(0, kind === "list" || kind === "map" || kind === "object" ? 2 : 1);
}

function fitting(json: JsonObject, misfits: readonly Misfit[]): JsonObject {
  const bad = new Set(misfits.map(({ path }) => JSON.stringify(unitOf(path))));
  return Object.fromEntries(
    Object.entries(json).filter(([key]) => !bad.has(JSON.stringify([key]))).map(([key, value]) => [
      key,
      Array.isArray(value)
        ? value.filter((_, index) => !bad.has(JSON.stringify([key, index])))
        : isObject(value)
        ? Object.fromEntries(Object.entries(value).filter(([name]) => !bad.has(JSON.stringify([key, name]))))
        : value,
    ]),
  );
}

async function merged(parts: readonly Part[]): Promise<Settings> {
  const user = parts.filter(({ file }) => file.scope === "user");
  const texts = new Map<string, string>();
  // The user's texts are set last, so they hold.
  for (const { json } of [...parts].reverse()) {
    for (const [rule, text] of Object.entries(objectField(json, "texts"))) texts.set(rule, String(text));
    const spawn = textField(objectField(json, "agentSpawn"), "text");
    if (spawn !== "") texts.set("agent-spawn/coordinate", spawn);
  }
  const budget = objectField(user[0]?.json ?? {}, "budget");
  return {
    ...DEFAULTS,
    rules: [...distinct(parts.flatMap(rulesOf)), ...await packRules(parts)],
    mutes: parts.flatMap(mutesOf),
    severities: parts.flatMap(({ file, json }) =>
      Object.entries(objectField(json, "severities")).map(([rule, severity]) => ({
        rule,
        severity: severityOf(severity) ?? "guidance",
        scope: file.scope,
      }))
    ),
    texts,
    minSeverity: minSeverityOf(parts),
    budget: {
      replyWords: Number(budget["replyWords"] ?? DEFAULTS.budget.replyWords),
      sessionWords: Number(budget["sessionWords"] ?? DEFAULTS.budget.sessionWords),
    },
  };
}

/** The user's word counts; a repository can only let more through than the default would. */
function minSeverityOf(parts: readonly Part[]): Severity {
  const user = parts.find(({ file, json }) => file.scope === "user" && Object.hasOwn(json, "minSeverity"));
  return severityOf(user?.json["minSeverity"]) ?? DEFAULTS.minSeverity;
}

function severityOf(value: unknown): Severity | undefined {
  return SEVERITIES.find((severity) => severity === value);
}

/** A repository cannot replace a rule of the user's: the first of an id is kept, and the user's come first. */
function distinct(rules: readonly Rule[]): Rule[] {
  const ids = new Set<string>();
  return rules.filter(({ id }) => !ids.has(id) && ids.add(id));
}

function rulesOf({ file, json }: Part): Rule[] {
  const list = Array.isArray(json["rules"]) ? json["rules"].filter(isObject) : [];
  return list.map((rule) => ruleFrom(rule, { source: file.path, scope: file.scope }));
}

function ruleFrom(json: JsonObject, { source, scope }: Pick<Rule, "source" | "scope">): Rule {
  const when = objectField(json, "when");
  const agents = when["agents"];
  const unless = json["unless"];
  return {
    id: textField(json, "id"),
    source,
    scope,
    when: {
      ...(Array.isArray(when["events"]) && { events: when["events"].map(String) }),
      ...(Array.isArray(when["tools"]) && { tools: when["tools"].map(String) }),
      ...(Array.isArray(when["files"]) && { files: when["files"].map(String) }),
      ...(agents !== undefined && { agents: Array.isArray(agents) ? agents.map(String) : [String(agents)] }),
    },
    look: textField(json, "look"),
    match: matcherFrom(json["match"]),
    ...(unless !== undefined && { unless: matcherFrom(unless) }),
    severity: severityOf(json["severity"]) ?? "guidance",
    text: textField(json, "text"),
    examples: Array.isArray(json["examples"]) ? json["examples"].map(String) : [],
    counterExamples: Array.isArray(json["counterExamples"]) ? json["counterExamples"].map(String) : [],
  };
}

function matcherFrom(value: unknown): Matcher {
  return isObject(value) ? { text: textField(value, "text") } : { pattern: String(value) };
}

async function packRules(parts: readonly Part[]): Promise<Rule[]> {
  const on = PACKS.filter(({ name }) => parts.some(({ json }) => objectField(json, "packs")[name] === true));
  return (await Promise.all(on.map(({ load }) => load()))).flat();
}

function mutesOf({ file, json }: Part): Mute[] {
  const list = Array.isArray(json["mute"]) ? json["mute"].filter(isObject) : [];
  return list.map((mute) => ({
    rule: textField(mute, "rule"),
    path: textField(mute, "path"),
    until: textField(mute, "until"),
    reason: textField(mute, "reason"),
    scope: file.scope,
  }));
}
