/**
 * Says which file or folder was meant by one that does not exist.
 *
 * @module
 */
import { hasTarget } from "../../system/files.ts";
import { isInside } from "../../text/path.ts";
import { quotable } from "../../text/clean.ts";
import { type NearestPath, nearestPath } from "../../text/nearest_path.ts";
import { runsOf } from "../../text/shell_runs.ts";
import { isOneOf } from "../../text/word_list.ts";
import type { Addition, Project } from "./project.ts";
import { FOLDERS } from "./project_folders.ts";
import type { Texts } from "./texts.ts";

const MAX_PATHS = 5;
const MAX_PATH_UNITS = 200;

/** How programs say that a path does not exist. */
const MISSING: readonly RegExp[] = [
  /no such file or directory, \w+ '([^']+)'/,
  /['"\u2018]([^'"\u2018\u2019]+)['"\u2019](?: for reading)?: [Nn]o such file or directory\b/,
  /(?:^|: |\s)['"\u2018]?([^\s'"\u2018\u2019:]+)['"\u2019]?(?: for reading)?: [Nn]o such file or directory\b/,
  /[Nn]o such file or directory: ['"]?([^\s'"]+)/,
  /can't open file '([^']+)'/,
  /file or directory not found: (\S+)/,
  /pathspec '([^']+)' did not match/,
  /Cannot find module '(\/[^']+)'/,
  /cannot open (\S+): No such file/,
  /could not find `(Cargo\.toml)`/,
  /^go: (go\.mod) file not found/,
  /(?:Path|Directory) does not exist: (\S.*?)(?:\.? Note:|\.?$)/,
];

/** The client's own guess. */
const GUESSED = "Did you mean";

/**
 * Looks for the path that was meant.
 *
 * @param texts The call that did not find a path.
 * @param project The project.
 * @returns What to say; `undefined` when nothing near is there.
 */
export function meantPath(texts: Texts, project: Project): Addition | undefined {
  const { call } = texts;
  if (call.error.includes(GUESSED)) return undefined;
  if (call.missing) return meant(call.path, project.cwd, project);
  for (const { path, line } of missingPaths(texts)) {
    for (const folder of foldersOf(call.command, project.cwd, line)) {
      const found = parentText({ path, line, command: call.command }, { cwd: folder, project }) ??
        meant(path, folder, project);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function meant(path: string, cwd: string, { root }: Project): Addition | undefined {
  if (/[*?\\$]/.test(path) || hasTarget(path.startsWith("/") ? path : `${cwd}/${path}`)) return undefined;
  const nearest = nearestPath({ path, cwd, root }, FOLDERS);
  return nearest && { text: textOf(path, nearest, cwd), topic: path };
}

function textOf(path: string, nearest: NearestPath, cwd: string): string {
  const near = path.startsWith("/") || !isInside(nearest.path, cwd) || nearest.path === cwd
    ? nearest.path
    : nearest.path.slice(cwd.length + 1);
  const [missing, there] = [path, near].map((text) => `\`${quotable(text, MAX_PATH_UNITS)}\``);
  switch (nearest.kind) {
    case "inside":
      return nearest.path === cwd
        ? `the current folder is ${there} already: leave the \`cd\` out.`
        : `${missing} repeats a folder that the path is in already: it is ${there}.`;
    case "similar":
      return `${missing} does not exist, but ${there} does.`;
    case "elsewhere":
      return `${missing} does not exist; a file or folder of that name is ${there}.`;
  }
}

/** How programs say that they could not make something. */
const CREATING = /cannot (?:create|touch|make|move .+ to|open .+ for writing)|^tee: /;
/** A shell names a file that it was to write into, but also one that it was to run. */
const SHELL = /^\S*sh: (?!.*\bcd: )/;

/** Nothing can be made in a folder that is not there. */
function parentText(
  { path, line, command }: MissingLine & { readonly command: string },
  { cwd, project }: { readonly cwd: string; readonly project: Project },
): Addition | undefined {
  const slash = path.lastIndexOf("/");
  const isCreating = CREATING.test(line) || SHELL.test(line) && command.includes(">");
  if (!isCreating || slash <= 0) return undefined;
  const parent = path.slice(0, slash);
  const whole = parent.startsWith("/") ? parent : `${cwd}/${parent}`;
  if (!isInside(whole, project.root) || hasTarget(whole)) return undefined;
  const folder = `\`${quotable(parent, MAX_PATH_UNITS)}\``;
  return meant(parent, cwd, project) ??
    { text: `the folder ${folder} does not exist: make it first with \`mkdir -p\`.`, topic: path };
}

interface MissingLine {
  readonly path: string;
  readonly line: string;
}

function missingPaths(texts: Texts): MissingLine[] {
  const { call } = texts;
  const text = call.status === "succeeded" ? texts.get("named") : texts.get("program") || texts.get("client");
  const found: MissingLine[] = [];
  for (const line of text.split("\n")) {
    // What has gone need not be removed.
    if (
      !/[Nn]o such file|ot f(?:ound|ind)|did not match|an(?:not|'t) (?:find|open)|oes not exist|ould not (?:be found|open)|o files match/
        .test(line)
    ) continue;
    if (/cannot (?:remove|unlink)|\brm(?:dir)?:|\bunlink\b/.test(line)) continue;
    const start = line.slice(0, 1000);
    const path = MISSING.map((pattern) => pattern.exec(start)?.[1]).find((path) => path !== undefined);
    const named = call.status === "succeeded" ? [] : namedIn(start, call.command);
    for (const missing of new Set([...path === undefined ? [] : [path], ...named])) {
      // A succeeded command may show what others did not find.
      if (call.status !== "succeeded" || call.command.includes(missing)) found.push({ path: missing, line });
    }
    if (found.length >= MAX_PATHS) break;
  }
  return found;
}

/** The words of a command that a line says are missing: paths, and others where the line speaks of files. */
function namedIn(line: string, command: string): string[] {
  const isAboutFiles = /\b(?:file|directory|folder|path|dir)\b/i.test(line);
  return runsOf(command).filter(({ program }) => isAboutFiles || !isOneOf(FETCHING, program))
    .flatMap(({ words }) => words.slice(1))
    .map((word) => word.replace(/^--?[\w-]+=/, "").replace(/\/(?:\.\.\.)?$/, ""))
    .filter((word) =>
      (isAboutFiles || /[./]/.test(word)) && /^[^-*?$\\]{3,}$/.test(word) && isIn(line, word)
    );
}

/** Whether a line holds a word or a path that ends with it. */
function isIn(line: string, word: string): boolean {
  const at = line.indexOf(word.replace(/^\.\//, ""));
  const after = line.charAt(at + word.replace(/^\.\//, "").length);
  return at >= 0 && !/[\w-]/.test(line.charAt(at - 1)) && !/[\w-]/.test(after);
}

/** Programs whose arguments may be names of something elsewhere. */
const FETCHING = " npm pnpm yarn npx pip pip3 uv cargo go docker podman curl wget apt apt-get brew gh ";

/** The folders that a path may count from: the session's, and the one that the command changed to. */
function foldersOf(command: string, cwd: string, line: string): string[] {
  const isOwnCd = /\bcd:/.test(line);
  const [first] = runsOf(command);
  const target = first?.program === "cd" && !isOwnCd ? first.words[1] ?? "" : "";
  if (target === "" || target === "-") return [cwd];
  const folder = target.startsWith("/") ? target : `${cwd}/${target}`;
  return hasTarget(folder) ? [folder.replace(/\/$/, "")] : [cwd];
}
