/**
 * Which files a call changed, and what is known about where.
 *
 * @module
 */
import type { ToolCall, WrittenFile } from "../event/event.ts";
import { addedLines, type ChangedFile, editedFiles } from "./edited_file.ts";
import { isFile } from "../system/files.ts";
import { absolutePath } from "../text/path.ts";
import { type ShellWrite, shellWrites } from "../text/shell_writes.ts";

export type { ChangedFile } from "./edited_file.ts";

/** A command that writes more files than this is a script or a generator. */
const MAX_FILES = 5;

/**
 * Finds the files that a call changed.
 *
 * @param call A succeeded call.
 * @param cwd The folder that relative paths are about; "" when it is not known.
 * @returns The files; empty when the call does not plainly say.
 */
export function changedFiles(call: ToolCall, cwd: string): ChangedFile[] {
  const edited = editedFiles(call, cwd);
  if (edited !== undefined || call.command === "") return edited ?? [];
  return call.written === undefined
    ? findWritten(call.command, cwd)
    : filesOf(call.written, cwd).slice(0, MAX_FILES);
}

function filesOf(written: readonly WrittenFile[], cwd: string): ChangedFile[] {
  return written.map(({ path, created, patch }): ChangedFile => ({
    path: absolutePath(path, cwd),
    ...((created || patch) &&
      { edit: { changes: [], ...(created && { created }), ...(patch && { patch }) } }),
    change: created
      ? { kind: "whole" }
      : patch === undefined
      ? { kind: "unknown" }
      : { kind: "lines", added: addedLines(patch) },
  })).filter(({ path }) => path !== "");
}

/** The files that a command plainly writes. */
function findWritten(command: string, cwd: string): ChangedFile[] {
  const found = new Map<string, ChangedFile["change"]>();
  for (const write of shellWrites(command)) {
    const path = placeOf(write, cwd);
    if (path === "") continue;
    const before = found.get(path);
    if (before?.kind === "whole") continue;
    found.set(path, before === undefined ? changeOf(write) : { kind: "unknown" });
  }
  return found.size > MAX_FILES ? [] : [...found].map(([path, change]) => ({ path, change }));
}

function changeOf({ kind, text }: ShellWrite): ChangedFile["change"] {
  if (kind === "whole") return { kind };
  return text === undefined ? { kind: "unknown" } : { kind: "appended", text };
}

/**
 * The file itself. The event's folder may be the one before the command's `cd`, or the one after it; "" where both are
 * possible and a file is in each.
 */
function placeOf({ path, folders }: ShellWrite, cwd: string): string {
  const place = absolutePath(path, folders.reduce((from, folder) => absolutePath(folder, from), cwd));
  if (folders.length === 0 || absolutePath(path, "") !== "") return place;
  const way = folders.join("/");
  const mayBeThere = way.includes("..") || cwd.endsWith(`/${way.replace(/^\.\//, "").replace(/\/$/, "")}`);
  const other = absolutePath(path, cwd);
  if (!mayBeThere || way.startsWith("/") || !isFile(other)) return place;
  return isFile(place) ? "" : other;
}
