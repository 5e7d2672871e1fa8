/**
 * Where a linter's program is, and whether it may be started: from PATH, out of the project's reach and of other
 * people's.
 *
 * @module
 */
import { isExecutable, mayStart, pathFolders, programsOnPath, systemProgram } from "../system/executable.ts";
import { realPathIfAny } from "../system/files.ts";
import { repositoryRoot } from "../system/repository.ts";
import { isInside, withoutSlash } from "../text/path.ts";

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
  /** Another program of that name, or another version. */
  | { readonly kind: "other"; readonly file: string }
  | { readonly kind: "absent" };

/** Where to look. */
export interface ProgramPlaces {
  /** Reads an environment variable. */
  readonly env: (name: string) => string | undefined;
  /** The project's folder. */
  readonly projectDir: string;
  /** Folders of a trusted project, the closest first, whose own programs may be started. */
  readonly ownFolders: readonly string[];
  /** Decides whether a program of that name is the one that is meant; missing where the name says it all. */
  readonly isMeant?: (file: string) => boolean;
}

/** Where package managers put programs: npm, pnpm and workspaces, and Python's virtual environments. */
export const OWN_PROGRAM_FOLDERS = ["node_modules/.bin", ".venv/bin", "venv/bin"] as const;

const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/**
 * Finds a program that may be started: a trusted project's own, else the first one on PATH that is out of the project's
 * reach.
 *
 * @param name Its name.
 * @param places PATH and the project.
 * @returns The command that starts it, or why it is not started.
 */
export function findProgram(name: string, places: ProgramPlaces): Program {
  const { ownFolders, isMeant = () => true } = places;
  const own = ownProgram(name, ownFolders, isMeant);
  if (own !== undefined) return startable({ path: own, file: realPathIfAny(own) }, places);
  const reach = new Reach(places);
  let first: Program = { kind: "absent" };
  for (const path of programsOnPath(name, places.env)) {
    const program = reach.judge(path);
    if (program.kind === "found" && isMeant(program.file)) {
      return startable({ path, file: program.file }, places);
    }
    if (first.kind === "absent") first = program.kind === "found" ? otherProgram(program) : program;
  }
  return first;
}

/**
 * Finds a program that a project brings along.
 *
 * @param name Its name.
 * @param folders Folders of the project, the closest first.
 * @param isMeant Decides about a file without links.
 * @returns Its path; `undefined` if there is none.
 */
export function ownProgram(
  name: string,
  ...[folders, isMeant = () => true]: readonly [readonly string[], ((file: string) => boolean)?]
): string | undefined {
  return folders.flatMap((folder) => OWN_PROGRAM_FOLDERS.map((place) => `${folder}/${place}/${name}`))
    .find((path) => isExecutable(path) && isMeant(realPathIfAny(path) ?? path));
}

function otherProgram({ file }: FoundProgram): Program {
  return { kind: "other", file };
}

/**
 * How a program is started. Deno starts the first one of its name on PATH, and any other is started by what limits it. Where
 * the system has no such program, one of npm's is started by node.
 */
function startable(
  { path, file }: { readonly path: string; readonly file: string | undefined },
  places: ProgramPlaces,
): Program {
  if (file === undefined) return { kind: "absent" };
  if (mayStart(path) || systemProgram("prlimit") !== undefined) {
    return { kind: "found", command: [path], file };
  }
  const node = path.includes("/node_modules/.bin/")
    ? findProgram("node", { ...places, ownFolders: [] })
    : undefined;
  return node?.kind === "found"
    ? { kind: "found", command: [node.command[0], file], file }
    : { kind: "refused", file, why: "another program of that name comes first on PATH" };
}

/**
 * Gives the PATH for programs that are started: whatever they look up there, such as the node of a script's first line, is
 * out of the project's reach, too.
 *
 * @param places PATH and the project.
 * @returns The folders of PATH from which a program may be started, in their order.
 */
export function trustedPath({ env, projectDir }: Pick<ProgramPlaces, "env" | "projectDir">): string {
  const reach = new Reach({ env, projectDir });
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
  return new Reach({ env, projectDir }).judge(path).kind === "found";
}

/** What the project's files, or anybody on this machine, could have put somewhere. */
class Reach {
  readonly #folders: readonly string[];
  readonly #modes = new Map<string, number>();

  constructor({ env, projectDir }: Pick<ProgramPlaces, "env" | "projectDir">) {
    const repository = projectDir === "" ? undefined : repositoryRoot(projectDir, env("HOME") ?? "");
    const folders = [projectDir, repository ?? projectDir].filter((folder) => folder !== "");
    const places = [...new Set(folders)].flatMap((folder) => [folder, realPathIfAny(folder) ?? folder]);
    this.#folders = [...new Set(places.map(withoutSlash))];
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
    if (this.#folders.some((base) => isInside(folder, base))) return "it is inside the project";
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
