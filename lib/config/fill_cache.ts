/**
 * Makes settings of a configuration that is not known yet, and keeps them for the events to come.
 *
 * @module
 */
import { type ConfigSources, settingsFrom } from "./parse.ts";
import { encodeKnown } from "./cache_form.ts";
import type { Settings } from "./settings.ts";
import { keepKnown } from "../state/settings_cache.ts";

/**
 * Makes settings of configuration files and keeps them when nothing is wrong in the files.
 *
 * @param folder The checked state folder.
 * @param sources What was read, for an event or all rules.
 * @returns What {@linkcode settingsFrom} returns.
 */
export async function learnSettings(folder: string, sources: ConfigSources): Promise<Settings> {
  const { files, unreadable, projectDir } = sources;
  await keepKnown(folder, files, async () => {
    // An event sees the problems of the rules that may want it; what is kept is for all events.
    const settings = await settingsFrom({ files, unreadable, projectDir });
    // Problems are told by who makes the settings, each time.
    return settings.problems.length === 0 ? encodeKnown(settings) : "";
  });
  return await settingsFrom(sources);
}
