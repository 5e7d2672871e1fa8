/**
 * Merges checked configuration files into settings. What the user has set holds against the repository.
 *
 * @module
 */
import type { ConfigFile } from "./places.ts";
import { COACH, packRules, PACKS } from "./packs/table.ts";
import {
  field,
  isObject,
  type JsonObject,
  numberField,
  objectField,
  textField,
} from "../text/json_object.ts";
import { SEVERITIES, type Severity } from "../event/finding.ts";
import { findRequiredLiteral, type Matcher } from "../text/pattern.ts";
import type { Rule } from "./rules/rule.ts";
import { DEFAULTS, JOURNAL_LIMITS, type LinterSettings, type Mute, type Settings } from "./settings.ts";
import type { JournalLimits, StateLimits } from "../state/limits.ts";

/** The usable content of one file. */
export interface ParsedConfig {
  /** The file. */
  readonly file: ConfigFile;
  /** Its top level, without what does not fit and without rules that cannot concern the event. */
  readonly json: JsonObject;
  /** The ids of all its rules, also of those that were left out. */
  readonly ids: readonly string[];
}

/**
 * Merges files, with the defaults for what none of them sets.
 *
 * @param configs The files, the user's first.
 * @returns The settings, without a project and without problems.
 */
export async function mergeConfigs(configs: readonly ParsedConfig[]): Promise<Settings> {
  const user = configs.find(({ file }) => file.scope === "user")?.json ?? {};
  const budget = objectField(user, "budget");
  return {
    ...DEFAULTS,
    rules: [...configs.flatMap(rulesOf), ...await packRulesOf(configs)],
    mutes: configs.flatMap(mutesOf),
    severities: configs.flatMap(({ file, json }) =>
      Object.entries(objectField(json, "severities")).map(([rule, severity]) => ({
        rule,
        severity: severityOf(severity) ?? "guidance",
        scope: file.scope,
      }))
    ),
    texts: mergeTexts(configs),
    minSeverity: severityOf(user["minSeverity"]) ?? DEFAULTS.minSeverity,
    budget: {
      replyWords: numberField(budget, "replyWords") ?? DEFAULTS.budget.replyWords,
      sessionWords: numberField(budget, "sessionWords") ?? DEFAULTS.budget.sessionWords,
    },
    advice: configs.some((config) => isPackOn(config, COACH)),
    state: stateLimitsOf(user),
    linters: mergeLinters(configs, user),
  };
}

/** Comes before a text that a repository gives to a rule: the person has not read it before the model does. */
const REPOSITORY_WORDS = "(in this repository's words) ";

function mergeTexts(configs: readonly ParsedConfig[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  // The user's texts are set last, so they hold.
  for (const { file, json } of configs.toReversed()) {
    const words = file.scope === "repository" ? REPOSITORY_WORDS : "";
    for (const [rule, text] of Object.entries(objectField(json, "texts"))) {
      texts.set(rule, words + String(text));
    }
    const spawn = textField(objectField(json, "agentSpawn"), "text");
    if (spawn !== "") texts.set("agent-spawn/coordinate", words + spawn);
  }
  return texts;
}

/** A repository can only switch linters off; what the user says about a linter holds. */
function mergeLinters(configs: readonly ParsedConfig[], user: JsonObject): LinterSettings {
  const switches = new Map<string, boolean>();
  for (const { file, json } of configs.toReversed()) {
    for (const [id, isOn] of Object.entries(objectField(json, "linters"))) {
      if (isOn === false || file.scope === "user" && isOn === true) switches.set(id, isOn);
    }
  }
  const runs = objectField(user, "linterRuns");
  const ownPrograms = runs["ownPrograms"];
  const isOff = configs.some(({ json }) => json["linters"] === "off");
  return {
    mode: isOff ? "off" : user["linters"] === "all" ? "all" : "project",
    switches,
    eachMs: numberField(runs, "eachMs") ?? DEFAULTS.linters.eachMs,
    allMs: numberField(runs, "allMs") ?? DEFAULTS.linters.allMs,
    typesMs: numberField(runs, "typesMs") ?? DEFAULTS.linters.typesMs,
    ...(user["types"] === true && { typesAtTurnEnd: true }),
    ownPrograms: Array.isArray(ownPrograms) ? ownPrograms.map(String) : [],
  };
}

function stateLimitsOf(user: JsonObject): StateLimits {
  const { observations, cache } = DEFAULTS.state;
  const ttlSeconds = numberField(objectField(user, "cache"), "ttlSeconds");
  return {
    journal: field(user, "journal") === false ? "off" : journalLimitsOf(objectField(user, "journal")),
    log: field(user, "log") !== false,
    observations: numberField(objectField(user, "memory"), "observations") ?? observations,
    cache: {
      entries: numberField(objectField(user, "cache"), "entries") ?? cache.entries,
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

function severityOf(value: unknown): Severity | undefined {
  return SEVERITIES.find((severity) => severity === value);
}

function rulesOf({ file: { path: source, scope }, json }: ParsedConfig): Rule[] {
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
  const literal = findRequiredLiteral(pattern);
  return { pattern, ...(literal !== "" && { literal }) };
}

async function packRulesOf(configs: readonly ParsedConfig[]): Promise<readonly Rule[]> {
  return await packRules(
    PACKS.map(({ name }) => name)
      .filter((name) => configs.some((config) => isPackOn(config, name))),
  );
}

function isPackOn({ json }: ParsedConfig, name: string): boolean {
  return field(objectField(json, "packs"), name) === true;
}

function mutesOf({ file, json }: ParsedConfig): Mute[] {
  const list = Array.isArray(json["mute"]) ? json["mute"].filter(isObject) : [];
  return list.map((mute) => ({
    rule: textField(mute, "rule"),
    path: textField(mute, "path"),
    until: textField(mute, "until"),
    reason: textField(mute, "reason"),
    scope: file.scope,
  }));
}
