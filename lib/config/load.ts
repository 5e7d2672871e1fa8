/**
 * The settings for a folder: the defaults at no cost where there is no file, else what the files say.
 *
 * @module
 */
import type { ConfigSources, EventCalls } from "./parse.ts";
import { configPlaces, type FoundConfig, type ProjectOptions, readConfigFiles } from "./places.ts";
import { DEFAULTS, type Settings } from "./settings.ts";

/** What loading depends on besides the folder. */
export interface LoadOptions extends ProjectOptions {
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
 * @param options The environment, the project, the event, and how settings are made.
 * @returns The settings; what could not be used is listed in their problems.
 */
export async function loadSettings(
  cwd: string,
  { event, make, ...project }: LoadOptions,
): Promise<Settings> {
  const found = readConfigFiles(configPlaces(cwd, project));
  const { places: { projectDir }, files, unreadable } = found;
  return defaultsOf(found) ?? await make({ files, unreadable, projectDir, ...(event && { event }) });
}

/**
 * Gives the settings that hold in a folder without any configuration.
 *
 * @param cwd The folder; "" when it is not known.
 * @param project The environment, and the project's folder if the agent names it.
 * @returns The defaults; `undefined` where there is a configuration file.
 */
export function defaultSettings(cwd: string, project: ProjectOptions): Settings | undefined {
  return defaultsOf(readConfigFiles(configPlaces(cwd, project)));
}

function defaultsOf({ places: { projectDir }, files, unreadable }: FoundConfig): Settings | undefined {
  return files.length === 0 && unreadable.length === 0 ? { ...DEFAULTS, projectDir } : undefined;
}
