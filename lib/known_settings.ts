/**
 * The settings of a configuration in which nothing was wrong the last time, without checking it again.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./config.ts";
import type { FoundConfig } from "./config_files.ts";
import { decodeKnown } from "./config/known_form.ts";
import type { MakeSettings } from "./load_settings.ts";
import type { Rule } from "./rule.ts";
import type { Settings } from "./settings.ts";
import type { StateFolder } from "./store/folder.ts";
import { readKnown } from "./store/known_configs.ts";

/**
 * Looks for what is known about a configuration.
 *
 * @param folder The state folder.
 * @param found What there is of the configuration now.
 * @returns Makes settings of it. Nothing is checked when nothing was wrong with these very texts the last time.
 */
export function knownSettings(folder: StateFolder, { files, unreadable }: FoundConfig): MakeSettings {
  // What cannot be read has to be told.
  const text = folder.kind === "none" || unreadable.length > 0 ? "" : readKnown(folder.path, files);
  return async (sources) => {
    if (text && sources.event) return await made(text, { ...sources, event: sources.event });
    if (text === undefined) {
      const { learnSettings } = await import("./learn_settings.ts");
      return await learnSettings(folder.path, sources);
    }
    const { settingsFrom } = await import("./config.ts");
    return await settingsFrom(sources);
  };
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
