/**
 * Is the plugin that registers fasthook enabled, and as it would be today?
 *
 * @module
 */
import type { EnabledPlugin } from "../../agents/claude_code/registration/plugins.ts";
import { type Check, ok, wrong } from "./check.ts";

/**
 * Judges the plugins that register fasthook.
 *
 * @param plugins Those that are enabled.
 * @param settings The settings files that register fasthook.
 * @returns What was found.
 */
export function pluginChecks(
  plugins: readonly EnabledPlugin[],
  settings: readonly string[],
): readonly Check[] {
  return [...plugins.map(pluginCheck), ...bothCheck(plugins, settings)];
}

function pluginCheck({ id, enabledBy, registration, isCurrent }: EnabledPlugin): Check {
  if (registration === undefined) {
    return wrong("plugin", {
      message: `${enabledBy} enables ${id}, whose hooks are not found`,
      fix: `claude plugin install ${id}`,
    });
  }
  if (!isCurrent) {
    return wrong("plugin", {
      message: `${id} holds the hooks of another version`,
      fix: `claude plugin update ${id}`,
    });
  }
  return ok("plugin", `${id} runs ${registration.command} --reply=${registration.reply}`);
}

/** Claude Code joins equal entries of settings files, but not those of plugins. */
function bothCheck(plugins: readonly EnabledPlugin[], settings: readonly string[]): readonly Check[] {
  const places = [...settings, ...plugins.map(({ id }) => id)];
  if (plugins.length === 0 || places.length < 2) return [];
  return [{
    name: "plugin",
    status: "note",
    message: `fasthook is started more than once a call (${places.join(", ")}); the first one answers, ` +
      "the others are silent",
    fix: "keep one: fasthook uninstall, or disable the plugin",
  }];
}
