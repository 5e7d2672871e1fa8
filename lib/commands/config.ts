/**
 * `fasthook config`: every setting in force and where it comes from, the JSON Schema, and the person's own file.
 *
 * @module
 */
import { cut, visibleJson } from "../text/clean.ts";
import type { ConfigPlaces } from "../config/places.ts";
import { jsonSchema } from "../config/json_schema.ts";
import { infoOf } from "../system/files.ts";
import { readSettings, writeSettings } from "../system/user_file.ts";
import { printClean, printText } from "../system/terminal.ts";
import { NAMES, placesOf } from "../hook/check_settings.ts";
import type { ConfigProblem } from "../config/settings.ts";
import { localDay } from "../text/day.ts";
import { UserError } from "../text/user_error.ts";
import { UsageError } from "../text/usage_error.ts";
import { shellWord } from "../text/shell_word.ts";
import { type ListedSetting, listSettings } from "./config/list_settings.ts";
import { checkConfiguration, type CheckedConfiguration, placeOf } from "./shared/config_problems.ts";
import { type Options, withOptions } from "./shared/options.ts";
import type { Run } from "./table.ts";
import type { Host } from "../state/host.ts";

/** What a new file holds. */
const NEW_FILE = `{
  // Every setting: fasthook config; their meaning: fasthook config --schema
  // "mute": [{ "rule": "errors/timeout", "until": "2027-01-31" }]
}
`;

/** Runs the command. */
export const run: Run = withOptions("config", async (options: Options, { env, now }: Host) => {
  const { flags, operands: [action] } = options;
  if (action !== undefined) return withFile(action, fileFor(options, placesOf(Deno.cwd(), env)));
  if (flags.has("repo")) throw new UsageError("Cannot use --repo alone", "fasthook config path --repo");
  if (flags.has("schema")) {
    printClean(Deno.stdout, jsonSchema(NAMES));
    return 0;
  }
  const checked = await checkConfiguration(Deno.cwd(), env);
  const listed = await listSettings({ ...checked, today: localDay(now()) });
  if (flags.has("json")) printClean(Deno.stdout, visibleJson(jsonOf(checked, listed)));
  else printText(Deno.stdout, textOf(checked, listed));
  return checked.problems.length === 0 ? 0 : 1;
});

function fileFor({ flags }: Options, { user, repository }: ConfigPlaces): string {
  const path = flags.has("repo") ? repository : user;
  if (path !== "") return path;
  throw flags.has("repo")
    ? new UserError("Cannot find the repository's file: this folder is in no project", "git init")
    : new UserError("Cannot find your configuration", "set HOME, or FASTHOOK_CONFIG to a file");
}

function withFile(action: string, path: string): number {
  if (action === "init") makeFile(path);
  if (action !== "edit") {
    printClean(Deno.stdout, `${path}\n`);
    return 0;
  }
  if (infoOf(path) === undefined) makeFile(path);
  throw new UserError(
    "Cannot start an editor: fasthook may start linters, and no other program",
    `"\${EDITOR:-vi}" ${shellWord(path)}`,
  );
}

function makeFile(path: string): void {
  if (infoOf(path) !== undefined) {
    throw new UserError(`Cannot make ${path}: it is there already`, "fasthook config edit");
  }
  writeSettings(readSettings(path), NEW_FILE);
}

function jsonOf({ settings, problems }: CheckedConfiguration, listed: readonly ListedSetting[]): string {
  const { texts, linters, ...rest } = settings;
  const json = {
    ...rest,
    texts: Object.fromEntries(texts),
    linters: { ...linters, switches: Object.fromEntries(linters.switches) },
    origins: Object.fromEntries(listed.map(({ key, origin }) => [key, origin])),
    problems,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function textOf(
  { places, configs, problems }: CheckedConfiguration,
  listed: readonly ListedSetting[],
): string {
  const place = (path: string): string => {
    if (path === "") return "no place for one";
    return configs.some(({ file }) => file.path === path) ? path : `${path} (not there)`;
  };
  const width = Math.max(...listed.map(({ key }) => key.length));
  return [
    `user        ${place(places.user)}\nrepository  ${place(places.repository)}\n\n`,
    ...listed.map((setting) => `${settingText(setting, width)}\n`),
    ...problems.map((problem) => `\n${problemText(problem)}\n`),
  ].join("");
}

function problemText(problem: ConfigProblem): string {
  const { message, fix } = problem;
  return `problem  ${placeOf(problem)}\n         ${message}${fix === "" ? "" : `\n         fix: ${fix}`}`;
}

/** Settings that a file sets take two lines, the others one. */
function settingText({ key, value, origin, note }: ListedSetting, width: number): string {
  const text = `${key.padEnd(width)}  ${cut(JSON.stringify(value), 70)}`;
  if (origin === "default") return `${text}  (default)`;
  return `${text}\n${" ".repeat(width)}  from ${origin}${note === "" ? "" : `; ${note}`}`;
}
