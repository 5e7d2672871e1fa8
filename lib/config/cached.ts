/**
 * The settings of a configuration in which nothing was wrong the last time, without checking it again.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./parse.ts";
import { decodeKnown } from "./cache_form.ts";
import { mayFind, type Rule, textsOf } from "./rules/rule.ts";
import type { Settings } from "./settings.ts";
import type { StateFolder } from "../state/folder.ts";
import { readKnown } from "../state/settings_cache.ts";

/**
 * Makes settings of configuration files. Nothing is checked when nothing was wrong with these very texts the last time.
 *
 * @param sources The files, and the event that the settings are for.
 * @param folder The state folder, where it is known what was not wrong.
 * @returns The settings; what could not be used is listed in their problems.
 */
export async function knownSettings(
  sources: ConfigSources,
  folder: StateFolder,
): Promise<Settings> {
  const settings = await madeOf(sources, folder);
  const { event } = sources;
  return event === undefined ? settings : { ...settings, rules: findingRules(settings, event) };
}

async function madeOf(sources: ConfigSources, folder: StateFolder): Promise<Settings> {
  const { event, files, unreadable } = sources;
  // What cannot be read has to be told.
  const text = folder.kind === "none" || unreadable.length > 0 ? "" : readKnown(folder.path, files);
  if (text && event) return await made(text, { ...sources, event });
  if (text === undefined) {
    const { learnSettings } = await import("./fill_cache.ts");
    return await learnSettings(folder.path, sources);
  }
  const { settingsFrom } = await import("./parse.ts");
  return await settingsFrom(sources);
}

/** The rules that may find something: without any, the event may be one that nobody wants. */
function findingRules({ rules }: Settings, event: EventCalls): readonly Rule[] {
  const places = event.calls.map((call) => ({ call, place: { event, textOf: textsOf(call) } }));
  return rules.filter((rule) => places.some(({ call, place }) => mayFind(rule, call, place)));
}

interface EventSources extends ConfigSources {
  readonly event: EventCalls;
}

async function made(text: string, { files, projectDir, event }: EventSources): Promise<Settings> {
  const sources = new Map(files.map(({ scope, path }) => [scope, path]));
  const { packs, rules, ...rest } = decodeKnown(text, event, sources);
  const packRules = packs.length === 0 ? [] : await rulesOf(packs);
  return { ...rest, rules: [...rules, ...packRules], projectDir, problems: [] };
}

async function rulesOf(packs: readonly string[]): Promise<readonly Rule[]> {
  const { packRules } = await import("./packs/table.ts");
  return await packRules(packs);
}
