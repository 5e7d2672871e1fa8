/**
 * Is fasthook registered, once, as it would be today, and does Claude Code run it?
 *
 * @module
 */
import { UserError } from "../../text/user_error.ts";
import { field, isObject, type JsonObject } from "../../text/json_object.ts";
import { addFasthook, findOurs, type FoundEntry } from "../../agents/claude_code/registration/change.ts";
import type { HookEntry, Registration } from "../../agents/claude_code/registration/entries.ts";
import { settingsFiles, type Surroundings } from "../../agents/claude_code/registration/places.ts";
import { findSettingsProblems } from "../../agents/claude_code/registration/problems.ts";
import { readSettings, type SettingsFile } from "../../system/user_file.ts";
import { type Check, ok, wrong } from "./check.ts";

/** A settings file that is there. */
export interface InspectedFile {
  /** Whose settings it holds. */
  readonly scope: string;
  /** The file. */
  readonly file: SettingsFile;
  /** What it holds; empty where it is not plain JSON. */
  readonly json: JsonObject;
  /** The entries of ours. */
  readonly ours: readonly FoundEntry[];
}

/** Where an administrator's settings are, by operating system. */
const MANAGED: Readonly<Record<string, string>> = {
  darwin: "/Library/Application Support/ClaudeCode/managed-settings.json",
  windows: "C:\\ProgramData\\ClaudeCode\\managed-settings.json",
};
const MANAGED_ELSEWHERE = "/etc/claude-code/managed-settings.json";

/**
 * Reads all settings files that are there.
 *
 * @param surroundings The environment and the folder.
 * @returns The files that can be read, and what is wrong with them and with the others.
 */
export function inspectSettings(
  surroundings: Surroundings,
): { readonly files: readonly InspectedFile[]; readonly checks: readonly Check[] } {
  const files: InspectedFile[] = [];
  const checks: Check[] = [];
  const managed = MANAGED[Deno.build.os] ?? MANAGED_ELSEWHERE;
  for (const { scope, path } of [...settingsFiles(surroundings), { scope: "managed", path: managed }]) {
    try {
      const file = readSettings(path);
      if (!file.exists) continue;
      const problems = findSettingsProblems(file.text);
      checks.push(
        ...problems.map(({ line, isUnsure, message, fix }): Check => ({
          name: "settings",
          status: isUnsure ? "note" : "wrong",
          message: `${path}:${line}: ${message}`,
          fix,
        })),
      );
      if (problems.every(({ isUnsure }) => isUnsure)) checks.push(ok("settings", `${path} is valid`));
      files.push({ scope, file, ...contentsOf(file) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      checks.push(wrong("settings", { message: error.message, fix: error.fix }));
    }
  }
  return { files, checks };
}

/**
 * Judges the registration.
 *
 * @param files The settings files that are there.
 * @param wanted How many plugins register fasthook, and the entries that a settings file needs.
 * @returns What was found.
 */
export function registrationChecks(
  files: readonly InspectedFile[],
  { pluginCount, entries }: { readonly pluginCount: number; readonly entries: readonly HookEntry[] },
): readonly Check[] {
  if (pluginCount === 0 && !files.some(({ ours }) => ours.length > 0)) {
    return [wrong("registered", {
      message: "fasthook is in no settings file and no plugin (one of claude --plugin-dir cannot be seen)",
      fix: "fasthook init",
    })];
  }
  const complete = files.flatMap((file) => checkCompleteness(file, entries));
  return [...complete, ...findDoubles(files), ...findSwitchedOff(files)];
}

function contentsOf({ text, path }: SettingsFile): Pick<InspectedFile, "json" | "ours"> {
  try {
    const json: unknown = JSON.parse(text);
    return { json: isObject(json) ? json : {}, ours: isObject(json) ? findOurs(text, path) : [] };
  } catch (error) {
    // Not plain JSON: Claude Code ignores it, and the problem is listed already.
    if (!(error instanceof SyntaxError || error instanceof UserError)) throw error;
    return { json: {}, ours: [] };
  }
}

/** Whether an entry is missing, or older than what init would write. */
function checkCompleteness(
  { scope, file, ours }: InspectedFile,
  entries: readonly HookEntry[],
): readonly Check[] {
  const [first] = ours;
  if (first === undefined) return [];
  const { registration } = first;
  const missing = entries.filter(({ event }) => !ours.some((found) => found.event === event));
  const fix = `fasthook init --${scope} --reply ${registration.reply}`;
  if (missing.length > 0) {
    const names = missing.map(({ event }) => event).join(", ");
    return [wrong("registered", { message: `${file.path} lacks ${names}`, fix })];
  }
  const isCurrent = addFasthook(file.text, { path: file.path, registration, entries }) === file.text;
  return [
    isCurrent
      ? ok("registered", `${file.path} runs ${lineOf(registration)}`)
      : wrong("registered", { message: `${file.path} holds older entries`, fix }),
  ];
}

/** The same command line runs once, whichever files have it; any difference makes it run twice. */
function findDoubles(files: readonly InspectedFile[]): readonly Check[] {
  const lines = new Set(files.flatMap(({ ours }) => ours.map(({ registration }) => lineOf(registration))));
  if (lines.size < 2) return [];
  const places = files.filter(({ ours }) => ours.length > 0).map(({ file }) => file.path);
  // A project registers it for everyone, and a person for all projects: neither is a mistake.
  if (files.some(({ ours }) => ours.some(({ registration }) => registration.isOptional))) {
    return [{
      name: "registered",
      status: "note",
      message:
        `fasthook is started ${lines.size} times a call (${places.join(", ")}); the first one answers, ` +
        "the others are silent",
      fix: "",
    }];
  }
  return [wrong("registered", {
    message: `fasthook runs ${lines.size} times a call: ${places.join(", ")}`,
    fix: "fasthook uninstall, then fasthook init",
  })];
}

function lineOf({ command, reply, isOptional }: Registration): string {
  return `${command} --reply=${reply}${isOptional ? " where it is installed" : ""}`;
}

/** The closest file that says something decides: local before project before user; an administrator before all. */
function findSwitchedOff(files: readonly InspectedFile[]): readonly Check[] {
  const deciding =
    ["managed", "local", "project", "user"].flatMap((scope) =>
      files.filter((file) => file.scope === scope && field(file.json, "disableAllHooks") !== undefined)
    )[0];
  const managedOnly = files.find(({ json }) => field(json, "allowManagedHooksOnly") === true);
  return [
    ...(deciding?.json["disableAllHooks"] === true
      ? [wrong("enabled", {
        message: `"disableAllHooks" is true in ${deciding.file.path}`,
        fix: "take it out, or set it to false",
      })]
      : []),
    ...(managedOnly?.scope === "managed"
      ? [wrong("enabled", {
        message: `"allowManagedHooksOnly" is true in ${managedOnly.file.path}`,
        fix: "ask who manages this machine",
      })]
      : []),
  ];
}
