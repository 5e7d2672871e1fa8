/**
 * Which program this is, and which one a name on PATH means.
 *
 * @module
 */
import { withoutSlash } from "../text/path.ts";
import { UserError } from "../text/user_error.ts";
import { isFile, realPathIfAny } from "./files.ts";

/** The name under which fasthook is installed. */
const NAME = "fasthook";

const BUILD = "npx -y deno@2.9.6 task build";

/**
 * Finds the file to start for another run of this program.
 *
 * @returns The compiled executable, or the launcher that `deno task build` writes.
 * @throws {UserError} When this runs from source and nothing has been built.
 */
export function ownPath(): string {
  if (Deno.build.standalone) return Deno.execPath();
  const main = decodeURIComponent(new URL(Deno.mainModule).pathname).replace(/^\/(?=[A-Za-z]:\/)/, "");
  const folder = main.slice(0, main.lastIndexOf("/"));
  const launcher = main.endsWith(".ts") ? `${folder}/dist/${NAME}` : `${folder}/${NAME}`;
  if (isFile(launcher)) return launcher;
  throw new UserError(
    `Cannot name the executable: wanted ${launcher}, got no file`,
    BUILD,
  );
}

/**
 * Finds the file to start for another run of this program, where there is one.
 *
 * @returns As {@linkcode ownPath}; `undefined` when this runs from source and nothing has been built.
 */
export function ownPathIfAny(): string | undefined {
  try {
    return ownPath();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

/**
 * Says how a program comes onto PATH under the name by which fasthook may be started.
 *
 * @param own Its path, where there is one.
 * @returns The next step.
 */
export function wayOntoPath(own: string | undefined): string {
  return own === undefined
    ? `${BUILD}, then put dist/ on PATH`
    : `ln -s ${own} ~/.local/bin/${NAME}, if that folder is on PATH`;
}

/**
 * Gives the shortest command that starts a program: its name where PATH leads to the very same file.
 *
 * @param path The program's path.
 * @param env Reads an environment variable.
 * @returns `fasthook`, or the path.
 */
export function shortestCommand(path: string, env: (name: string) => string | undefined): string {
  const found = onPath(NAME, env);
  return found !== undefined && realPath(found) === realPath(path) ? NAME : path;
}

/**
 * Looks a command up as the operating system does.
 *
 * @param command A name, or a path.
 * @param env Reads an environment variable.
 * @returns The first file on PATH of that name, the path itself, or `undefined` when there is no such file.
 */
export function onPath(command: string, env: (name: string) => string | undefined): string | undefined {
  return placesOf(command, env).find(isExecutable);
}

/**
 * Looks a program up that hook mode may start. Deno has looked for it as this process began, and only the place where it
 * found it may be started: asking for that costs less than the errors of all places that hold nothing.
 *
 * @param name One of the names in the permission to run.
 * @param env Reads an environment variable.
 * @returns As {@linkcode onPath}.
 */
export function startableOnPath(
  name: string,
  env: (name: string) => string | undefined,
): string | undefined {
  const places = placesOf(name, env);
  // Where everything may be started, as in tests, this is the first file, too.
  return places.find((place) => mayStart(place) && isExecutable(place)) ?? places.find(isExecutable);
}

/**
 * Tells whether a program may be started. Hook mode may start programs by name only, so that no event and no
 * configuration can make it start another one.
 *
 * @param command A name, or a path.
 * @returns True for what the permission names, and for the place on PATH where Deno found that.
 */
export function mayStart(command: string): boolean {
  return Deno.permissions.querySync({ name: "run", command }).state === "granted";
}

// No patterns here for a name on a POSIX system: a new process pays for each (deno task bench --only costs).
function placesOf(command: string, env: (name: string) => string | undefined): string[] {
  const windows = Deno.build.os === "windows";
  const endings = windows && !/\.\w+$/.test(command) ? [".exe", ".cmd", ".bat"] : [""];
  // An empty part of PATH is the current folder, where nothing is looked for.
  const folders = (env("PATH") ?? "").split(windows ? ";" : ":").filter((folder) => folder !== "");
  const places = command.includes("/") || command.includes("\\")
    ? [command]
    : folders.map((folder) => `${withoutSlash(folder)}/${command}`);
  return places.flatMap((place) => endings.map((ending) => place + ending));
}

/**
 * Resolves all links of a path.
 *
 * @param path Any path.
 * @returns The file it leads to, or the path itself where there is none.
 */
export function realPath(path: string): string {
  return realPathIfAny(path) ?? path;
}

function isExecutable(path: string): boolean {
  const stat = statOf(path);
  return stat?.isFile === true && (stat.mode === null || (stat.mode & 0o111) !== 0);
}

function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    // A folder on PATH that may not be read holds nothing that could be started.
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}
