/**
 * The settings for a folder: the defaults at no cost where there is no file, else what the files say.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./parse.ts";
import { configPlaces, type FoundConfig, readConfigFiles } from "./places.ts";
import { DEFAULTS, type Settings } from "./settings.ts";
import type { ReadVariable } from "../state/folder.ts";

/** What loading depends on besides the folder. */
export interface LoadOptions {
  /** Reads the environment, which says where the files are. */
  readonly env: ReadVariable;
  /** The event they are for: rules that name other tools are left out unchecked. All rules without one. */
  readonly event?: EventCalls;
  /** Makes settings where there are files. */
  readonly make: MakeSettings;
}

/** Makes settings of configuration files. */
export type MakeSettings = (sources: ConfigSources) => Promise<Settings>;

/**
 * Loads the settings that hold in a folder.
 *
 * @param cwd The folder; "" when it is not known.
 * @param options The environment, the event, and how settings are made.
 * @returns The settings; what could not be used is listed in their problems.
 */
export async function loadSettings(
  cwd: string,
  { env, event, make }: LoadOptions,
): Promise<Settings> {
  const found = readConfigFiles(configPlaces(cwd, env));
  const { places: { projectDir }, files, unreadable } = found;
  return defaultsOf(found) ?? await make({ files, unreadable, projectDir, ...(event && { event }) });
}

/**
 * Gives the settings that hold in a folder without any configuration.
 *
 * @param cwd The folder; "" when it is not known.
 * @param env Reads the environment.
 * @returns The defaults; `undefined` where there is a configuration file.
 */
export function defaultSettings(cwd: string, env: ReadVariable): Settings | undefined {
  return defaultsOf(readConfigFiles(configPlaces(cwd, env)));
}

function defaultsOf({ places: { projectDir }, files, unreadable }: FoundConfig): Settings | undefined {
  return files.length === 0 && unreadable.length === 0 ? { ...DEFAULTS, projectDir } : undefined;
}
