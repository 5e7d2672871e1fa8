/**
 * The journal: one line an event, appended by many processes at once.
 *
 * @module
 */
import type { JournalLimits } from "./limits.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { infoOf } from "../system/files.ts";
import { journalPath, problemOf, type StateProblem } from "./folder.ts";

/**
 * Appends a line with one write, which no other process's write can cut into.
 *
 * @param folder The checked state folder.
 * @param line The line, without line ends.
 * @param limits How large the journal may grow.
 * @returns The problem, if it could not be written.
 */
export async function appendJournal(
  folder: string,
  line: string,
  limits: JournalLimits,
): Promise<StateProblem | undefined> {
  try {
    const path = journalPath(folder, 0);
    const info = infoOf(path);
    // Opening a pipe waits for its reader, and a link may lead anywhere.
    if (info !== undefined && !info.isFile) return info.isSymlink ? "symlink" : "not-a-file";
    if ((info?.size ?? 0) + line.length >= limits.maxBytes) {
      const { rotateJournal } = await import("./rotation.ts");
      rotateJournal(folder, limits, line.length);
    }
    // The line end comes first, so that a line torn by a killed process or a full disk costs no other line.
    const bytes = encodeUtf8(`\n${line}`);
    using file = Deno.openSync(path, { append: true, create: true, mode: 0o600 });
    return file.writeSync(bytes) < bytes.length ? "disk-full" : undefined;
  } catch (error) {
    return problemOf(error);
  }
}
