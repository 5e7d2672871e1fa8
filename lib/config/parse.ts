/**
 * From configuration files to settings: each file is checked, what fits is used, and the repository cannot weaken what
 * the user set.
 *
 * @module
 */
import { check, type Misfit, type Path } from "./check.ts";
import { FILE, PACK_NAMES, RULE } from "./schema.ts";
import type { ConfigFile, UnreadableFile } from "./places.ts";
import type { HookEvent } from "../event/event.ts";
import {
  field,
  isObject,
  type JsonObject,
  numberField,
  objectField,
  textField,
} from "../text/json_object.ts";
import { SEVERITIES, type Severity } from "../event/finding.ts";
import { globTest } from "../text/glob.ts";
import { parseJsonc } from "../text/jsonc.ts";
import { type Matcher, requiredLiteral } from "../text/pattern.ts";
import type { Rule } from "./rules/rule.ts";
import {
  type ConfigProblem,
  DEFAULTS,
  JOURNAL_LIMITS,
  type LinterSettings,
  type Mute,
  type Settings,
} from "./settings.ts";
import type { JournalLimits, StateLimits } from "../state/limits.ts";

/** What {@linkcode settingsFrom} makes settings of. */
export interface ConfigSources {
  /** The files, the user's first. */
  readonly files: readonly ConfigFile[];
  /** Files that are there and cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
  /** The folder that globs are about. */
  readonly projectDir: string;
  /** The event that the settings are for: rules that name other tools are not even checked. All rules where absent. */
  readonly event?: EventCalls;
}

/** What a rule can be left out by before it is looked at. */
export type EventCalls = Pick<HookEvent, "name" | "agentType" | "calls">;

/** What one file says, as far as it fits. */
export interface Part {
  /** The file. */
  readonly file: ConfigFile;
  /** Its top level, without what does not fit and without rules that the event cannot concern. */
  readonly json: JsonObject;
  /** The ids of all its rules, also of those that were left out. */
  readonly ids: readonly string[];
}

/** Groups whose rules are built in: a configuration cannot define rules that look like them. */
const BUILT_IN_GROUPS = new Set<string>([
  "hook-files",
  "agent-spawn",
  "errors",
  "repeats",
  "resources",
  "linters",
  ...PACK_NAMES,
]);

/**
 * Makes settings of configuration files.
 *
 * @param sources What was read.
 * @returns The settings; whatever cannot be used is left out and listed in their problems.
 */
export async function settingsFrom(sources: ConfigSources): Promise<Settings> {
  const { files, unreadable, projectDir, event } = sources;
  const problems: ConfigProblem[] = unreadable.map(({ path, reason }) => ({
    source: path,
    line: 0,
    message: `Cannot read it: ${reason}`,
    fix: "make it a readable file of at most 1 MiB",
  }));
  const parts: Part[] = [];
  for (const file of files) {
    // Two files at most.
    const { part, problems: own } = await parseConfig(file, {
      ...(event !== undefined && { event }),
      takenIds: parts.flatMap(({ ids }) => ids),
    });
    parts.push(part);
    problems.push(...own);
  }
  return { ...await merged(parts), projectDir, problems };
}

/** What {@linkcode parseConfig} needs to know beside the file. */
export interface FileContext {
  /** The event that the file is read for; without one all rules are checked. */
  readonly event?: EventCalls;
  /** Ids of rules that another file has; a repository cannot have them too. */
  readonly takenIds?: readonly string[];
}

/**
 * Checks one file.
 *
 * @param file The file.
 * @param context The event, and what other files have.
 * @returns What fits, and what does not.
 */
export async function parseConfig(
  file: ConfigFile,
  { event, takenIds = [] }: FileContext = {},
): Promise<{ part: Part; problems: ConfigProblem[] }> {
  const json = parsed(file.text);
  if (json === undefined) return { part: { file, json: {}, ids: [] }, problems: await syntaxProblem(file) };
  if (!isObject(json)) {
    return { part: { file, json: {}, ids: [] }, problems: await described(file, check(json, FILE)) };
  }
  const { rules, ...rest } = json;
  const list = Array.isArray(rules) ? rules : [];
  const ids = list.map((rule) => isObject(rule) ? textField(rule, "id") : "");
  const concerned = list.map((rule) => event === undefined || mayConcern(rule, event));
  const misfits = [
    ...check(rest, FILE),
    ...(rules === undefined || Array.isArray(rules) ? [] : check({ rules }, FILE)),
    ...list.flatMap((rule, index) => concerned[index] === true ? check(rule, RULE, ["rules", index]) : []),
    ...idMisfits(ids, file.scope === "repository" ? takenIds : []),
    ...(file.scope === "repository"
      ? [...foreignKeys(json), ...foreignMutes(json, ids), ...foreignLinters(json)]
      : []),
  ];
  const bad = new Set(misfits.map(({ path }) => path[0] === "rules" ? path[1] : undefined));
  const kept = list.filter((_, index) => concerned[index] === true && !bad.has(index));
  const usable = misfits.length === 0 ? rest : fitting(rest, misfits);
  return { part: { file, json: { ...usable, rules: kept }, ids }, problems: await described(file, misfits) };
}

/** Whether a rule, which is not checked yet, may look at one of an event's calls: by the tools that it names. */
function mayConcern(rule: unknown, { calls }: EventCalls): boolean {
  const when = isObject(rule) ? rule["when"] : undefined;
  const tools = isObject(when) ? when["tools"] : undefined;
  return !Array.isArray(tools) || tools.includes("*") || calls.some(({ tool }) => tools.includes(tool));
}

async function described(file: ConfigFile, misfits: readonly Misfit[]): Promise<ConfigProblem[]> {
  if (misfits.length === 0) return [];
  const { problemsOf } = await import("./problem_lines.ts");
  return problemsOf(file, misfits);
}

function parsed(text: string): unknown {
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

/** Keys that only the user's own file may have. */
function foreignKeys(json: JsonObject): Misfit[] {
  return Object.keys(json).filter((key) => FILE.fields[key]?.userOnly === true)
    .map((key) => ({
      path: [key],
      wanted: "left to the user's own configuration",
      got: "a repository's file",
      meant: "",
    }));
}

/** What a repository says about linters that would run more of them. */
function foreignLinters({ linters }: JsonObject): Misfit[] {
  if (linters !== "all") return [];
  return [{
    path: ["linters"],
    wanted: '"off", "project", or true or false for single linters, in a repository\'s file',
    got: '"all"',
    meant: "",
  }];
}

/** Mutes of a repository for rules that are not its own. */
function foreignMutes(json: JsonObject, ids: readonly string[]): Misfit[] {
  const mutes = Array.isArray(json["mute"]) ? json["mute"] : [];
  return mutes.flatMap((mute: unknown, index) => {
    const rule = isObject(mute) ? textField(mute, "rule") : "";
    if (rule === "" || ids.some((id) => globTest(rule)(id))) return [];
    return [{
      path: ["mute", index, "rule"],
      wanted: "one of the repository's own rules",
      got: `"${rule}"`,
      meant: "",
    }];
  });
}

/** Ids that look built in, stand twice, or are another file's. */
function idMisfits(ids: readonly string[], takenIds: readonly string[]): Misfit[] {
  const seen = new Set<string>();
  const misfits: Misfit[] = [];
  for (const [index, id] of ids.entries()) {
    const isBuiltIn = BUILT_IN_GROUPS.has(id.slice(0, Math.max(0, id.indexOf("/"))));
    const again = seen.has(id);
    seen.add(id);
    if (id === "" || !isBuiltIn && !again && !takenIds.includes(id)) continue;
    const wanted = isBuiltIn
      ? "in a group of your own"
      : again
      ? "an id of its own"
      : "an id that the user's file does not have";
    misfits.push({
      path: ["rules", index, "id"],
      wanted,
      got: again ? `"${id}" a second time` : `"${id}"`,
      meant: "",
    });
  }
  return misfits;
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
  const own = user[0]?.json ?? {};
  const budget = objectField(own, "budget");
  return {
    ...DEFAULTS,
    rules: [...parts.flatMap(rulesOf), ...await packRulesOf(parts)],
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
    state: stateLimitsOf(own),
    linters: linterSettings(parts),
  };
}

/** A repository can only switch linters off; what the user says about one holds. */
function linterSettings(parts: readonly Part[]): LinterSettings {
  const own = parts.find(({ file }) => file.scope === "user")?.json ?? {};
  const runs = objectField(own, "linterRuns");
  const said = parts.map(({ json }) => json["linters"]);
  const users = own["linters"];
  const switches = new Map<string, boolean>();
  for (const { file, json } of [...parts].reverse()) {
    for (const [id, isOn] of Object.entries(objectField(json, "linters"))) {
      if (isOn === false || file.scope === "user" && isOn === true) switches.set(id, isOn);
    }
  }
  const { ownPrograms } = runs;
  return {
    mode: said.includes("off") ? "off" : users === "all" ? "all" : "project",
    switches,
    eachMs: Number(runs["eachMs"] ?? DEFAULTS.linters.eachMs),
    allMs: Number(runs["allMs"] ?? DEFAULTS.linters.allMs),
    ownPrograms: Array.isArray(ownPrograms) ? ownPrograms.map(String) : [],
  };
}

function stateLimitsOf(own: JsonObject): StateLimits {
  const { patterns, cache } = DEFAULTS.state;
  const ttlSeconds = numberField(objectField(own, "cache"), "ttlSeconds");
  return {
    journal: field(own, "journal") === false ? "off" : journalLimitsOf(objectField(own, "journal")),
    patterns: numberField(objectField(own, "memory"), "patterns") ?? patterns,
    cache: {
      entries: numberField(objectField(own, "cache"), "entries") ?? cache.entries,
      ttlMs: ttlSeconds === undefined ? cache.ttlMs : ttlSeconds * 1000,
    },
  };
}

function journalLimitsOf(journal: JsonObject): JournalLimits {
  return {
    maxBytes: numberField(journal, "fileBytes") ?? JOURNAL_LIMITS.maxBytes,
    files: numberField(journal, "files") ?? JOURNAL_LIMITS.files,
  };
}

function minSeverityOf(parts: readonly Part[]): Severity {
  const user = parts.find(({ file, json }) => file.scope === "user" && Object.hasOwn(json, "minSeverity"));
  return severityOf(user?.json["minSeverity"]) ?? DEFAULTS.minSeverity;
}

function severityOf(value: unknown): Severity | undefined {
  return SEVERITIES.find((severity) => severity === value);
}

function rulesOf({ file: { path: source, scope }, json }: Part): Rule[] {
  const list = Array.isArray(json["rules"]) ? json["rules"].filter(isObject) : [];
  return list.map((rule) => ruleFrom(rule, { source, scope }));
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
  if (isObject(value)) return { text: textField(value, "text") };
  const pattern = String(value);
  const literal = requiredLiteral(pattern);
  return { pattern, ...(literal !== "" && { literal }) };
}

async function packRulesOf(parts: readonly Part[]): Promise<readonly Rule[]> {
  const on = PACK_NAMES.filter((name) => parts.some(({ json }) => objectField(json, "packs")[name] === true));
  if (on.length === 0) return [];
  const { packRules } = await import("./packs/table.ts");
  return await packRules(on);
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
