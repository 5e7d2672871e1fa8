/**
 * Makes hook mode's settings: a configuration that had no problems is not checked again.
 *
 * @module
 */
import type { MakeSettings } from "../config/load.ts";
import type { Host } from "../state/host.ts";

/**
 * Makes settings with the host's cache of them.
 *
 * @param host Its state folder.
 * @returns What makes settings of configuration files; only called where there is one.
 */
export function createSettingsMaker({ stateFolder }: Host): MakeSettings {
  return async (sources) => {
    const loading = import("../config/cached.ts");
    // Looked for while that is loaded.
    const folder = stateFolder();
    return await (await loading).readThroughCache(sources, { folder, make: check });
  };
}

const check: MakeSettings = async (sources) => {
  const { checkSettings } = await import("./check_settings.ts");
  return await checkSettings(sources);
};
