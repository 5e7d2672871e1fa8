/**
 * Checks configuration files with the names of the linters and analyzers there are.
 *
 * @module
 */
import { projectDirOf } from "../agents/table.ts";
import { ANALYZERS } from "../analyzers/table.ts";
import { loadSettings } from "../config/load.ts";
import { PACKS } from "../config/packs/table.ts";
import { type ConfigPlaces, configPlaces } from "../config/places.ts";
import { type ConfigSources, settingsFrom } from "../config/parse.ts";
import type { ConfigNames } from "../config/schema.ts";
import type { Settings } from "../config/settings.ts";
import { LINTERS } from "../linters/table.ts";
import type { ReadVariable } from "../state/folder.ts";

/** The names that a configuration may use. */
export const NAMES: ConfigNames = {
  linters: LINTERS.map(({ id }) => id),
  groups: [...ANALYZERS.map(({ id }) => id), ...PACKS.map(({ name }) => name)],
};

/**
 * Makes settings of configuration files.
 *
 * @param sources What was read.
 * @returns The settings; what cannot be used is listed in their problems.
 */
export async function checkSettings(sources: ConfigSources): Promise<Settings> {
  return await settingsFrom(sources, NAMES);
}

/**
 * Loads the settings that hold in a folder, all rules of the files checked.
 *
 * @param cwd The folder.
 * @param env Reads the environment, which says where the files are.
 * @returns The settings; what cannot be used is listed in their problems.
 */
export async function loadCheckedSettings(cwd: string, env: ReadVariable): Promise<Settings> {
  return await loadSettings(cwd, { env, projectDir: projectDirOf(env), make: checkSettings });
}

/**
 * Finds the places of the configuration files that hold in a folder.
 *
 * @param cwd The folder that a command runs in.
 * @param env Reads the environment.
 * @returns The places, whether or not files are there.
 */
export function placesOf(cwd: string, env: ReadVariable): ConfigPlaces {
  return configPlaces(cwd, { env, projectDir: projectDirOf(env) });
}
