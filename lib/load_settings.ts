/**
 * The settings for a folder: the defaults at no cost where there is no file, else what the files say.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./config.ts";
import { configPlaces, readConfigFiles } from "./config_files.ts";
import { DEFAULTS, type Settings } from "./settings.ts";

/** What loading depends on beside the folder. */
export interface LoadOptions {
  /** The event they are for: rules that name other tools are left out unchecked. All rules without one. */
  readonly event?: EventCalls;
  /** Makes settings; without it all that the files say is checked. */
  readonly make?: MakeSettings | undefined;
}

/** Makes settings of configuration files. */
export type MakeSettings = (sources: ConfigSources) => Promise<Settings>;

/**
 * Loads the settings that hold in a folder.
 *
 * @param cwd The folder; "" when it is not known.
 * @param options The event, and how settings are made.
 * @returns The settings; what could not be used is listed in their problems.
 */
export async function loadSettings(
  cwd: string,
  { event, make = madeAnew }: LoadOptions = {},
): Promise<Settings> {
  const { places: { projectDir }, files, unreadable } = readConfigFiles(configPlaces(cwd));
  if (files.length === 0 && unreadable.length === 0) return { ...DEFAULTS, projectDir };
  return await make({ files, unreadable, projectDir, ...(event && { event }) });
}

async function madeAnew(sources: ConfigSources): Promise<Settings> {
  const { settingsFrom } = await import("./config.ts");
  return await settingsFrom(sources);
}
