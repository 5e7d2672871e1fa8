/**
 * What an editing tool says about its edit.
 *
 * @module
 */
import type { Change, ToolCall } from "../event/event.ts";
import { field, isObject, type JsonObject, objectField, textField } from "../text/json_object.ts";
import { absolutePath } from "../text/path.ts";

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
  /** What is known of the change. */
  readonly change:
    /** It was made, or written anew. */
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

/**
 * Finds the file that an editing tool changed.
 *
 * @param call A succeeded call.
 * @param cwd The folder that relative paths are about; "" when it is not known.
 * @returns The file, if it is known which one; `undefined` for a call that is no edit.
 */
export function editedFiles(call: ToolCall, cwd: string): ChangedFile[] | undefined {
  const response = objectField(call.source, "tool_response");
  if (call.changes.length === 0 && !Array.isArray(field(response, "structuredPatch"))) return undefined;
  const path = absolutePath(call.path, cwd);
  return path === "" ? [] : [{ path, change: editOf(call, response) }];
}

function editOf(call: ToolCall, response: JsonObject): ChangedFile["change"] {
  const patch = addedLines(field(response, "structuredPatch"));
  const type = textField(response, "type");
  if (type === "create") return { kind: "whole" };
  if (patch !== undefined && (patch.length > 0 || type === "update" || call.tool === "Edit")) {
    return { kind: "lines", added: patch };
  }
  const isWrite = Object.hasOwn(call.input, "content");
  const [first] = call.changes;
  if (isWrite && first?.before === "") return { kind: "whole" };
  return { kind: "texts", texts: call.changes };
}

/**
 * Lists the lines that a structured patch adds.
 *
 * @param patch What the event calls a patch.
 * @returns The lines with their numbers in the new file; `undefined` when it is no patch.
 */
export function addedLines(patch: unknown): AddedLine[] | undefined {
  if (!Array.isArray(patch)) return undefined;
  return patch.filter(isObject).flatMap((hunk) => {
    const lines = field(hunk, "lines");
    let line = Number(field(hunk, "newStart"));
    if (!Array.isArray(lines) || !Number.isInteger(line)) return [];
    const added: AddedLine[] = [];
    for (const entry of lines) {
      if (typeof entry !== "string" || entry.startsWith("-") || entry.startsWith("\\")) continue;
      if (entry.startsWith("+")) added.push({ line, text: entry.slice(1) });
      line++;
    }
    return added;
  });
}
