/**
 * Two looks at the types of a project: as it is, and as it was before a turn.
 *
 * @module
 */
import type { LinterSettings } from "../config/settings.ts";
import type { Host } from "../state/host.ts";
import { isInside } from "../text/path.ts";
import type { FoundProgram } from "./find_program.ts";
import { launchOf } from "./launch.ts";
import type { LintProblem } from "./linter.ts";
import type { Project } from "./project.ts";
import { runProgram } from "./run_program.ts";
import type { ProgramRow } from "./table.ts";

/** A project with files of a turn. */
export interface TurnProject {
  /** The type checker. */
  readonly row: ProgramRow;
  /** Its program. */
  readonly program: FoundProgram;
  /** The folder of its configuration. */
  readonly folder: string;
  /** The project. */
  readonly project: Project;
  /** What each file of the turn held before, and holds now. */
  readonly texts: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
}

/** What the looks depend on. */
export interface LookContext {
  /** The program that this runs in. */
  readonly host: Host;
  /** Settings about linters. */
  readonly linters: LinterSettings;
  /** Ends the looks. */
  readonly signal: AbortSignal;
  /** Whether enough is known of the project as it is. */
  readonly isEnough: (broken: number) => boolean;
}

/** Problems by file; files without any are left out. */
export type ProblemsByFile = ReadonlyMap<string, readonly LintProblem[]>;

/** The looks. */
export interface ProjectLooks {
  /** Checks files as they are. */
  readonly now: (paths: readonly string[]) => Promise<ProblemsByFile>;
  /** Checks files with the texts before the turn. Called after the other one. */
  readonly before: (paths: readonly string[]) => Promise<ProblemsByFile>;
  /** Ends what runs. */
  readonly end: () => void;
}

/**
 * Begins the looks with a language server.
 *
 * @param subject The project.
 * @param context Host, settings and time.
 * @returns The looks. The caller must end them.
 */
export async function looksByServer(
  { row, program, folder, project, texts }: TurnProject,
  { host, linters, signal, isEnough }: LookContext,
): Promise<ProjectLooks> {
  const { startTypes } = await import("./type_session.ts");
  const { parse } = await row.load();
  const session = startTypes(program, { row, host, linters, projectDir: project.folder, folder });
  signal.addEventListener("abort", () => session.end(), { once: true });
  const check = async (paths: readonly string[], when: "before" | "after"): Promise<ProblemsByFile> => {
    for (const [path, text] of texts) await session.show(path, text[when]);
    const found = new Map<string, readonly LintProblem[]>();
    for (const path of paths) {
      if (when === "after" && isEnough(found.size)) break;
      // One after another: the server is busy with each.
      const configuration = await session.configurationOf(path);
      if (configuration === "" || !isInside(configuration, project.folder)) continue;
      const problems = parse(await session.check(path), path);
      if (problems.length > 0) found.set(path, problems);
    }
    return found;
  };
  return {
    now: (paths) => check(paths, "after"),
    before: (paths) => check(paths, "before"),
    end: () => session.end(),
  };
}

/**
 * Begins the looks with a program that reads what is on disk: the texts before the turn are in a copy of the project.
 *
 * @param subject The project.
 * @param context Host, settings and time.
 * @returns The looks.
 */
export async function looksByProgram(
  { row, program, folder, project, texts }: TurnProject,
  { host, linters, signal }: LookContext,
): Promise<ProjectLooks> {
  const { parse } = await row.load();
  const projectDir = project.folder;
  const launch = launchOf(program, { row, host, linters, projectDir });
  const check = async (paths: readonly string[], root: string): Promise<ProblemsByFile> => {
    const placed = (path: string): string => root + path.slice(projectDir.length);
    const args = [...row.args, ...paths.map(placed)];
    const output = await runProgram({ ...launch, args, cwd: placed(folder) }, signal);
    return new Map(
      paths.map((path) =>
        [
          path,
          parse(output, placed(path)).map((problem) => ({
            ...problem,
            message: problem.message.replaceAll(root, projectDir),
          })),
        ] as const
      ).filter(([, problems]) => problems.length > 0),
    );
  };
  return {
    now: (paths) => check(paths, projectDir),
    before: async (paths) => {
      const state = host.stateFolder();
      if (state.kind === "none") throw new Error("Cannot copy a project: wanted a state folder, got none");
      const { copyTexts } = await import("../state/text_copies.ts");
      using copy = copyTexts(state, {
        projectDir,
        texts: new Map([...texts].map(([path, { before }]) => [path, before])),
        configurations: new Set(row.markers.map(({ name }) => name)),
        within: project,
        now: host.now(),
      });
      return await check(paths, copy.projectDir);
    },
    end: () => {},
  };
}
