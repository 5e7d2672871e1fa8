/**
 * Makes settings of a configuration that is not cached yet, and caches them for the next events.
 *
 * @module
 */
import type { ConfigSources } from "./parse.ts";
import type { MakeSettings } from "./load.ts";
import { encodeSettings } from "./cache_form.ts";
import type { Settings } from "./settings.ts";
import { cacheSettings } from "../state/settings_cache.ts";

/** Where settings are cached, and how they are made. */
export interface CacheOptions {
  /** The path of the checked state folder, which holds the cache. */
  readonly folder: string;
  /** Makes settings. */
  readonly make: MakeSettings;
}

/**
 * Makes settings of configuration files, and caches them if the files have no problems.
 *
 * @param sources What was read, for an event or all rules.
 * @param options The cache, and how settings are made.
 * @returns The settings.
 */
export async function fillCache(
  sources: ConfigSources,
  { folder, make }: CacheOptions,
): Promise<Settings> {
  const { files, unreadable, projectDir } = sources;
  await cacheSettings(folder, files, async () => {
    // An event sees the problems of the rules that may concern it; the cache is for all events.
    const settings = await make({ files, unreadable, projectDir });
    // Problems are reported by every process that makes the settings.
    return settings.problems.length === 0 ? encodeSettings(settings) : "";
  });
  return await make(sources);
}
