/**
 * The folder of a benchmark: its own state and no configuration, and what faults need.
 *
 * @module
 */
import { withOwnFolder } from "../../system/child.ts";
import { type Environment, isolateEnvironment } from "./environment.ts";

/** A benchmark's folder. */
export interface Workspace {
  /** Variables that keep the person's configuration and journal out. */
  readonly env: Environment;
  /** A file that is no configuration and no folder. */
  readonly brokenFile: string;
  /** A folder that is no file. */
  readonly emptyFolder: string;
}

/**
 * Makes the folder of a benchmark.
 *
 * @param use Does something with it; it is removed afterwards.
 * @returns What that gives.
 */
export function withWorkspace<T>(use: (workspace: Workspace) => Promise<T>): Promise<T> {
  return withOwnFolder((folder) => {
    const brokenFile = `${folder}/broken`;
    const emptyFolder = `${folder}/empty`;
    Deno.writeTextFileSync(brokenFile, "{");
    Deno.mkdirSync(emptyFolder);
    return use({ env: isolateEnvironment(folder), brokenFile, emptyFolder });
  });
}
