/**
 * Finds the program that may check a file: some linters would run the project's code, for which they need the person's
 * consent.
 *
 * @module
 */
import type { ReadVariable } from "../state/folder.ts";
import { codeConfiguration } from "./code_configuration.ts";
import type { Wanted } from "./configured.ts";
import { findProgram, ownProgram, type Program } from "./find_program.ts";
import type { Project } from "./project.ts";
import { nativeProgram, startedScript } from "./native_program.ts";
import { isLinuxProgram } from "./linux_program.ts";
import type { ProgramRow } from "./table.ts";

/** A linter that is not started for want of the person's consent. */
export interface ConsentNeeded {
  /** It would run code of the project. */
  readonly kind: "needs-consent";
  /** The file that would be run. */
  readonly file: string;
  /** Why it is not started, after the linter's name. */
  readonly why: string;
}

/** Where a linter would run. */
export interface CheckPlace {
  /** The file that it is to check, absolute. */
  readonly path: string;
  /** The project. */
  readonly project: Project;
  /** Reads the environment. */
  readonly env: ReadVariable;
}

/**
 * Finds the program that may check a file.
 *
 * @param wanted The linter, and where it is configured.
 * @param place The file and its project.
 * @returns The program, or why none is started.
 */
export function findAllowedProgram(
  wanted: Pick<Wanted, "because"> & { readonly row: ProgramRow },
  { path, project, env }: CheckPlace,
): Program | ConsentNeeded {
  const { program: name } = wanted.row;
  const code = codeConfiguration(wanted, path, project);
  if (code !== undefined && !project.mayRunConfiguration) {
    const why = `its configuration ${code} is a program of this repository, or names one`;
    return { kind: "needs-consent", file: code, why };
  }
  const program = findProgram(name, {
    env,
    projectDir: project.folder,
    ownFolders: project.isTrusted ? project.foldersFrom(path) : [],
    ...meantBy(wanted.row),
  });
  if (program.kind === "found" || project.isTrusted) return program;
  const { isMeant } = meantBy(wanted.row);
  const own = ownProgram(name, project.foldersFrom(path), isMeant);
  if (own === undefined) return program;
  return { kind: "needs-consent", file: own, why: `the only ${name} here, ${own}, is the project's own` };
}

/**
 * Says which program of a linter's name is meant: a server must be native, because another program of that name may be
 * something else. TypeScript's older versions are.
 *
 * @param row The linter.
 * @returns What decides about a file; nothing where its name is enough.
 */
export function meantBy(
  { isServer, natives = [] }: ProgramRow,
): { readonly isMeant?: (file: string) => boolean } {
  if (!isServer) return {};
  return {
    isMeant: (file) => isLinuxProgram(file) || nativeProgram(startedScript(file), natives) !== undefined,
  };
}
