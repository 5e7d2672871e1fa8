/**
 * The cells of a notebook, for an edit that names one that is not there.
 *
 * @module
 */
import { field, isObject, textField } from "../../text/json_object.ts";

const MAX_CELLS = 8;

/**
 * Lists the cells of a notebook.
 *
 * @param file The notebook.
 * @param error Why the edit was refused.
 * @returns What to say; `undefined` when the error is another one or the file is no notebook.
 */
export function cellsOf(file: string, error: string): string | undefined {
  if (!/\b[Cc]ell\b.* (?:not found|does not exist)/.test(error)) return undefined;
  let notebook: unknown;
  try {
    notebook = JSON.parse(file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  const cells = isObject(notebook) ? field(notebook, "cells") : undefined;
  if (!Array.isArray(cells)) return undefined;
  const names = cells.filter(isObject).map((cell, index) => {
    const source = field(cell, "source");
    const text = Array.isArray(source) ? source.join("") : textField(cell, "source");
    return `\`${textField(cell, "id") || index}\` (${textField(cell, "cell_type")}: ${
      (text.split("\n")[0] ?? "").slice(0, 30)
    })`;
  });
  const more = names.length > MAX_CELLS ? ` and ${names.length - MAX_CELLS} more` : "";
  return `the notebook has ${names.length} cells: ${names.slice(0, MAX_CELLS).join(", ")}${more}.`;
}
