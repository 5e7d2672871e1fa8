/**
 * Finds this program's own file, and the file that a name on PATH means.
 *
 * @module
 */
import { withoutSlash } from "../text/path.ts";
import { UserError } from "../text/user_error.ts";
import { isFile, realPathIfAny, targetInfo } from "./files.ts";

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
 * @returns The same as {@linkcode ownPath}; `undefined` when this runs from source and nothing has been built.
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
 * Says how to put this program on PATH under the name by which fasthook may be started.
 *
 * @param own Its path, where there is one.
 * @param env Reads an environment variable.
 * @returns The next step.
 */
export function wayOntoPath(own: string | undefined, env: (name: string) => string | undefined): string {
  if (own === undefined) return `${BUILD}, then put dist/ on PATH`;
  const home = env("HOME") ?? "";
  const folders = pathFolders(env).map(withoutSlash);
  const folder = [`${home}/.local/bin`, `${home}/bin`].find((folder) => folders.includes(folder));
  // A program of another name cannot be reached by its folder.
  if (folder !== undefined || !own.endsWith(`/${NAME}`)) {
    return `ln -s ${own} ${folder ?? "a folder of PATH"}/${NAME}`;
  }
  return `add this line to the start-up file of your shell: export PATH="${
    own.slice(0, own.lastIndexOf("/"))
  }:$PATH"`;
}

/**
 * Returns the shortest command that starts a program: its name if PATH leads to the very same file.
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
 * Lists the programs of a name on PATH, in its order. Deno has looked the name up as this process began, and only the one
 * that it found may be started directly: asking for that costs less than the errors of all places that hold nothing.
 *
 * @param name One of the names in the permission to run.
 * @param env Reads an environment variable.
 * @returns The files that can be executed, each found as it is asked for.
 */
export function* programsOnPath(
  name: string,
  env: (name: string) => string | undefined,
): Iterable<string> {
  const places = placesOf(name, env);
  const first = places.find((place) => mayStart(place) && isExecutable(place));
  if (first !== undefined) yield first;
  for (const place of places) if (place !== first && isExecutable(place)) yield place;
}

/**
 * Says whether a program may be started. Hook mode may start programs by name only, so that no event and no
 * configuration can make it start another one.
 *
 * @param command A name, or a path.
 * @returns True for the names in the permission, and for the files on PATH that Deno found for them.
 */
export function mayStart(command: string): boolean {
  return Deno.permissions.querySync({ name: "run", command }).state === "granted";
}

/**
 * Finds a program of the operating system, from where only its administrator can put one; whatever PATH says.
 *
 * @param name One that the permission to run names with its path.
 * @returns Its path; `undefined` where the system has none.
 */
export function systemProgram(name: string): string | undefined {
  return ["/usr/bin", "/bin"].map((folder) => `${folder}/${name}`).find((path) =>
    isFile(path) && mayStart(path)
  );
}

/**
 * Lists the folders of PATH.
 *
 * @param env Reads an environment variable.
 * @returns The folders; an empty part, which is the current folder, is left out.
 */
export function pathFolders(env: (name: string) => string | undefined): string[] {
  return (env("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":").filter((folder) => folder !== "");
}

// No patterns here for a name on a POSIX system: a new process pays for each (deno task bench --only costs).
function placesOf(command: string, env: (name: string) => string | undefined): string[] {
  const windows = Deno.build.os === "windows";
  const endings = windows && !/\.\w+$/.test(command) ? [".exe", ".cmd", ".bat"] : [""];
  const places = command.includes("/") || command.includes("\\")
    ? [command]
    : pathFolders(env).map((folder) => `${withoutSlash(folder)}/${command}`);
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

/**
 * Reports whether a path leads to a program.
 *
 * @param path The path; links are followed.
 * @returns True for a file that may be executed.
 */
export function isExecutable(path: string): boolean {
  const stat = targetInfo(path);
  return stat?.isFile === true && (stat.mode === null || (stat.mode & 0o111) !== 0);
}
