/**
 * What can be said about each linter in a project without an event: for people.
 *
 * @module
 */
import type { Settings } from "../config/settings.ts";
import { type LaunchContext, launchOf } from "./launch.ts";
import { type ConsentNeeded, findAllowedProgram, meantBy } from "./allowed_program.ts";
import { findProgram, type FoundProgram, type Program } from "./find_program.ts";
import { Project } from "./project.ts";
import { pauseOf, turnEndPauseOf } from "./pause.ts";
import { runProgram } from "./run_program.ts";
import { startTimer } from "../system/timer.ts";
import { isKindOf, type LinterRow, LINTERS, lintersOf, type ProgramRow } from "./table.ts";
import { findWanted } from "./configured.ts";
import type { StartContext } from "./prepare.ts";

/** One linter in a project. */
export interface Surveyed {
  /** Its name in configurations. */
  readonly id: string;
  /** What it looks at, in words. */
  readonly covers: string;
  /** Where its program is, or why none is started; "" for a check that needs none. */
  readonly program: string;
  /** Whether it looks at such files as the one that was named; true without one. */
  readonly looksAtFile: boolean;
  /** Whether its program can be started. */
  readonly isInstalled: boolean;
  /** The program's own words; "" when it does not say. */
  readonly version: string;
  /** Why this version is not understood; "" when it is, or when the version is not known. */
  readonly tooOld: string;
  /** What shows that the project wants it; "" when nothing does. */
  readonly because: string;
  /** Why it is not wanted; "" when it is. */
  readonly whyNot: string;
  /** Why it is not started for a while, and what would help; "" when it is started. */
  readonly pause: string;
}

/** A version query that takes longer says nothing. */
const VERSION_DEADLINE_MS = 3000;

/**
 * Looks at every linter.
 *
 * @param context Host and settings.
 * @param path A file that it is about; "" for files in the project's own folder.
 * @returns One entry a linter, in the order of the table.
 */
export function survey(context: StartContext, path: string): Promise<Surveyed[]> {
  return Promise.all(LINTERS.map((row) => surveyOne(row, context, path)));
}

async function surveyOne(
  row: LinterRow,
  { host, settings }: StartContext,
  path: string,
): Promise<Surveyed> {
  const { linters, projectDir } = settings;
  const folder = row.folder ?? "/";
  const ending = row.endings[0] ?? "";
  const file = path === "" ? `${projectDir}${folder}a${ending === "" ? "" : `.${ending}`}` : path;
  const project = new Project({ host, linters, projectDir });
  const wanted = findWanted(file, { linters, projectDir, within: project }).find((wanted) =>
    wanted.row === row
  );
  const { id, covers } = row;
  const pause = pauseOf(row, { ...host, projectDir });
  const about = {
    id,
    covers,
    because: wanted?.because ?? "",
    whyNot: wanted ? "" : whyNot(row, settings, path),
    looksAtFile: path === "" || lintersOf(path).includes(row),
    pause: pause.why === "" ? turnEndPauseOf(row, { ...host, projectDir }) : `${pause.why}; ${pause.fix}`,
  };
  if (row.program === undefined) return { ...about, program: "", isInstalled: true, version: "", tooOld: "" };
  const program = wanted === undefined
    ? findProgram(row.program, { env: host.env, projectDir, ownFolders: [], ...meantBy(row) })
    : findAllowedProgram({ ...wanted, row }, { path: file, project, env: host.env });
  const version = program.kind === "found"
    ? await versionOf(program, { row, host, linters, projectDir })
    : "";
  return {
    ...about,
    program: placeOf(program, row),
    isInstalled: program.kind === "found",
    version,
    tooOld: whyTooOld(row, version),
  };
}

function whyNot(
  row: LinterRow,
  { linters, projectDir }: Settings,
  path: string,
): string {
  const { id, markers, folder } = row;
  if (linters.mode === "off") return 'linters is "off"';
  if (linters.switches.get(id) === false) return "switched off in a configuration";
  if (projectDir === "") return "there is no project here";
  if (path !== "" && !isKindOf(path, row)) return "it does not look at such files";
  if (folder !== undefined) return `the file is not in ${folder.slice(1)}`;
  return markers.length === 0
    ? "the file is outside the project"
    : `none of ${markers.map(markerText).join(", ")}`;
}

function markerText({ name, holds }: { readonly name: string; readonly holds?: string }): string {
  if (holds === undefined) return name;
  // The beginning of a table's name means all tables that begin so.
  return `${name} with ${holds}${holds.startsWith("[") && !holds.endsWith("]") ? "]" : ""}`;
}

function placeOf(program: Program | ConsentNeeded, row: ProgramRow): string {
  const { program: name } = row;
  switch (program.kind) {
    case "needs-consent":
      return `not started: ${program.why} (fasthook trust)`;
    case "found":
      return program.file;
    case "refused":
      return `${program.file}, which is not started: ${program.why}`;
    case "other":
      return `${program.file}, which is not started: ${row.package ?? name} is needed`;
    case "absent":
      return `there is no ${name} on PATH`;
  }
}

async function versionOf(program: FoundProgram, context: LaunchContext): Promise<string> {
  const { row } = context;
  if (row.versionArgs.length === 0) return "";
  const stop = new AbortController();
  const timer = startTimer(VERSION_DEADLINE_MS);
  timer.passed.then(() => stop.abort());
  try {
    const { stdout } = await runProgram(
      { ...launchOf(program, context), args: row.versionArgs, cwd: "/" },
      stop.signal,
    );
    return /\d+(?:\.\d+)+[\w.+-]*/.exec(stdout.slice(0, 2000))?.[0] ?? "";
  } catch (error) {
    // A program that cannot say its version is shown without one.
    if (!(error instanceof Error)) throw error;
    return "";
  } finally {
    timer.cancel();
  }
}

/** Why the reports of a version are not understood; "" when they are. */
function whyTooOld({ since }: ProgramRow, version: string): string {
  if (since === undefined || version === "" || !isOlder(version, since.version)) return "";
  return `too old: from ${since.version} on, because ${since.why}`;
}

function isOlder(version: string, first: string): boolean {
  const [own, wanted] = [version, first].map((text) => text.split(".").map((part) => parseInt(part, 10)));
  const at = wanted?.findIndex((part, index) => part !== (own?.[index] ?? 0)) ?? -1;
  return at >= 0 && (own?.[at] ?? 0) < (wanted?.[at] ?? 0);
}
