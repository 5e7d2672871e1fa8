/**
 * Says why a module was not found, if the project shows it: another environment, not installed, another folder.
 *
 * @module
 */
import { hasTarget } from "../../system/files.ts";
import { textInside } from "../../system/readable.ts";
import { isInside } from "../../text/path.ts";
import { quotable } from "../../text/clean.ts";
import { field, isObject, objectField } from "../../text/json_object.ts";
import { nearestPath } from "../../text/nearest_path.ts";
import type { Addition, Project } from "./project.ts";
import { FOLDERS, foldersUp } from "./project_folders.ts";
import type { Texts } from "./texts.ts";

const MAX_FILE_BYTES = 256 * 1024;
const ENVIRONMENTS = [".venv", "venv", "env"];
/** Folders of packages that are not on the interpreter's path by themselves. */
const SOURCES = ["src", "lib", "python", ""];
const INSTALLERS: readonly (readonly [lock: string, command: string])[] = [
  ["package-lock.json", "npm ci"],
  ["pnpm-lock.yaml", "pnpm install"],
  ["yarn.lock", "yarn install"],
  ["bun.lock", "bun install"],
  ["bun.lockb", "bun install"],
];
const ENDINGS = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"];
const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/**
 * Looks for the reason why a module was not found.
 *
 * @param texts The call.
 * @param project The project.
 * @returns What to say; `undefined` when the project does not show a reason.
 */
export function missingModule(texts: Texts, project: Project): Addition | undefined {
  const text = texts.call.status === "succeeded" ? texts.get("hidden") : texts.get("program");
  const [, python] = /No module named '?([\w.]+)/.exec(text) ?? [];
  const found = python === undefined
    ? nodeModule(text, project)
    : pythonModule(python, texts.call.command, project);
  return found === undefined ? undefined : { text: found, topic: python ?? found };
}

function pythonModule(name: string, command: string, { cwd, root }: Project): string | undefined {
  const [top = name] = name.split(".");
  for (const folder of foldersUp(cwd, root)) {
    const source = SOURCES.find((source) => hasModule(folder, { source, name }));
    if (source !== undefined) {
      const place = quotePath(source === "" ? top : `${source}/${top}`, folder, cwd);
      const path = quotePath(source || ".", folder, cwd).replaceAll("`", "");
      return `\`${name}\` is a package of the project in ${place}, which is not on the interpreter's path: ` +
        `set \`PYTHONPATH=${path}\`, or install the project.`;
    }
    const environment = ENVIRONMENTS.find((name) => hasTarget(`${folder}/${name}/pyvenv.cfg`));
    if (environment === undefined || command.includes(`${environment}/`)) continue;
    return `\`${name}\` is not found by the interpreter that ran; the project has an environment of its own${
      hasPackage(`${folder}/${environment}`, top) ? ` with \`${top}\` in it` : ""
    }: run it with ${quotePath(`${environment}/bin/python`, folder, cwd)}.`;
  }
  return undefined;
}

/** Whether a folder holds a module; a package without a file of its own only where nothing else is expected. */
function hasModule(
  folder: string,
  { source, name }: { readonly source: string; readonly name: string },
): boolean {
  const path = [folder, source, ...name.split(".")].filter((part) => part !== "").join("/");
  return hasTarget(`${path}.py`) || hasTarget(source === "" ? `${path}/__init__.py` : path);
}

function hasPackage(environment: string, name: string): boolean {
  return FOLDERS.names(`${environment}/lib`).some((version) =>
    hasTarget(`${environment}/lib/${version}/site-packages/${name}`)
  );
}

function nodeModule(text: string, project: Project): string | undefined {
  const match =
    /(?:Cannot find (?:module|package)|[Ff]ailed to resolve import|Can't resolve|Could not resolve) ['"]([^'"]+)['"](?:.*(?:from|imported from|in) ['"]?([^'"\s]+))?/
      .exec(text);
  const [, name = "", written = ""] = match ?? [];
  if (name === "") return undefined;
  if (name.startsWith("/")) return relativeModule(name, project.cwd, project);
  const [, stack = ""] = /^- (\/\S+)$/m.exec(text) ?? [];
  const importer = written || stack;
  const folder = importer.startsWith("/") ? importer.slice(0, importer.lastIndexOf("/")) : project.cwd;
  if (name.startsWith(".")) return importer === "" ? undefined : relativeModule(name, folder, project);
  return isInside(folder, project.root) ? findUninstalled(packageOf(name), folder, project) : undefined;
}

function relativeModule(name: string, cwd: string, { root }: Project): string | undefined {
  // An import leaves the ending out.
  const nearest = ["", ...ENDINGS].filter((ending) => ending === "" || !name.endsWith(ending))
    .map((ending) => nearestPath({ path: name + ending, cwd, root }, FOLDERS))
    .find((found) => found !== undefined);
  const place = name.startsWith("/") ? "" : ` in \`${quotable(cwd, 200)}\``;
  return nearest &&
    `\`${quotable(name, 200)}\` does not exist${place}, but \`${quotable(nearest.path, 200)}\` does.`;
}

function packageOf(name: string): string {
  return name.split("/").slice(0, name.startsWith("@") ? 2 : 1).join("/");
}

/** A package that the nearest package.json asks for and that is in no node_modules. */
function findUninstalled(name: string, from: string, { root, cwd }: Project): string | undefined {
  const folders = foldersUp(from, root);
  if (folders.some((folder) => hasTarget(`${folder}/node_modules/${name}`))) return undefined;
  for (const folder of folders) {
    const file = textInside(`${folder}/package.json`, root, MAX_FILE_BYTES);
    if (file === "") continue;
    if (!asksFor(file, name)) return undefined;
    const installer = installerOf(foldersUp(folder, root));
    return `\`${name}\` is in ${
      quotePath("package.json", folder, cwd)
    } but not installed: run \`${installer}\`${folder === cwd ? "" : ` in \`${quotable(folder, 200)}\``}.`;
  }
  return undefined;
}

/** The package manager whose lock file is nearest: a workspace has one at its root. */
function installerOf(folders: readonly string[]): string {
  const locks = folders.flatMap((folder) => INSTALLERS.filter(([lock]) => hasTarget(`${folder}/${lock}`)));
  return locks[0]?.[1] ?? "npm install";
}

function asksFor(file: string, name: string): boolean {
  try {
    const json: unknown = JSON.parse(file);
    return isObject(json) && DEPENDENCIES.some((key) => field(objectField(json, key), name) !== undefined);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

/** A path as it is written from the session's folder. */
function quotePath(path: string, folder: string, cwd: string): string {
  return `\`${quotable(folder === cwd ? path : `${folder}/${path}`, 200)}\``;
}
