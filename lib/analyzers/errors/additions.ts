/**
 * What the catalogue's rows add to a failure by looking at the project: a place or a fact. Without it they are silent.
 *
 * @module
 */
import type { AnalysisContext } from "../analyzer.ts";
import { conflicts } from "./conflicts.ts";
import { placeOfEdit } from "./place_of_edit.ts";
import { meantPath } from "./meant_path.ts";
import { missingModule } from "./missing_module.ts";
import { missingProgram } from "./missing_program.ts";
import type { Addition } from "./project.ts";
import type { Texts } from "./texts.ts";

/**
 * Looks for what a row adds.
 *
 * @param id The rule's name after `errors/`.
 * @param texts The call.
 * @param context The event and its settings.
 * @returns What to say; `undefined` when there is nothing to add.
 */
export function addition(id: string, texts: Texts, context: AnalysisContext): Addition | undefined {
  const { event: { cwd }, settings: { projectDir } } = context;
  const project = { cwd, root: projectDir === "" ? cwd : projectDir };
  switch (id) {
    case "edit-mismatch":
      return placeOfEdit(texts.call, project);
    case "no-such-file":
      return meantPath(texts, project);
    case "command-not-found":
      return missingProgram(texts, project);
    case "module-not-found":
      return missingModule(texts, project);
    case "merge-conflict":
      return conflicts(texts);
    default:
      return undefined;
  }
}
