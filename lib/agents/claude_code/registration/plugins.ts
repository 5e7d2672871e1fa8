/**
 * The Claude Code plugin that registers fasthook: where it is enabled, and what it runs.
 *
 * Facts about Claude Code were tried with 2.1.330. A plugin of one session (`--plugin-dir`) is in no file.
 *
 * @module
 */
import { field, isObject, type JsonObject, objectField, textField } from "../../../text/json_object.ts";
import { readPlainText } from "../../../system/plain_file.ts";
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

/** A manifest is a page. */
const MAX_PLUGIN_BYTES = 1024 * 1024;

/** Folders below `skills` in the person's configuration are loaded as plugins of this place. */
const SKILLS_ID = `${PLUGIN_NAME}@skills-dir`;

/** The closest file decides about a plugin. */
const CLOSEST_FIRST = ["managed", "local", "project", "user"];

/**
 * Finds the enabled plugins that are ours. Claude Code loads one of each name, and prefers an installed one.
 *
 * @param files The settings files that are there.
 * @param surroundings The environment and the folder.
 * @returns The plugins; none for those that are switched off.
 */
export function findEnabledPlugins(
  files: readonly EnablingFile[],
  surroundings: Surroundings,
): EnabledPlugin[] {
  const inOrder = CLOSEST_FIRST.flatMap((scope) => files.filter((file) => file.scope === scope));
  const ids = inOrder.flatMap(({ json }) => Object.keys(objectField(json, "enabledPlugins")))
    .filter((id) => id.startsWith(`${PLUGIN_NAME}@`) && id !== SKILLS_ID);
  const installed = [...new Set(ids)].flatMap((id) => {
    const deciding = findDecidingFile(inOrder, id);
    if (deciding === undefined || objectField(deciding.json, "enabledPlugins")[id] !== true) return [];
    return [readPlugin(folderOf(id, surroundings), { id, enabledBy: deciding.path })];
  });
  if (installed.length > 0) return installed;
  const folder = `${configFolder(surroundings)}/skills/${PLUGIN_NAME}`;
  const deciding = findDecidingFile(inOrder, SKILLS_ID);
  const isOff = deciding !== undefined && objectField(deciding.json, "enabledPlugins")[SKILLS_ID] === false;
  return isOff || readJsonFile(`${folder}/.claude-plugin/plugin.json`) === undefined
    ? []
    : [readPlugin(folder, { id: SKILLS_ID, enabledBy: folder })];
}

function findDecidingFile(inOrder: readonly EnablingFile[], id: string): EnablingFile | undefined {
  return inOrder.find(({ json }) => typeof field(objectField(json, "enabledPlugins"), id) === "boolean");
}

/** Where Claude Code says that it put a plugin; it may be installed for several projects. */
function folderOf(id: string, surroundings: Surroundings): string | undefined {
  const installed = readJsonFile(`${configFolder(surroundings)}/plugins/installed_plugins.json`) ?? {};
  const copies = field(objectField(installed, "plugins"), id);
  const [copy] = Array.isArray(copies) ? copies.filter(isObject) : [];
  const path = copy === undefined ? "" : textField(copy, "installPath");
  return path === "" ? undefined : path;
}

function readPlugin(
  folder: string | undefined,
  plugin: Pick<EnabledPlugin, "id" | "enabledBy">,
): EnabledPlugin {
  const json = folder === undefined ? undefined : readJsonFile(`${folder}/hooks/hooks.json`);
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

function readJsonFile(path: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(readPlainText(path, { maxBytes: MAX_PLUGIN_BYTES }));
    return isObject(json) ? json : undefined;
  } catch (error) {
    // Claude Code also takes a file that it cannot read for missing.
    if (
      !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
        error instanceof Deno.errors.PermissionDenied || error instanceof SyntaxError)
    ) throw error;
    return undefined;
  }
}
