/**
 * The settings for a folder: the defaults at no cost where there is no file, else what the files say.
 *
 * @module
 */
import { configPlaces, type FoundConfig, readConfigFiles } from "./config_files.ts";
import type { HookEvent } from "./event.ts";
import { DEFAULTS, type Settings } from "./settings.ts";

/**
 * Loads the settings that hold in a folder.
 *
 * @param cwd The folder; "" when it is not known.
 * @param event The event they are for: rules that name other tools are left out unchecked. All rules without one.
 * @param found What there is of configuration, where it is known already.
 * @returns The settings; what could not be used is listed in their problems.
 */
export async function loadSettings(
  cwd: string,
  event?: HookEvent,
  { places, files, unreadable }: FoundConfig = readConfigFiles(configPlaces(cwd)),
): Promise<Settings> {
  if (files.length === 0 && unreadable.length === 0) return { ...DEFAULTS, projectDir: places.projectDir };
  const { settingsFrom } = await import("./config.ts");
  return await settingsFrom({ files, unreadable, projectDir: places.projectDir, ...(event && { event }) });
}
