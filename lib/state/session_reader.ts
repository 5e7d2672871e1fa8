/**
 * Reads what a session remembers without adding to it, for commands.
 *
 * @module
 */
import { EMPTY_MEMORY, searchEntries, type SessionMemory } from "./memory.ts";
import { infoOf } from "../system/files.ts";
import { problemOf, type StateFolder, type StateResult } from "./folder.ts";
import { sessionPath } from "./session_path.ts";

/** A larger file is not one of ours. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a session's memory. Makes no file, and takes no lock: at worst the last line is not whole yet.
 *
 * @param folder The state folder.
 * @param session The agent's session; "" for none.
 * @returns The memory, empty for a session without one; or why it cannot be read.
 */
export function readSession(folder: StateFolder, session: string): StateResult<SessionMemory> {
  if (folder.kind === "none") return folder;
  try {
    const path = sessionPath(folder.path, session);
    const info = session === "" ? undefined : infoOf(path);
    if (info === undefined) return { kind: "done", value: EMPTY_MEMORY };
    if (!info.isFile || info.size > MAX_BYTES) return { kind: "none", problem: "not-a-file" };
    return { kind: "done", value: searchEntries(Deno.readTextFileSync(path)) };
  } catch (error) {
    return { kind: "none", problem: problemOf(error) };
  }
}
