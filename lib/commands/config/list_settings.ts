/**
 * Lists every setting in force and where it comes from.
 *
 * @module
 */
import { mergeConfigs, type ParsedConfig } from "../../config/merge.ts";
import { PACKS } from "../../config/packs/table.ts";
import type { Mute, Scope, Settings } from "../../config/settings.ts";
import { field, isObject } from "../../text/json_object.ts";
import { parseJsonc } from "../../text/jsonc.ts";
import { lineAt, offsetOf, parseTree } from "../../text/jsonc_tree.ts";

/** One setting. */
export interface ListedSetting {
  /** Its name, such as "budget.replyWords" or "mute errors/*". */
  readonly key: string;
  /** Its value in force. */
  readonly value: unknown;
  /** The file and line that set it; "default" if no file does. */
  readonly origin: string;
  /** What else to know, such as that a mute has ended; "" for nothing. */
  readonly note: string;
}

type Path = readonly (string | number)[];

/** A setting that has one value. */
interface Single {
  readonly path: readonly string[];
  readonly value: (settings: Settings) => unknown;
}

const SINGLES: readonly Single[] = [
  { path: ["minSeverity"], value: ({ minSeverity }) => minSeverity },
  { path: ["budget", "replyWords"], value: ({ budget }) => budget.replyWords },
  { path: ["budget", "sessionWords"], value: ({ budget }) => budget.sessionWords },
  { path: ["types"], value: ({ linters }) => linters.typesAtTurnEnd === true },
  { path: ["linters"], value: ({ linters }) => linters.mode },
  { path: ["linterRuns", "eachMs"], value: ({ linters }) => linters.eachMs },
  { path: ["linterRuns", "allMs"], value: ({ linters }) => linters.allMs },
  { path: ["linterRuns", "typesMs"], value: ({ linters }) => linters.typesMs },
  { path: ["linterRuns", "ownPrograms"], value: ({ linters }) => linters.ownPrograms },
  { path: ["journal"], value: ({ state }) => state.journal !== "off" },
  {
    path: ["journal", "fileBytes"],
    value: ({ state: { journal } }) => journal === "off" ? null : journal.maxBytes,
  },
  { path: ["journal", "files"], value: ({ state: { journal } }) => journal === "off" ? null : journal.files },
  { path: ["log"], value: ({ state }) => state.log },
  { path: ["memory", "observations"], value: ({ state }) => state.observations },
  { path: ["cache", "entries"], value: ({ state }) => state.cache.entries },
  { path: ["cache", "ttlSeconds"], value: ({ state }) => state.cache.ttlMs / 1000 },
  { path: ["agentSpawn", "text"], value: ({ texts }) => texts.get("agent-spawn/coordinate") ?? null },
  ...PACKS.map(({ name }): Single => ({
    path: ["packs", name],
    value: ({ rules }) => rules.some(({ scope, source }) => scope === "pack" && source === `pack ${name}`),
  })),
];

/** What settings are listed of. */
export interface SettingSources {
  /** The settings in force. */
  readonly settings: Settings;
  /** The files that they are merged from. */
  readonly configs: readonly ParsedConfig[];
  /** The day, as YYYY-MM-DD in local time. */
  readonly today: string;
}

/**
 * Lists the settings in force.
 *
 * @param sources The settings, the files, and the day.
 * @returns Those that a file sets, then the others.
 */
export async function listSettings(sources: SettingSources): Promise<ListedSetting[]> {
  const singles = await listSingles(sources);
  const isSet = ({ origin }: ListedSetting): boolean => origin !== "default";
  return [...singles.filter(isSet), ...listEntries(sources), ...singles.filter((line) => !isSet(line))];
}

/** A file sets a setting if it names it, and if it alone gives the value in force. */
async function listSingles({ settings, configs }: SettingSources): Promise<ListedSetting[]> {
  const alone = await Promise.all(
    configs.map(async (config) => ({ config, settings: await mergeConfigs([config]) })),
  );
  return SINGLES.map(({ path, value }) => {
    const inForce = value(settings);
    const source = alone.find(({ config, settings }) =>
      has(config.json, path) && isSame(value(settings), inForce)
    );
    return {
      key: path.join("."),
      value: inForce,
      origin: source === undefined ? "default" : originOf(source.config, path),
      note: "",
    };
  });
}

function listEntries({ settings, configs, today }: SettingSources): ListedSetting[] {
  const origin = (scope: Scope, path: (config: ParsedConfig) => Path): string => {
    const config = configs.find(({ file }) => file.scope === scope);
    return config === undefined ? "default" : originOf(config, path(config));
  };
  const rules = settings.rules.flatMap(({ id, scope, severity, look, match }) => {
    if (scope === "pack") return [];
    const value = { severity, look, match: "text" in match ? match : match.pattern };
    const place = origin(scope, ({ ids }) => ["rules", ids.indexOf(id)]);
    return [{ key: `rules ${id}`, value, origin: place, note: "" }];
  });
  const mutes = settings.mutes.map(({ scope, ...mute }) => ({
    key: `mute ${mute.rule}`,
    value: Object.fromEntries(Object.entries(mute).filter(([key, value]) => key !== "rule" && value !== "")),
    origin: origin(scope, (config) => ["mute", indexOfMute(config, mute)]),
    note: mute.until !== "" && today > mute.until ? "it has ended" : "",
  }));
  const severities = settings.severities.map(({ rule, severity, scope }) => ({
    key: `severities ${rule}`,
    value: severity,
    origin: origin(scope, () => ["severities", rule]),
    note: scope === "repository" ? "a repository can only raise it, except for its own rules" : "",
  }));
  const texts = [...settings.texts].flatMap(([rule, text]) => {
    // A repository's text has a mark before it.
    const config = configs.find(({ json, file }) => {
      const own = valueAt(json, ["texts", rule]);
      return own === text || file.scope === "repository" && typeof own === "string" && text.endsWith(own);
    });
    if (config === undefined) return [];
    return [{ key: `texts ${rule}`, value: text, origin: originOf(config, ["texts", rule]), note: "" }];
  });
  const switches = [...settings.linters.switches].map(([id, isOn]) => {
    const config = configs.find(({ json }) => valueAt(json, ["linters", id]) === isOn);
    const place = config === undefined ? "default" : originOf(config, ["linters", id]);
    return { key: `linters.${id}`, value: isOn, origin: place, note: "" };
  });
  return [...rules, ...mutes, ...severities, ...texts, ...switches];
}

/** The place of a mute in its file, where those that cannot be used are counted too. */
function indexOfMute({ file }: ParsedConfig, wanted: Omit<Mute, "scope">): number {
  const json = parseJsonc(file.text);
  const list = isObject(json) && Array.isArray(json["mute"]) ? json["mute"] : [];
  return list.findIndex((mute) =>
    isObject(mute) && Object.entries(wanted).every(([key, value]) => (field(mute, key) ?? "") === value)
  );
}

function originOf({ file: { path, text } }: ParsedConfig, place: Path): string {
  return `${path}:${lineAt(text, offsetOf(parseTree(text), place))}`;
}

/** Whether a file gives a setting a value; an object sets other settings. */
function has(json: unknown, path: readonly string[]): boolean {
  const value = valueAt(json, path);
  return value !== undefined && !isObject(value);
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => isObject(value) ? field(value, key) : undefined, json);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
