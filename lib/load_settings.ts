/**
 * The settings for a folder: the defaults at no cost where there is no file, else what the files say.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./config.ts";
import { configPlaces, type FoundConfig, readConfigFiles } from "./config_files.ts";
import { DEFAULTS, type Settings } from "./settings.ts";

/** What loading depends on beside the folder. */
export interface LoadOptions {
  /** The event they are for: rules that name other tools are left out unchecked. All rules without one. */
  readonly event?: EventCalls;
  /** What there is of configuration, where it is known already. */
  readonly found?: FoundConfig | undefined;
  /** Begins to make settings; without it all that the files say is checked. */
  readonly open?: OpenSettings | undefined;
}

/** Begins to make settings of what there is, before it is known what for. */
export type OpenSettings = (found: FoundConfig) => MakeSettings;

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
  { event, found = readConfigFiles(configPlaces(cwd)), open = madeAnew }: LoadOptions = {},
): Promise<Settings> {
  const { places: { projectDir }, files, unreadable } = found;
  if (files.length === 0 && unreadable.length === 0) return { ...DEFAULTS, projectDir };
  return await open(found)({ files, unreadable, projectDir, ...(event && { event }) });
}

function madeAnew(): MakeSettings {
  return async (sources) => {
    const { settingsFrom } = await import("./config.ts");
    return await settingsFrom(sources);
  };
}
