/**
 * What an editing tool says about its edit.
 *
 * @module
 */
import type { Change, Hunk, ToolCall } from "../event/event.ts";
import { absolutePath } from "../text/path.ts";
import type { Edit } from "./text_before.ts";

/** A line as the call left it. */
export interface AddedLine {
  /** Its number then, from 1. */
  readonly line: number;
  /** Its text. */
  readonly text: string;
}

/** A file that a call changed. */
export interface ChangedFile {
  /** The file, absolute, with slashes. */
  readonly path: string;
  /** What the event says that leads to the text before; missing where it says nothing. */
  readonly edit?: Edit;
  /** What is known of the change. */
  readonly change:
    /** It was made, or all of it was written. */
    | { readonly kind: "whole" }
    /** These lines were added. */
    | { readonly kind: "lines"; readonly added: readonly AddedLine[] }
    /** These texts were put in, somewhere. */
    | { readonly kind: "texts"; readonly texts: readonly Change[] }
    /** This text was put at its end. */
    | { readonly kind: "appended"; readonly text: string }
    /** Something was changed. */
    | { readonly kind: "unknown" };
}

const SERVER_TOOL = "mcp__";

/**
 * Finds the file that an editing tool changed.
 *
 * @param call A succeeded call.
 * @param cwd The folder that relative paths are about; "" when it is not known.
 * @returns The file, if it is known which one; `undefined` for a call that is no edit.
 */
export function editedFiles(call: ToolCall, cwd: string): ChangedFile[] | undefined {
  if (call.kind !== "write" && call.kind !== "edit") return undefined;
  const path = absolutePath(call.path, cwd);
  return path === "" ? [] : [{ path, edit: call, change: editOf(call) }];
}

function editOf({ tool, kind, created, patch, changes }: ToolCall): ChangedFile["change"] {
  // A server may write on another machine, where the same path is another file: only what is here as well counts.
  if (tool.startsWith(SERVER_TOOL)) return { kind: "texts", texts: changes };
  if (created) return { kind: "whole" };
  if (patch !== undefined) return { kind: "lines", added: addedLines(patch) };
  return kind === "write" && changes[0]?.before === ""
    ? { kind: "whole" }
    : { kind: "texts", texts: changes };
}

/**
 * Lists the lines that a patch adds.
 *
 * @param patch The patch.
 * @returns The lines with their numbers in the new file.
 */
export function addedLines(patch: readonly Hunk[]): AddedLine[] {
  return patch.flatMap(({ newStart, lines }) => {
    let line = newStart;
    const added: AddedLine[] = [];
    for (const entry of lines) {
      if (entry.startsWith("-") || entry.startsWith("\\")) continue;
      if (entry.startsWith("+")) added.push({ line, text: entry.slice(1) });
      line++;
    }
    return added;
  });
}
