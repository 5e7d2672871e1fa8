/**
 * Which program decides the exit code of a command line where nothing in it fails earlier.
 *
 * @module
 */
import { parseShellTree } from "./shell_tree.ts";
import { programOf } from "./shell_wrappers.ts";

/**
 * Finds the last program of a command line.
 *
 * @param command The command line.
 * @returns Its name, without folder and wrappers; "" where there is none.
 */
export function lastProgram(command: string): string {
  let stage = parseShellTree(command).at(-1)?.stages.at(-1);
  while (stage?.group !== undefined) stage = stage.group.at(-1)?.stages.at(-1);
  return programOf(stage?.words ?? []);
}
