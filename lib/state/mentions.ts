/**
 * For which projects a person has had a message that comes once.
 *
 * @module
 */
import { shortHash } from "../text/hash.ts";
import { textIfReadable } from "../system/readable.ts";
import { infoOf } from "../system/files.ts";

/** Some thousand projects; then it begins again. */
const MAX_BYTES = 64 * 1024;

/**
 * Takes note that there was a message for a project.
 *
 * @param folder The checked state folder.
 * @param project The project's folder, without links.
 * @returns Whether it was the first one; false where nothing can be written, so that it does not come again and again.
 */
export function isFirstMention(folder: string, project: string): boolean {
  const path = `${folder}/mentioned`;
  try {
    const info = infoOf(path);
    if (info !== undefined && !info.isFile) return false;
    const name = shortHash(project);
    if (textIfReadable(path, { maxBytes: MAX_BYTES }).split("\n").includes(name)) return false;
    const isFull = (info?.size ?? 0) > MAX_BYTES - name.length;
    Deno.writeTextFileSync(path, `${name}\n`, { mode: 0o600, append: !isFull });
    return true;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return false;
  }
}
