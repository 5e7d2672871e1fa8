/**
 * Settings cached from a configuration that had no problems.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./parse.ts";
import { decodeSettings } from "./cache_form.ts";
import type { MakeSettings } from "./load.ts";
import { mayFind, type Rule, textsOf } from "./rules/rule.ts";
import type { Settings } from "./settings.ts";
import type { StateFolder } from "../state/folder.ts";
import { readCachedSettings } from "../state/settings_cache.ts";

/** Where settings are cached, and how they are made. */
export interface CachedOptions {
  /** The state folder, which holds the settings cache. */
  readonly folder: StateFolder;
  /** Makes settings that are not cached. */
  readonly make: MakeSettings;
}

/**
 * Takes settings from the cache if these very files had no problems before; else makes them.
 *
 * @param sources The files, and the event that the settings are for.
 * @param options The cache, and how settings are made.
 * @returns The settings; what could not be used is listed in their problems.
 */
export async function readThroughCache(sources: ConfigSources, options: CachedOptions): Promise<Settings> {
  const settings = await readOrMake(sources, options);
  const { event } = sources;
  return event === undefined ? settings : { ...settings, rules: findingRules(settings, event) };
}

async function readOrMake(sources: ConfigSources, { folder, make }: CachedOptions): Promise<Settings> {
  const { event, files, unreadable } = sources;
  // An unreadable file must be reported, so the cache cannot be used.
  const text = folder.kind === "none" || unreadable.length > 0 ? "" : readCachedSettings(folder.path, files);
  if (text && event) return await decode(text, { ...sources, event });
  if (text !== undefined || folder.kind === "none") return await make(sources);
  const { fillCache } = await import("./fill_cache.ts");
  return await fillCache(sources, { folder: folder.path, make });
}

/** The rules that may find something: without any, no analyzer may want the event. */
function findingRules({ rules }: Settings, event: EventCalls): readonly Rule[] {
  const places = event.calls.map((call) => ({ call, place: { event, textOf: textsOf(call) } }));
  return rules.filter((rule) => places.some(({ call, place }) => mayFind(rule, call, place)));
}

interface EventSources extends ConfigSources {
  readonly event: EventCalls;
}

async function decode(text: string, { files, projectDir, event }: EventSources): Promise<Settings> {
  const sources = new Map(files.map(({ scope, path }) => [scope, path]));
  const { packs, rules, ...rest } = decodeSettings(text, event, sources);
  const packRules = packs.length === 0 ? [] : await rulesOf(packs);
  return { ...rest, rules: [...rules, ...packRules], projectDir, problems: [] };
}

async function rulesOf(packs: readonly string[]): Promise<readonly Rule[]> {
  const { packRules } = await import("./packs/table.ts");
  return await packRules(packs);
}
