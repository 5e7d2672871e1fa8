/**
 * Which JSON a file's program reads. A test compares the names with those that GitHub's linguist lists.
 *
 * @module
 */
import { isStrictJson } from "../agents/strict_json.ts";

/** What a program accepts: JSON alone, also comments and a comma before a closing bracket, or all of JSON5. */
export type Dialect = "json" | "jsonc" | "json5";

/** Programs with a JSON5 parser: Babel, Parcel, Renovate, Expo. */
const JSON5 =
  /\.json5$|\/(?:(?:babel\.config|\.babelrc|\.parcelrc|\.?renovate(?:rc)?|app|eas)\.json|\.babelrc)$/;

/** Endings that say so. */
const JSONC_ENDINGS = /\.(?:jsonc|hujson|code-(?:workspace|snippets)|sublime[-_]\w+(?:-\w+)?)$/;

/** Folders whose files their programs read so: editors, containers, Rush. */
const JSONC_FOLDERS =
  /\/(?:\.vscode|\.devcontainer|\.zed|\.cursor|\.github|\.config|common\/config\/rush|config\/rush)\//;

/** Names before `.json`, with other parts after or before them: `appsettings.Development.json`, `base.tsconfig.json`. */
const JSONC_NAMES = new Set(
  // TypeScript and build tools; the compilers of Angular, Nx, Rush and ReScript.
  ("tsconfig jsconfig tsdoc typedoc ts-node api-extractor jest.config nx project turbo angular ng-package nest-cli rush " +
    "rush-project heft rig rescript bsconfig wrangler deno " +
    // Linters, formatters and spell checkers; type checkers of Python.
    "biome dprint oxlint tslint knip cspell stylecop pyrightconfig basedpyrightconfig lefthook selene " +
    // Everything that .NET and Azure read through their own parser.
    "appsettings launchsettings global omnisharp runtimeconfig.template host local.settings function bundleconfig " +
    "compilerconfig libman azuredeploy tasks.vs launch.vs cppproperties " +
    // Editors, containers, Firebase.
    "settings launch tasks extensions keybindings c_cpp_properties language-configuration devcontainer firebase " +
    "database.rules").split(" "),
);

/**
 * Finds out which JSON the program of a file reads.
 *
 * @param path The file, with slashes.
 * @returns Its dialect; plain JSON where nothing is known.
 */
export function dialectOf(path: string): Dialect {
  const whole = `/${path}`.toLowerCase();
  if (isStrictJson(path)) return "json";
  if (JSON5.test(whole)) return "json5";
  const name = whole.slice(whole.lastIndexOf("/") + 1);
  // A name that begins with a dot is a program's configuration, and most of these take comments.
  if (name.startsWith(".") || JSONC_ENDINGS.test(name) || JSONC_FOLDERS.test(whole)) return "jsonc";
  return /^tsconfig-/.test(name) || stemsOf(name).some((stem) => JSONC_NAMES.has(stem)) ? "jsonc" : "json";
}

/** For `a.b.json` these are `a`, `a.b` and `b`. */
function stemsOf(name: string): string[] {
  const stem = name.replace(/\.json$/, "");
  return [
    ...[...stem.matchAll(/\.|$/g)].map(({ index }) => stem.slice(0, index)),
    stem.slice(stem.lastIndexOf(".") + 1),
  ];
}
