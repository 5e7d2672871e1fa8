/**
 * Where a linter's program is, and whether it may be started: from PATH, out of the project's reach and of other
 * people's.
 *
 * @module
 */
import { pathFolders, programsOnPath } from "../system/executable.ts";
import { realPathIfAny } from "../system/files.ts";
import { repositoryRoot } from "../system/repository.ts";
import { globTest } from "../text/glob.ts";
import { withoutSlash } from "../text/path.ts";

/** A program that may be started. */
export interface FoundProgram {
  /** It may be started. */
  readonly kind: "found";
  /** The command that starts it. */
  readonly command: readonly [string, ...string[]];
  /** The file that it is, without links. */
  readonly file: string;
}

/** A program, or why there is none. */
export type Program =
  | FoundProgram
  | { readonly kind: "refused"; readonly file: string; readonly why: string }
  | { readonly kind: "absent" };

/** Where to look. */
export interface ProgramPlaces {
  /** Reads an environment variable. */
  readonly env: (name: string) => string | undefined;
  /** The project's folder. */
  readonly projectDir: string;
  /** Globs for the projects whose own programs the user allows. */
  readonly ownPrograms: readonly string[];
}

const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * Finds a program that may be started: the first one on PATH that is out of the project's reach.
 *
 * @param name Its name.
 * @param places PATH and the project.
 * @returns The command that starts it, or why it is not started.
 */
export function findProgram(name: string, places: ProgramPlaces): Program {
  const { projectDir, ownPrograms } = places;
  if (projectDir !== "" && ownPrograms.some((glob) => globTest(glob)(projectDir))) {
    const own = ownProgram(name, places);
    if (own !== undefined) return own;
  }
  return firstTrusted(name, places);
}

function firstTrusted(name: string, { env, projectDir }: ProgramPlaces): Program {
  const reach = new Reach(projectDir, env);
  let first: Program = { kind: "absent" };
  for (const path of programsOnPath(name, env)) {
    const program = reach.judge(path);
    if (program.kind === "found") return program;
    if (first.kind === "absent") first = program;
  }
  return first;
}

/** A project's own program. Those in node_modules/.bin are scripts: Deno may start node, not any file. */
function ownProgram(name: string, places: ProgramPlaces): Program | undefined {
  const file = realPathIfAny(`${places.projectDir}/node_modules/.bin/${name}`);
  if (file === undefined) return undefined;
  const node = firstTrusted("node", places);
  return node.kind === "found" ? { kind: "found", command: [node.command[0], file], file } : node;
}

/**
 * Gives the PATH for programs that are started: whatever they look up there, such as the node of a script's first line, is
 * out of the project's reach, too.
 *
 * @param places PATH and the project.
 * @returns The folders of PATH from which a program may be started, in their order.
 */
export function trustedPath({ env, projectDir }: Pick<ProgramPlaces, "env" | "projectDir">): string {
  const reach = new Reach(projectDir, env);
  const separator = Deno.build.os === "windows" ? ";" : ":";
  return pathFolders(env).filter((folder) => reach.holdsPrograms(folder)).join(separator);
}

/**
 * Reports whether neither the project nor anybody else on this machine could have put a file where it is.
 *
 * @param path The file.
 * @param places PATH and the project.
 * @returns True if a program there may be started.
 */
export function isOutOfReach(
  path: string,
  { env, projectDir }: Pick<ProgramPlaces, "env" | "projectDir">,
): boolean {
  return new Reach(projectDir, env).judge(path).kind === "found";
}

/** What the project's files, or anybody on this machine, could have put somewhere. */
class Reach {
  readonly #folders: readonly string[];
  readonly #modes = new Map<string, number>();

  constructor(projectDir: string, env: ProgramPlaces["env"]) {
    const repository = projectDir === "" ? undefined : repositoryRoot(projectDir, env("HOME") ?? "");
    const folders = [projectDir, repository ?? projectDir].filter((folder) => folder !== "");
    this.#folders = [...new Set(folders.flatMap((folder) => [folder, realPathIfAny(folder) ?? folder]))]
      .map(withoutSlash);
  }

  judge(path: string): Program {
    const file = realPathIfAny(path);
    if (file === undefined) return { kind: "absent" };
    for (const place of new Set([path, file])) {
      const why = this.#refusal(place.slice(0, place.lastIndexOf("/"))) ?? this.#openFile(place);
      if (why !== undefined) return { kind: "refused", file: place, why };
    }
    return { kind: "found", command: [path], file };
  }

  holdsPrograms(folder: string): boolean {
    const real = realPathIfAny(folder);
    return real !== undefined &&
      [folder, real].every((place) => this.#refusal(withoutSlash(place)) === undefined);
  }

  /** Why no program of a folder is started; `undefined` if programs there may be. */
  #refusal(folder: string): string | undefined {
    if (!folder.startsWith("/") && folder[1] !== ":" && folder !== "") return "PATH has a relative folder";
    const isInside = this.#folders.some((base) =>
      base !== "" && (folder === base || folder.startsWith(`${base}/`))
    );
    if (isInside) return "it is inside the project";
    const open = Deno.build.os === "windows" ? undefined : this.#openPlace(folder);
    return open === undefined ? undefined : `everybody may write to ${open}`;
  }

  #openFile(file: string): string | undefined {
    const isOpen = Deno.build.os !== "windows" && (this.#modeOf(file) & OTHERS_WRITE) !== 0;
    return isOpen ? `everybody may write to ${file}` : undefined;
  }

  /** The first place on the way to a program where anybody could put another one; `undefined` for none. */
  #openPlace(folder: string): string | undefined {
    for (let place = folder; place !== ""; place = place.slice(0, place.lastIndexOf("/"))) {
      const mode = this.#modeOf(place);
      // In a folder like /tmp others can add files, but not replace a folder that is there.
      if ((mode & OTHERS_WRITE) !== 0 && (place === folder || (mode & STICKY) === 0)) return place;
    }
    return undefined;
  }

  #modeOf(place: string): number {
    const known = this.#modes.get(place);
    if (known !== undefined) return known;
    const mode = Deno.statSync(place).mode ?? 0;
    this.#modes.set(place, mode);
    return mode;
  }
}
