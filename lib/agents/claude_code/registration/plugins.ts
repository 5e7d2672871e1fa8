/**
 * The Claude Code plugin that registers fasthook: where it is enabled, and what it runs.
 *
 * Facts about Claude Code were tried with 2.1.330. A plugin of one session (`--plugin-dir`) leaves no trace in any file.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../../text/json_object.ts";
import { HOOK_ENTRIES, hooksFor, type Registration, registrationOf } from "./entries.ts";
import { configFolder, type Surroundings } from "./places.ts";

/** A settings file that may enable plugins. */
export interface EnablingFile {
  /** Whose settings it holds. */
  readonly scope: string;
  /** Its path. */
  readonly path: string;
  /** What it holds. */
  readonly json: JsonObject;
}

/** A plugin of ours that Claude Code loads in every session. */
export interface EnabledPlugin {
  /** Its name and where it came from, such as `fasthook@marketplace`. */
  readonly id: string;
  /** The settings file that enables it, or the folder that is loaded without being asked for. */
  readonly enabledBy: string;
  /** What its hooks run; `undefined` where its files are not found. */
  readonly registration?: Registration;
  /** Whether its hooks are those that this version registers. */
  readonly isCurrent: boolean;
}

/** The name in .claude-plugin/plugin.json. */
export const PLUGIN_NAME = "fasthook";

/** Folders below `skills` in the person's configuration are loaded as plugins of this place. */
const SKILLS_ID = `${PLUGIN_NAME}@skills-dir`;

/** For the same plugin the closest file decides. */
const CLOSEST_FIRST = ["managed", "local", "project", "user"];

/**
 * Finds the plugins of ours that are enabled. Claude Code loads one of each name: an installed one wins.
 *
 * @param files The settings files that are there.
 * @param surroundings The environment and the folder.
 * @returns The plugins; none for those that are switched off.
 */
export function enabledPlugins(files: readonly EnablingFile[], surroundings: Surroundings): EnabledPlugin[] {
  const inOrder = CLOSEST_FIRST.flatMap((scope) => files.filter((file) => file.scope === scope));
  const ids = inOrder.flatMap(({ json }) => Object.keys(objectField(json, "enabledPlugins")))
    .filter((id) => id.startsWith(`${PLUGIN_NAME}@`) && id !== SKILLS_ID);
  const installed = [...new Set(ids)].flatMap((id) => {
    const deciding = decidingFile(inOrder, id);
    if (deciding === undefined || objectField(deciding.json, "enabledPlugins")[id] !== true) return [];
    return [pluginIn(folderOf(id, surroundings), { id, enabledBy: deciding.path })];
  });
  if (installed.length > 0) return installed;
  const folder = `${configFolder(surroundings)}/skills/${PLUGIN_NAME}`;
  const deciding = decidingFile(inOrder, SKILLS_ID);
  const isOff = deciding !== undefined && objectField(deciding.json, "enabledPlugins")[SKILLS_ID] === false;
  return isOff || jsonIn(`${folder}/.claude-plugin/plugin.json`) === undefined
    ? []
    : [pluginIn(folder, { id: SKILLS_ID, enabledBy: folder })];
}

function decidingFile(inOrder: readonly EnablingFile[], id: string): EnablingFile | undefined {
  return inOrder.find(({ json }) => typeof field(objectField(json, "enabledPlugins"), id) === "boolean");
}

/** Where Claude Code says that it put a plugin; it may be installed for several projects. */
function folderOf(id: string, surroundings: Surroundings): string | undefined {
  const installed = jsonIn(`${configFolder(surroundings)}/plugins/installed_plugins.json`) ?? {};
  const copies = field(objectField(installed, "plugins"), id);
  const [copy] = Array.isArray(copies) ? copies.filter(isObject) : [];
  const path = copy === undefined ? "" : textField(copy, "installPath");
  return path === "" ? undefined : path;
}

function pluginIn(
  folder: string | undefined,
  plugin: Pick<EnabledPlugin, "id" | "enabledBy">,
): EnabledPlugin {
  const json = folder === undefined ? undefined : jsonIn(`${folder}/hooks/hooks.json`);
  if (json === undefined) return { ...plugin, isCurrent: false };
  const hooks = objectField(json, "hooks");
  const [registration] = HOOK_ENTRIES.flatMap(({ event }) => handlersOf(field(hooks, event)));
  if (registration === undefined) return { ...plugin, isCurrent: false };
  const isCurrent = JSON.stringify(hooks) === JSON.stringify(hooksFor(registration));
  return { ...plugin, registration, isCurrent };
}

function handlersOf(groups: unknown): Registration[] {
  const handlers = (Array.isArray(groups) ? groups : []).filter(isObject).map((group) =>
    field(group, "hooks")
  );
  return handlers.flat().flatMap((handler) => registrationOf(handler) ?? []);
}

function jsonIn(path: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(Deno.readTextFileSync(path));
    return isObject(json) ? json : undefined;
  } catch (error) {
    // What cannot be read is not there, for Claude Code too.
    if (
      !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
        error instanceof Deno.errors.PermissionDenied || error instanceof SyntaxError)
    ) throw error;
    return undefined;
  }
}
