/**
 * Reads Claude Code's patches: `structuredPatch` of an edit, and the files of `bashEditDiff`. Both as of 2.1.330.
 *
 * @module
 */
import type { Hunk, WrittenFile } from "../../event/event.ts";
import { field, isObject, type JsonObject, numberField, textField } from "../../text/json_object.ts";

/**
 * Reads a patch.
 *
 * @param patch What the event calls a patch.
 * @returns Its hunks; `undefined` when it is no list.
 */
export function hunksOf(patch: unknown): Hunk[] | undefined {
  if (!Array.isArray(patch)) return undefined;
  return patch.filter(isObject).flatMap((hunk) => {
    const lines = field(hunk, "lines");
    const newStart = numberField(hunk, "newStart");
    if (!Array.isArray(lines) || newStart === undefined || !Number.isInteger(newStart)) return [];
    return [{
      oldStart: numberField(hunk, "oldStart") ?? newStart,
      oldLines: numberField(hunk, "oldLines") ?? 0,
      newStart,
      newLines: numberField(hunk, "newLines") ?? 0,
      lines: lines.filter((line) => typeof line === "string"),
    }];
  });
}

/**
 * Reads the list of files that a command edited, which Claude Code sends when its setting says so.
 *
 * @param diff The field `bashEditDiff`.
 * @returns The files, with or without a patch; `undefined` when it is no such list.
 */
export function writtenFiles(diff: unknown): WrittenFile[] | undefined {
  if (!isObject(diff)) return undefined;
  const files = field(diff, "files");
  return Array.isArray(files) ? files.flatMap((file) => writtenFile(file)) : [];
}

function writtenFile(file: unknown): WrittenFile[] {
  if (typeof file === "string") return [{ path: file }];
  if (!isObject(file)) return [];
  const path = firstText(file, ["filePath", "file_path", "path", "file"]);
  if (path === "") return [];
  const patch = ["structuredPatch", "patch", "hunks"].map((key) => hunksOf(field(file, key)))
    .find((hunks) => hunks !== undefined);
  const isNew = ["create", "created", "added"].includes(firstText(file, ["type", "status"]));
  return [{ path, ...(isNew ? { created: true } : patch && { patch }) }];
}

function firstText(object: JsonObject, keys: readonly string[]): string {
  return keys.map((key) => textField(object, key)).find((text) => text !== "") ?? "";
}
