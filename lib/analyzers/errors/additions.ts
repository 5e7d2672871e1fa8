/**
 * What the catalogue's rows add to a failure by looking at the project: a place or a fact. Without it they are silent.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzer.ts";
import type { Addition } from "./project.ts";
import type { Texts } from "./texts.ts";

/**
 * Looks for what a row adds. Each look is a file of its own: no call needs two.
 *
 * @param id The rule's name after `errors/`.
 * @param texts The call.
 * @param context The event and its settings.
 * @returns What to say; `undefined` when there is nothing to add.
 */
export async function addition(
  id: string,
  texts: Texts,
  context: AnalysisContext,
): Promise<Addition | undefined> {
  const { event: { cwd }, settings: { projectDir } } = context;
  // The report's short form names no folder.
  if (cwd === "") return undefined;
  const project = { cwd, root: projectDir === "" ? cwd : projectDir };
  switch (id) {
    case "edit-mismatch":
      return (await import("./place_of_edit.ts")).placeOfEdit(texts.call, project);
    case "no-such-file":
      return (await import("./meant_path.ts")).meantPath(texts, project);
    case "command-not-found":
      return (await import("./missing_program.ts")).missingProgram(texts, project);
    case "module-not-found":
      return (await import("./missing_module.ts")).missingModule(texts, project);
    case "merge-conflict":
      return (await import("./conflicts.ts")).conflicts(texts);
    default:
      return undefined;
  }
}
