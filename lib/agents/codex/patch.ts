/**
 * Reads the patches of Codex's `apply_patch`. Nothing here looks at a file.
 *
 * @module
 */
import type { Change } from "../../event/event.ts";

/** A file that a patch changes. */
export interface PatchedFile {
  /** What happens to it. */
  readonly kind: "add" | "update" | "delete";
  /** The file as the patch names it; a moved one by its new name. */
  readonly path: string;
  /** What is put in: the whole text of a new file, otherwise one entry for each part. */
  readonly changes: readonly Change[];
}

const FILE = /^\*\*\* (Add|Update|Delete) File: (.+)$/;
const MOVE = /^\*\*\* Move to: (.+)$/;
const KINDS: Readonly<Record<string, PatchedFile["kind"]>> = {
  Add: "add",
  Update: "update",
  Delete: "delete",
};

/**
 * Reads a patch.
 *
 * @param patch Its text.
 * @returns The files in the patch's order; lines that belong to none are passed over.
 */
export function parsePatch(patch: string): PatchedFile[] {
  const files: { kind: PatchedFile["kind"]; path: string; lines: string[] }[] = [];
  for (const raw of patch.split("\n")) {
    const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
    if (line === "*** End Patch") break;
    const [, word = "", path = ""] = FILE.exec(line) ?? [];
    const kind = KINDS[word];
    const file = files.at(-1);
    if (kind !== undefined) files.push({ kind, path: path.trim(), lines: [] });
    else if (file !== undefined) {
      const [, moved] = MOVE.exec(line) ?? [];
      if (moved !== undefined && file.kind === "update" && file.lines.length === 0) file.path = moved.trim();
      else file.lines.push(line);
    }
  }
  return files.map(({ kind, path, lines }) => ({ kind, path, changes: changesOf(kind, lines) }));
}

function changesOf(kind: PatchedFile["kind"], lines: readonly string[]): Change[] {
  if (kind === "delete") return [];
  if (kind === "add") {
    return [{ text: sideOf(lines.filter((line) => line.startsWith("+")), "-"), before: "" }];
  }
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith("@@")) parts.push([]);
    else if (!line.startsWith("*** ")) parts.at(-1)?.push(line);
  }
  return parts.filter((part) => part.some((line) => line.startsWith("+"))).map((part) => ({
    text: sideOf(part, "-"),
    before: sideOf(part, "+"),
  }));
}

/** One side of a part, without the lines of the other one. */
function sideOf(lines: readonly string[], other: string): string {
  return lines.filter((line) => !line.startsWith(other)).map((line) => `${line.slice(1)}\n`).join("");
}
