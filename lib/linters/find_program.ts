/**
 * Where a linter's program is, and whether it may be started: from PATH, out of the project's reach and of other
 * people's.
 *
 * @module
 */
import { startableOnPath } from "../system/executable.ts";
import { realPathIfAny } from "../system/files.ts";
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
 * Finds a program that may be started.
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
  const found = startableOnPath(name, places.env);
  return found === undefined ? { kind: "absent" } : trusted(found, projectDir);
}

/** A project's own program. Those in node_modules/.bin are scripts: Deno may start node, not any file. */
function ownProgram(name: string, { env, projectDir }: ProgramPlaces): Program | undefined {
  const file = realPathIfAny(`${projectDir}/node_modules/.bin/${name}`);
  const node = startableOnPath("node", env);
  if (file === undefined || node === undefined) return undefined;
  const runner = trusted(node, projectDir);
  return runner.kind === "found" ? { kind: "found", command: [runner.command[0], file], file } : runner;
}

function trusted(path: string, projectDir: string): Program {
  const file = realPathIfAny(path);
  if (file === undefined) return { kind: "absent" };
  if (!path.startsWith("/") && path[1] !== ":") {
    return { kind: "refused", file: path, why: "PATH has a relative folder" };
  }
  const project = realPathIfAny(projectDir) ?? projectDir;
  for (const place of new Set([path, file])) {
    if (isInside(place, project) || isInside(place, projectDir)) {
      return { kind: "refused", file: place, why: "it is inside the project" };
    }
    const open = openPlace(place);
    if (open !== "") return { kind: "refused", file: place, why: `everybody may write to ${open}` };
  }
  return { kind: "found", command: [path], file };
}

function isInside(path: string, folder: string): boolean {
  const base = withoutSlash(folder);
  return base !== "" && path.startsWith(`${base}/`);
}

/** The first place on the way to a file where anybody could put another one; "" when there is none. */
function openPlace(file: string): string {
  if (Deno.build.os === "windows") return "";
  const parts = file.split("/");
  for (let length = parts.length; length > 1; length--) {
    const place = parts.slice(0, length).join("/");
    const mode = Deno.statSync(place).mode ?? 0;
    if ((mode & OTHERS_WRITE) === 0) continue;
    // In a folder like /tmp others can add files, but not replace a folder that is there.
    const isFar = length < parts.length - 1;
    if (!isFar || (mode & STICKY) === 0) return place;
  }
  return "";
}
